// Finds while one types: the form itself asks the same address, so nothing is lost without this.

const form = document.querySelector("form[data-typed]");
const field = form?.querySelector("input[type=search]");
const live = document.getElementById("live");
const PAUSE = 120;
let timer = 0;
let asked = null;

async function find() {
  asked?.abort();
  asked = new AbortController();
  const address = new URL(form.action);
  address.search = new URLSearchParams(new FormData(form)).toString();
  try {
    const answer = await fetch(address, { signal: asked.signal, credentials: "same-origin" });
    if (!answer.ok || answer.redirected) {
      return;
    }
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const fresh = page.getElementById(form.dataset.typed);
    document.getElementById(form.dataset.typed).replaceWith(fresh);
    history.replaceState(null, "", address);
    live.textContent = [...fresh.querySelectorAll("h2")]
      .map((title) => `${title.textContent}: ${title.nextElementSibling?.children.length ?? 0}`)
      .join(", ");
  } catch (failed) {
    if (failed.name !== "AbortError") {
      throw failed;
    }
  }
}

field?.addEventListener("input", () => {
  window.clearTimeout(timer);
  timer = window.setTimeout(find, PAUSE);
});
