// Who has sent a form that cannot be saved begins at the list of what is wrong, and each of its links
// leads into the field itself.
"use strict";
(() => {
  const summary = document.querySelector("[data-faults]");
  if (!(summary instanceof HTMLElement)) return;
  summary.focus();
  summary.addEventListener("click", (event) => {
    const link = event.target instanceof Element && event.target.closest("a[href^='#']");
    const place = link && document.getElementById(decodeURIComponent(link.getAttribute("href")?.slice(1) ?? ""));
    if (!place) return;
    event.preventDefault();
    for (let fold = place.closest("details"); fold; fold = fold.parentElement?.closest("details") ?? null) fold.open = true;
    const field = place.matches("input, select, textarea, button, a") ? place : place.querySelector("input:not([type=hidden]), select, textarea");
    place.scrollIntoView({ block: "center" });
    (field instanceof HTMLElement ? field : place).focus();
  });
})();
