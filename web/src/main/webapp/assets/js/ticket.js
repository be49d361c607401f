// One ticket: drafts that survive, pictures and videos in place, and what others do meanwhile.

import { onChange, refresh, say } from "./live.js";

const text = document.getElementById("text");
const form = document.getElementById("write");
const draft = form && `sportello-draft-${form.dataset.draft}`;

if (form) {
  const kept = localStorage.getItem(draft);
  if (document.getElementById("notice")) {
    localStorage.removeItem(draft);
  } else if (kept && !text.value) {
    text.value = kept;
  }
  text.addEventListener("input", () => {
    if (text.value) {
      localStorage.setItem(draft, text.value);
    } else {
      localStorage.removeItem(draft);
    }
  });
  text.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      form.requestSubmit(form.querySelector('button[value="reply"]') ?? form.querySelector("button[type=submit]"));
    }
  });
  if (location.hash === "#text") {
    text.focus();
  }
}

const viewer = document.getElementById("viewer");
const stage = document.getElementById("viewer-body");

document.addEventListener("click", (event) => {
  const link = event.target.closest("a.file");
  if (!link || !["image", "video"].includes(link.dataset.kind) || event.ctrlKey || event.metaKey) {
    return;
  }
  event.preventDefault();
  const shown = document.createElement(link.dataset.kind === "image" ? "img" : "video");
  shown.src = link.href;
  if (shown instanceof HTMLVideoElement) {
    shown.controls = true;
    shown.autoplay = true;
  } else {
    shown.alt = link.dataset.name;
  }
  document.getElementById("viewer-title").textContent = link.dataset.name;
  document.getElementById("viewer-save").href = link.href;
  stage.replaceChildren(shown);
  viewer.showModal();
});

viewer?.addEventListener("close", () => stage.replaceChildren());
viewer?.addEventListener("click", (event) => {
  if (event.target === viewer) {
    viewer.close();
  }
});

const here = document.getElementById("case")?.dataset.ticket;
if (here) {
  const { onKeys } = await import("./keys.js");
  onKeys({
    r: (event) => {
      event.preventDefault();
      text.focus();
    },
    t: () => form.querySelector("[data-take]")?.click(),
  });
  const last = document.querySelector(".talk > ol > li:last-child .message");
  if (last && document.querySelectorAll(".message").length > 2 && !location.hash) {
    last.scrollIntoView({ block: "center" });
  }
  const update = async (tickets) => {
    if (tickets.length === 0 || tickets.includes(here)) {
      const before = document.querySelectorAll(".message").length;
      if ((await refresh()) && document.querySelectorAll(".message").length > before) {
        say([...document.querySelectorAll(".message h3")].at(-1).textContent);
      }
    }
  };
  onChange(update);
  window.setInterval(() => document.hidden || refresh(["facts", "head"]), 60_000);
}
