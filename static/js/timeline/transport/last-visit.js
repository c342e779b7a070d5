// What did this browser keep of the register at the last visit? Asked before anything else of the page runs,
// and before any module: it takes its time. The page of the whole register names the build it comes with, as
// another keeps other things. Nothing depends on it: without an answer, everything is fetched and read anew.
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
    // Nobody who deletes what is kept has to wait.
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
      return null; // storage may be closed by the browser's settings
    }
  };

  return build ? { build, opened, came: found() } : undefined;
})();
