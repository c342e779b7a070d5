// Has midnight passed, in the house's time zone, since this page came? A page says "today" in many
// places and the server knows which day that is, so the page is not changed here: a note offers to
// load it again. A page within another site's is loaded again at once, because nothing is typed there.
"use strict";
(() => {
  const { zone, today } = document.body.dataset;
  if (!zone || !today) return;
  // The browser's clock may be wrong: only that its day in the house has changed counts, not which it is.
  const dayThere = () => new Intl.DateTimeFormat("en", { timeZone: zone, dateStyle: "short" }).format(new Date());
  let first = "";
  try {
    first = dayThere();
  } catch {
    return; // the browser does not know the zone
  }
  const tell = () => {
    const note = document.createElement("p");
    note.className = "asof no-print";
    note.setAttribute("role", "status");
    const words = document.createElement("span");
    words.textContent = `It is past midnight (${zone} time): “today” on this page is still ${today}.`;
    const again = document.createElement("a");
    again.href = location.href;
    again.textContent = "Load it again";
    again.addEventListener("click", (event) => {
      event.preventDefault();
      location.reload();
    });
    note.append(words, " ", again);
    document.getElementById("content")?.prepend(note);
  };
  const look = () => {
    if (dayThere() === first) return;
    window.clearInterval(timer);
    document.removeEventListener("visibilitychange", look);
    if (document.body.classList.contains("embedded")) location.reload();
    else tell();
  };
  const timer = window.setInterval(look, 30_000);
  // Timers of a hidden page, or of a sleeping machine, are late.
  document.addEventListener("visibilitychange", look);
})();
