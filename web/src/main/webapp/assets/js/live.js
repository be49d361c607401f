// One event stream for all tabs of a browser: the tab that holds the lock listens and tells the others.

const channel = new BroadcastChannel("sportello-live");
const listeners = new Set();

function tell(tickets) {
  for (const listener of listeners) {
    listener(tickets);
  }
}

channel.addEventListener("message", (event) => tell(event.data));

function listen() {
  return new Promise(() => {
    const stream = new EventSource("/live");
    stream.addEventListener("tickets", (event) => {
      const tickets = event.data.split(" ");
      channel.postMessage(tickets);
      tell(tickets);
    });
    // After a cut line anything may have happened meanwhile.
    let opened = false;
    stream.addEventListener("open", () => {
      if (opened) {
        channel.postMessage([]);
        tell([]);
      }
      opened = true;
    });
  });
}

/** Calls back with the numbers of the tickets that changed; with none when that is not known. */
export function onChange(listener) {
  if (listeners.size === 0) {
    if (navigator.locks) {
      navigator.locks.request("sportello-live", listen);
    } else {
      listen();
    }
  }
  listeners.add(listener);
}

/**
 * Fetches this page again and puts its parts marked data-swap in the place of the old ones, keeping
 * the focus. Returns false when the reader is no longer signed in or the line is cut.
 */
export async function refresh(only) {
  let text;
  try {
    const answer = await fetch(location.href, { headers: { Accept: "text/html" }, redirect: "manual" });
    if (!answer.ok) {
      return false;
    }
    text = await answer.text();
  } catch {
    return false;
  }
  const fresh = new DOMParser().parseFromString(text, "text/html");
  for (const place of document.querySelectorAll("[data-swap]")) {
    const name = place.dataset.swap;
    const next = fresh.querySelector(`[data-swap="${name}"]`);
    if (!next || (only && !only.includes(name)) || next.innerHTML === place.dataset.was) {
      continue;
    }
    swap(place, next);
  }
  return true;
}

function swap(place, next) {
  const focus = place.contains(document.activeElement) ? pathTo(document.activeElement) : "";
  const open = [...place.querySelectorAll("details[open]")].map(pathTo);
  const scroll = place.scrollTop;
  place.dataset.was = next.innerHTML;
  place.replaceChildren(...next.childNodes);
  for (const path of open) {
    const details = path && document.querySelector(path);
    if (details) {
      details.open = true;
    }
  }
  place.scrollTop = scroll;
  if (focus) {
    document.querySelector(focus)?.focus({ preventScroll: true });
  }
}

/** A selector that finds the same thing again: by the nearest id, then by position. */
function pathTo(element) {
  const steps = [];
  for (let at = element; at && at !== document.body; at = at.parentElement) {
    if (at.id) {
      steps.unshift(`#${CSS.escape(at.id)}`);
      break;
    }
    if (at.dataset.swap) {
      steps.unshift(`[data-swap="${at.dataset.swap}"]`);
      break;
    }
    steps.unshift(`:nth-child(${[...at.parentElement.children].indexOf(at) + 1})`);
  }
  return steps.join(" > ");
}

/** Says something to those who do not see it happen. */
export function say(words) {
  document.getElementById("live").textContent = words;
}
