// Small conveniences of the pages; every one of them also works without this file.
"use strict";
(() => {
  // A form marked data-at-once sends itself when one of its choices changes.
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element && event.target.closest("form[data-at-once]");
    if (form instanceof HTMLFormElement) form.requestSubmit();
  });

  // A definition opens beside its word instead of in the middle of the window.
  document.addEventListener(
    "toggle",
    (event) => {
      const note = event.target;
      if (!(note instanceof HTMLElement) || !note.matches(".definition") || event.newState !== "open") return;
      const word = document.querySelector(`[popovertarget="${CSS.escape(note.id)}"]`);
      if (!word) return;
      const at = word.getBoundingClientRect();
      const left = Math.max(8, Math.min(at.left, document.documentElement.clientWidth - note.offsetWidth - 8));
      const below = at.bottom + 6;
      const top = below + note.offsetHeight > innerHeight ? Math.max(8, at.top - note.offsetHeight - 6) : below;
      note.style.setProperty("inset", `${top}px auto auto ${left}px`);
      note.style.setProperty("margin", "0");
    },
    true,
  );

  // What has been opened in place is said, and focus goes to it.
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.target;
    if (target instanceof HTMLElement && target.matches("[data-focus]")) {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest" });
    }
  });
})();
