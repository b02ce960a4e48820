// What every page does: light or dark, the menu of narrow screens, and parts that renew themselves.
// It runs before the page is drawn, so that the theme does not flash.
(() => {
  const root = document.documentElement;
  const wanted = () => {
    const chosen = localStorage.getItem("pumphouse-theme");
    return chosen ?? (matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light");
  };
  const dress = () => {
    root.dataset.theme = wanted();
    document.dispatchEvent(new CustomEvent("theme"));
  };
  root.classList.add("scripted");
  dress();
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", dress);

  // A part with data-renew is asked for again every so many milliseconds, while the page is seen; it is put in place
  // only where it has changed and nobody is at work in it.
  const renew = async (part) => {
    const every = Number(part.dataset.every ?? 2000);
    const isBusy = () => part.matches(":focus-within") || (!getSelection().isCollapsed && part.contains(getSelection().anchorNode));
    if (!document.hidden && !isBusy()) {
      try {
        const answer = await fetch(part.dataset.renew);
        const text = answer.ok ? await answer.text() : null;
        if (text !== null && text !== part.seen && !isBusy()) {
          const places = [...part.querySelectorAll(".table")].map((table) => [table.scrollLeft, table.scrollTop]);
          part.seen = text;
          part.innerHTML = text;
          part.querySelectorAll(".table").forEach((table, at) => { [table.scrollLeft, table.scrollTop] = places[at] ?? [0, 0]; });
        }
        part.classList.toggle("stale", !answer.ok);
      } catch {
        part.classList.add("stale");
      }
    }
    if (part.isConnected) setTimeout(renew, every, part);
  };

  addEventListener("DOMContentLoaded", () => {
    document.querySelector(".theme")?.addEventListener("click", () => {
      localStorage.setItem("pumphouse-theme", root.dataset.theme === "dark" ? "light" : "dark");
      dress();
    });
    const menu = document.querySelector(".menu");
    menu?.addEventListener("click", () => {
      const open = document.getElementById("rooms").classList.toggle("open");
      menu.setAttribute("aria-expanded", String(open));
    });
    for (const part of document.querySelectorAll("[data-renew]")) {
      setTimeout(renew, "now" in part.dataset ? 0 : Number(part.dataset.every ?? 2000), part);
    }
    for (const field of document.querySelectorAll("[data-submit]")) {
      field.addEventListener("change", () => field.form.requestSubmit());
    }
  });
})();
