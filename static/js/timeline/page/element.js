/** How is a part of the page made? One element, with its class and its words. */

/** @param {string} tag @param {string} [name] class @param {string} [words] @returns {HTMLElement} */
export function element(tag, name, words) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words) made.textContent = words;
  return made;
}
