// Small conveniences of the pages; every one of them also works without this file.
"use strict";
(() => {
  // A form marked data-at-once is submitted when one of its choices changes.
  document.addEventListener("change", (event) => {
    const form = event.target instanceof Element && event.target.closest("form[data-at-once]");
    if (form instanceof HTMLFormElement) form.requestSubmit();
  });

  // A definition opens beside its word, not in the middle of the window.
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

  // Pointing at a word or focusing it shows its definition; pressing it keeps the definition open.
  let timer = 0;
  /** @type {Element | null} */
  let passing = null;
  const noteOf = (/** @type {Element | null} */ word) => document.getElementById(word?.getAttribute("popovertarget") ?? "");
  const wordAt = (/** @type {EventTarget | null} */ target) => (target instanceof Element ? target.closest(".term[popovertarget]") : null);
  const open = (/** @type {Element} */ word) => {
    const note = noteOf(word);
    if (!word.isConnected || !note || note.matches(":popover-open")) return;
    note.showPopover();
    passing = word;
  };
  const close = () => {
    const note = noteOf(passing);
    passing = null;
    if (note?.matches(":popover-open")) note.hidePopover();
  };
  document.addEventListener("pointerover", ({ target, pointerType }) => {
    if (pointerType !== "mouse") return;
    const word = wordAt(target);
    window.clearTimeout(timer);
    if (word) timer = window.setTimeout(() => open(word), 250);
    else if (passing && !(target instanceof Node && noteOf(passing)?.contains(target))) timer = window.setTimeout(close, 250);
  });
  document.addEventListener("focusin", ({ target }) => {
    const word = wordAt(target);
    if (word?.matches(":focus-visible")) open(word);
  });
  document.addEventListener("focusout", ({ target }) => {
    if (passing && wordAt(target) === passing) close();
  });
  document.addEventListener("click", (event) => {
    if (passing && wordAt(event.target) === passing && noteOf(passing)?.matches(":popover-open")) {
      passing = null;
      event.preventDefault();
    }
  });

  // A link to what lies in a fold opens the fold, also a second time and in browsers that do not by themselves.
  const unfold = (/** @type {string} */ hash) => {
    const target = hash.length > 1 ? document.getElementById(decoded(hash.slice(1))) : null;
    let closed = false;
    for (let fold = target?.closest("details"); fold; fold = fold.parentElement?.closest("details")) {
      closed ||= !fold.open;
      fold.open = true;
    }
    if (closed) target?.scrollIntoView();
  };
  const decoded = (/** @type {string} */ text) => {
    try {
      return decodeURIComponent(text);
    } catch {
      return text;
    }
  };
  window.addEventListener("hashchange", () => unfold(location.hash));
  document.addEventListener("click", ({ target }) => {
    const link = target instanceof Element ? target.closest("a[href^='#']") : null;
    if (link) unfold(link.getAttribute("href") ?? "");
  });
  document.addEventListener("DOMContentLoaded", () => unfold(location.hash));

  // On paper nothing can be opened: the folds are open, except those whose summary is enough for a brief.
  /** @type {HTMLDetailsElement[]} */
  let opened = [];
  window.addEventListener("beforeprint", () => {
    opened = [...document.querySelectorAll("details.fold:not([open], .no-print, .brief)")].filter((one) => one instanceof HTMLDetailsElement);
    for (const one of opened) one.open = true;
  });
  window.addEventListener("afterprint", () => {
    for (const one of opened) one.open = false;
  });

  // Moves the focus to content that htmx has inserted, so that a screen reader reads it.
  document.addEventListener("htmx:afterSwap", (event) => {
    const target = event.target;
    if (target instanceof HTMLElement && target.matches("[data-focus]")) {
      target.tabIndex = -1;
      target.focus({ preventScroll: true });
      target.scrollIntoView({ block: "nearest" });
    }
  });
})();
