// What the rest stands on. The page around us may have changed the prototypes: what is needed is taken once, at
// the start, option bags have no prototype, and what the desk says is copied into objects that have none.
const { create, assign, entries, freeze } = Object;
const { parse, stringify } = JSON;
const take = window.fetch.bind(window);
const Xhr = window.XMLHttpRequest;
const later = window.setTimeout.bind(window);
const never = window.clearTimeout.bind(window);

const bare = (fields) => assign(create(null), fields);

/** The same JSON value in objects without a prototype, so that a missing field is missing. */
const plain = (value) => {
  if (Array.isArray(value)) {
    const list = [];
    for (const one of value) list[list.length] = plain(one);
    return list;
  }
  if (value === null || typeof value !== "object") return value;
  const copy = create(null);
  for (const [name, one] of entries(value)) copy[name] = plain(one);
  return copy;
};

/** JSON text by hand: old libraries put a toJSON on Array and Object that spoils JSON.stringify. */
const json = (value) => {
  if (value === undefined || value === null) return "null";
  if (typeof value !== "object") return stringify(value);
  let text = "";
  if (Array.isArray(value)) {
    for (const one of value) text += (text ? "," : "") + json(one);
    return "[" + text + "]";
  }
  for (const [name, one] of entries(value)) text += (text ? "," : "") + stringify(name) + ":" + json(one);
  return "{" + text + "}";
};

/** 128 random bits in hex. */
const randomKey = () => {
  let text = "";
  for (const byte of crypto.getRandomValues(new Uint8Array(16))) text += (byte + 256).toString(16).slice(1);
  return text;
};

const SVG = "http://www.w3.org/2000/svg";

/** An element; text is always text. A listener is an attribute that begins with "on". */
const el = (tag, attributes, ...children) => {
  const node = document.createElement(tag);
  for (const [name, value] of entries(attributes || {})) {
    if (value === false || value === null || value === undefined) continue;
    if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? "" : value);
  }
  for (const child of children) if (child !== null && child !== undefined) node.append(child);
  return node;
};

const icon = (...paths) => {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 24 24");
  svg.setAttribute("aria-hidden", "true");
  for (const d of paths) {
    const path = document.createElementNS(SVG, "path");
    path.setAttribute("d", d);
    svg.append(path);
  }
  return svg;
};

const ICONS = freeze(
  bare({
    close: ["M6 6l12 12", "M18 6L6 18"],
    file: ["M14 3v5h5", "M14 3H7a2 2 0 0 0-2 2v14a2 2 0 0 0 2 2h10a2 2 0 0 0 2-2V8z"],
    video: ["M4 6h11a1 1 0 0 1 1 1v10a1 1 0 0 1-1 1H4a1 1 0 0 1-1-1V7a1 1 0 0 1 1-1z", "M16 10l5-3v10l-5-3"],
    screen: ["M3 5h18v11H3z", "M8 20h8", "M12 16v4"],
    clock: ["M12 3a9 9 0 1 0 0 18 9 9 0 0 0 0-18z", "M12 7v5l3 2"],
    check: ["M5 12l5 5L20 7"],
    copy: ["M9 9h11v11H9z", "M5 15H4V4h11v1"],
    again: ["M20 11a8 8 0 1 0-2 6", "M20 5v6h-6"],
    bin: ["M5 7h14", "M10 11v6", "M14 11v6", "M6 7l1 13h10l1-13", "M9 7V4h6v3"],
  }),
);
const drawn = (name) => icon(...ICONS[name]);

/** An expected failure: offline, or the desk's problem+json. */
class Trouble extends Error {
  constructor(status, problem) {
    super("sportello " + status);
    this.status = status;
    this.problem = problem || create(null);
  }

  /** Whether the same call may succeed later. */
  get passing() {
    return this.status === 0 || this.status === 429 || this.status >= 500;
  }
}
