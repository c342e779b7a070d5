/**
 * Which of the reader's cookies go with a request? None from a page that another site frames: it shows what
 * any visitor may read, whoever is signed in here. Such a page says so in `data-audience` of its root.
 */

/** @type {RequestCredentials} */
export const CREDENTIALS = globalThis.document?.documentElement.dataset.audience === "public" ? "omit" : "same-origin";
