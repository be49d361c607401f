// The queue by keyboard, and up to date by itself.

import { onKeys } from "./keys.js";
import { onChange, refresh, say } from "./live.js";

const CHOSEN = "sportello-chosen";
let chosen = sessionStorage.getItem(CHOSEN) ?? "";

const rows = () => [...document.querySelectorAll("tr[data-ticket]")];
const at = () => rows().findIndex((row) => row.dataset.ticket === chosen);

function show(focus) {
  for (const row of rows()) {
    const here = row.dataset.ticket === chosen;
    row.classList.toggle("chosen", here);
    if (here && focus) {
      row.querySelector(".row-link").focus({ preventScroll: true });
      row.scrollIntoView({ block: "nearest" });
    }
  }
}

function choose(index) {
  const all = rows();
  if (all.length === 0) {
    return;
  }
  chosen = all[Math.max(0, Math.min(all.length - 1, index))].dataset.ticket;
  sessionStorage.setItem(CHOSEN, chosen);
  show(true);
}

onKeys({
  j: () => choose(at() + 1),
  k: () => choose(at() < 0 ? 0 : at() - 1),
  Enter: (event) => {
    if (event.target === document.body && at() >= 0) {
      rows()[at()].querySelector(".row-link").click();
    }
  },
  t: () => rows()[at()]?.querySelector(".row-take")?.click(),
  r: () => {
    if (at() >= 0) {
      location.assign(`/ticket?n=${chosen}#text`);
    }
  },
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("tr[data-ticket]");
  if (row && row.dataset.ticket !== chosen) {
    chosen = row.dataset.ticket;
    sessionStorage.setItem(CHOSEN, chosen);
    show(false);
  }
});

show(false);

// At most one fetch at a time and one every two seconds; none while nobody looks.
let due = false;
let busy = false;
let changed = new Set();

async function update() {
  if (busy || !due || document.hidden) {
    return;
  }
  busy = true;
  due = false;
  const told = changed;
  changed = new Set();
  const before = new Set(rows().map((row) => row.dataset.ticket));
  if (await refresh()) {
    show(false);
    const fresh = rows().filter((row) => told.has(row.dataset.ticket));
    for (const row of fresh) {
      row.classList.add("fresh");
    }
    const arrived = fresh.filter((row) => !before.has(row.dataset.ticket));
    if (arrived.length > 0) {
      say(arrived.map((row) => `${row.dataset.ticket} ${row.querySelector(".row-link").textContent}`).join(", "));
    }
  }
  window.setTimeout(() => {
    busy = false;
    update();
  }, 2000);
}

function later(tickets) {
  due = true;
  for (const ticket of tickets) {
    changed.add(ticket);
  }
  update();
}

onChange(later);
document.addEventListener("visibilitychange", update);
// The time that is left grows shorter even when nothing happens.
window.setInterval(() => later([]), 60_000);
