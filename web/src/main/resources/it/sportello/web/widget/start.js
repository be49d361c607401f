// One line in the host's page:
//   <script src="{desk}/widget/sportello.js" data-product="…" data-token="/path" data-open="#selector" defer></script>
const script = document.currentScript;
const { product, token, open: selector } = script.dataset;
const origin = new URL(script.src).origin;
let dialog = null;
const openForm = (opener) => {
  dialog = dialog || new Dialog({ origin, product, tokenUrl: new URL(token, document.baseURI).href });
  return dialog.open(opener || document.activeElement);
};
document.addEventListener("click", (event) => {
  const at = event.target instanceof Element && event.target.closest(selector || "[data-sportello-open]");
  if (at) openForm(at);
});
Object.defineProperty(window, "Sportello", bare({ value: freeze(bare({ open: () => openForm(null) })), configurable: true }));
