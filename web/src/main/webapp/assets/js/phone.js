// The keypad of the trial phone: writes into the field, which works without it as well.

const pad = document.querySelector("[data-keypad]");
if (pad) {
  const digits = document.getElementById("digits");
  pad.hidden = false;
  digits.focus();
  pad.addEventListener("click", (event) => {
    const key = event.target.closest("[data-key]")?.dataset.key;
    if (key === "#") {
      digits.form.requestSubmit();
    } else if (key) {
      digits.value += key;
    }
  });
  digits.addEventListener("keydown", (event) => {
    if (event.key === "#") {
      event.preventDefault();
      digits.form.requestSubmit();
    }
  });
}
