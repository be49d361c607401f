// Ticks all mails of the page at once.

const all = document.getElementById("tick-all");

function boxes() {
  return [...document.querySelectorAll("input[type=checkbox][form=ticked]")];
}

function tell() {
  const ticked = boxes().filter((box) => box.checked).length;
  all.checked = ticked > 0 && ticked === boxes().length;
  all.indeterminate = ticked > 0 && !all.checked;
}

if (all) {
  all.parentElement.hidden = false;
  all.addEventListener("change", () => {
    for (const box of boxes()) {
      box.checked = all.checked;
    }
  });
  document.addEventListener("change", (event) => {
    if (event.target !== all) {
      tell();
    }
  });
  tell();
}
