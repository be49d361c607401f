// Shows while one types what the words become: the button beside does the same without this.

const form = document.getElementById("tp-form");
const button = document.getElementById("tp-show");
const PAUSE = 400;
let timer = 0;

function show() {
  form.requestSubmit(button);
}

form?.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(show, PAUSE);
});
