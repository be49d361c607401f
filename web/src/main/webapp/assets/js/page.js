// What every page does: put the focus on a trouble, close menus, keep the wall clock, send a form once.

for (const place of document.querySelectorAll("[data-focus]")) {
  place.focus();
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll(".menu[open]")) {
    if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
});

document.addEventListener("keydown", (event) => {
  const menu = document.querySelector(".menu[open]");
  if (event.key === "Escape" && menu) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

// A second click finds the form on its way. The server would recognise the repeat as well.
document.addEventListener("submit", (event) => {
  const form = event.target;
  // What goes to a frame beside the form leaves the form where it is.
  if (form.method !== "post" || event.submitter?.formTarget) {
    return;
  }
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "true";
  window.setTimeout(() => {
    for (const button of form.querySelectorAll("button")) {
      button.setAttribute("aria-disabled", "true");
    }
  });
});

// Back from the page cache: the form may be sent again.
window.addEventListener("pageshow", (event) => {
  if (event.persisted) {
    for (const form of document.querySelectorAll("form[data-sent]")) {
      delete form.dataset.sent;
      for (const button of form.querySelectorAll("[aria-disabled]")) {
        button.removeAttribute("aria-disabled");
      }
    }
  }
});

for (const form of document.querySelectorAll("form[data-auto]")) {
  form.querySelector("button[type=submit]").hidden = true;
  form.addEventListener("change", () => form.requestSubmit());
}

const wall = document.getElementById("wall");
if (wall) {
  // The server's time of the page, carried on: the machine's own clock may be wrong.
  const ahead = Date.parse(wall.dateTime) - Date.now();
  const words = new Intl.DateTimeFormat(document.documentElement.lang, {
    weekday: "short",
    hour: "2-digit",
    minute: "2-digit",
    hourCycle: "h23",
    timeZone: "Europe/Rome",
  });
  window.setInterval(() => {
    const now = new Date(Date.now() + ahead);
    wall.dateTime = now.toISOString();
    wall.textContent = words.format(now).replace(",", "");
  }, 10_000);
}
