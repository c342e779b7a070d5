// What did this browser store of the register at the last visit? Runs before all modules, because opening
// IndexedDB takes time. The page of the whole register names its build, under which the data are stored:
// another build may store another format. It is only a cache: without it, everything is fetched and read.
"use strict";

/** @type {import("./kept.js").LastVisit | undefined} */
var lastVisit = (() => {
  const build = document.currentScript?.dataset.build ?? "";
  const NAME = "kept";

  /** @template T @param {IDBRequest<T>} request @returns {Promise<T>} */
  const answered = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });

  const opened = async (/** @type {IDBTransactionMode} */ mode) => {
    const opening = indexedDB.open("timeline", 1);
    opening.onupgradeneeded = () => void opening.result.createObjectStore(NAME);
    const database = await answered(opening);
    // An open connection would block deleting the database.
    database.onversionchange = () => database.close();
    return database.transaction(NAME, mode).objectStore(NAME);
  };

  const found = async () => {
    try {
      /** @type {import("./kept.js").Stored | undefined} */
      const stored = await answered((await opened("readonly")).get(build));
      if (!stored) return null;
      const [gist, content] = await Promise.all([stored.gist.arrayBuffer(), stored.content.arrayBuffer()]);
      return { ...stored, gist, content };
    } catch {
      return null; // the browser's settings may block storage
    }
  };

  return build ? { build, opened, came: found() } : undefined;
})();
