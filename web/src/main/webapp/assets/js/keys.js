// The list of keys, and which key presses are meant for the page and not for a field.

const dialog = document.getElementById("keys");

export function onKeys(keys) {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented) {
      return;
    }
    if (event.target.closest("input, textarea, select, [contenteditable], dialog")) {
      return;
    }
    if (event.key === "?") {
      event.preventDefault();
      dialog.showModal();
    } else if (event.key === "/") {
      event.preventDefault();
      document.getElementById("q").focus();
    } else if (event.key === "q") {
      location.assign("/queue");
    } else if (keys[event.key]) {
      keys[event.key](event);
    }
  });
}

for (const button of document.querySelectorAll("[data-keys]")) {
  button.addEventListener("click", () => dialog.showModal());
}
