// Filters the findings. The page is whole without it: the form stays hidden then.
"use strict";
(() => {
  const form = document.getElementById("filter");
  const told = document.getElementById("shown");
  const entries = [...document.querySelectorAll(".entry")];
  const rows = new Map([...document.querySelectorAll("[data-of]")].map((row) => [row.dataset.of, row]));
  const plain = (text) => text.toLowerCase().normalize("NFKD").replace(/\p{M}/gu, "").replace(/\s+/g, " ");
  const texts = new Map();
  const textOf = (entry) => {
    if (!texts.has(entry)) texts.set(entry, plain(entry.textContent));
    return texts.get(entry);
  };

  const filter = () => {
    const asked = new FormData(form);
    const outcomes = new Set(asked.getAll("outcome"));
    const chosen = ["family", "level", "obligation", "direction"].filter((key) => asked.get(key));
    const words = plain(asked.get("text")).split(" ").filter(Boolean);
    let shown = 0;
    for (const entry of entries) {
      const kept =
        outcomes.has(entry.dataset.outcome) &&
        chosen.every((key) => entry.dataset[key] === asked.get(key) ||
          (key === "direction" && entry.dataset[key] === "both")) &&
        words.every((word) => textOf(entry).includes(word));
      entry.hidden = !kept;
      const row = rows.get(entry.firstElementChild.id);
      if (row) row.hidden = !kept;
      shown += kept ? 1 : 0;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(".entry:not([hidden])");
    }
    told.textContent = told.dataset.said.replace("{shown}", shown).replace("{all}", entries.length);
  };

  // A link to a finding that is filtered out would lead nowhere: everything is shown again.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.closest("[hidden]")) {
      form.reset();
      filter();
      target.scrollIntoView();
    }
  };

  // What can be scrolled sideways can be reached with the keyboard, and only that.
  const frames = document.querySelectorAll("figure, .wide");
  const reach = () => {
    for (const frame of frames) {
      if (frame.scrollWidth > frame.clientWidth) frame.tabIndex = 0;
      else frame.removeAttribute("tabindex");
    }
  };

  form.addEventListener("input", filter);
  form.addEventListener("submit", (event) => event.preventDefault());
  form.addEventListener("reset", () => setTimeout(filter));
  window.addEventListener("hashchange", reveal);
  window.addEventListener("resize", reach);
  form.hidden = false;
  filter();
  reach();
})();
