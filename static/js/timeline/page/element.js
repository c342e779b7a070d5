/** How is an element made? With its class and text in one call. */

/** @param {string} tag @param {string} [name] class @param {string} [words] @returns {HTMLElement} */
export function element(tag, name, words) {
  const made = document.createElement(tag);
  if (name) made.className = name;
  if (words) made.textContent = words;
  return made;
}
