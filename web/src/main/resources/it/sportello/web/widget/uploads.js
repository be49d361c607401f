// Attachments: picked, dropped, pasted or captured; looked at by content before a byte is sent; each sent as it is,
// two at a time, and sent again whole after a cut line (its key makes the repeat harmless).
const KINDS = freeze([
  ["image/png", ".png", [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a], 0],
  ["image/jpeg", ".jpg", [0xff, 0xd8, 0xff], 0],
  ["image/webp", ".webp", [0x57, 0x45, 0x42, 0x50], 8],
  ["video/mp4", ".mp4", [0x66, 0x74, 0x79, 0x70], 4],
  ["video/webm", ".webm", [0x1a, 0x45, 0xdf, 0xa3], 0],
]);

const kindOf = async (blob) => {
  const head = new Uint8Array(await blob.slice(0, 16).arrayBuffer());
  for (const [type, , magic, at] of KINDS) {
    let same = true;
    for (let i = 0; i < magic.length; i++) same = same && head[at + i] === magic[i];
    if (same) return type;
  }
  return "";
};

class Uploads extends Field {
  constructor(desk, drafts, words, limits, say) {
    const choose = el("button", { type: "button", class: "plain" }, drawn("file"), words.choose);
    super("/attachments", words.files, choose);
    assign(this, { desk, drafts, words, limits, say });
    this.megabytes = Math.floor(limits.bytes / 1048576);
    this.entries = [];
    this.changed = () => {};
    this.picker = el("input", { type: "file", multiple: true, accept: "image/png,image/jpeg,image/webp,video/mp4,video/webm", hidden: true, tabindex: "-1" });
    this.picker.addEventListener("change", () => {
      this.add(this.picker.files);
      this.picker.value = "";
    });
    choose.addEventListener("click", () => this.picker.click());
    const canCapture = navigator.mediaDevices && navigator.mediaDevices.getDisplayMedia;
    this.camera = canCapture ? el("button", { type: "button", class: "plain" }, drawn("screen"), words.capture) : null;
    this.list = el("ul", { class: "files" });
    const hint = nextId();
    this.node = el(
      "div",
      { class: "field drop", role: "group", "aria-labelledby": hint + "l", "aria-describedby": hint + " " + this.error.id },
      el("p", { class: "label", id: hint + "l" }, words.files, el("span", { class: "optional" }, words.optional)),
      el("p", { class: "why", id: hint }, words.filesWhy),
      el("div", { class: "zone" }, el("div", { class: "row" }, choose, this.camera), el("p", { class: "limits" }, words.filesLimits(this.megabytes)), this.picker),
      this.list,
      this.error,
    );
  }

  marked() {
    return [];
  }

  /** Files found with an earlier draft; what was uploaded then is not sent again. */
  restore(draftKey, kept, known) {
    this.draftKey = draftKey;
    const byKey = new Map();
    for (const file of kept) byKey.set(file.key, file);
    for (const one of known) {
      const file = byKey.get(one.key);
      this.show({ key: one.key, name: one.name, size: one.size, type: one.type, blob: file ? file.blob : null, state: one.done ? "done" : file ? "waiting" : "gone", share: 0 });
    }
    this.pump();
  }

  async add(files) {
    let trouble = "";
    for (const file of [...files]) {
      const name = file.name || this.words.captured + ".png";
      const type = file.size && file.size <= this.limits.bytes ? await kindOf(file) : "";
      if (this.entries.length >= this.limits.attachments) trouble = this.words.tooMany(this.limits.attachments);
      else if (!file.size) trouble = this.words.emptyFile(name);
      else if (file.size > this.limits.bytes) trouble = this.words.tooLarge(name, this.megabytes);
      else if (!type) trouble = this.words.wrongType(name);
      else {
        const entry = { key: randomKey(), name, size: file.size, type, blob: file, state: "waiting", share: 0 };
        this.show(entry);
        this.drafts.keepFile(this.draftKey, { key: entry.key, blob: file });
      }
    }
    this.complain(trouble);
    if (trouble) this.say(trouble);
    this.changed();
    this.pump();
  }

  /** Two uploads at a time; a passing failure waits for the line or the person. */
  pump() {
    let running = 0;
    for (const entry of this.entries) if (entry.state === "sending") running++;
    for (const entry of this.entries) {
      if (running < 2 && entry.state === "waiting") {
        running++;
        this.transfer(entry);
      }
    }
    this.changed();
  }

  async transfer(entry) {
    this.mark(entry, "sending", 0);
    try {
      const moved = (share) => this.mark(entry, "sending", share);
      await this.desk.upload(entry.key, entry.blob, entry.name, moved, (xhr) => (entry.xhr = xhr));
      this.mark(entry, "done", 1);
      this.say(entry.name + ": " + this.words.fileDone);
    } catch (trouble) {
      if (trouble.status === -2) return;
      entry.why = trouble.passing ? this.words.fileCut : trouble.problem.detail || this.words.refused;
      this.mark(entry, trouble.passing ? "cut" : "refused", 0);
      this.say(entry.name + ": " + entry.why);
      if (trouble.status === 429) later(() => this.again(entry), 1000 * (trouble.after || 10));
    }
    this.pump();
  }

  again(entry) {
    if (entry.state !== "cut" || !entry.blob) return;
    this.mark(entry, "waiting", 0);
    this.pump();
  }

  /** The line is back. */
  resume() {
    for (const entry of this.entries) this.again(entry);
  }

  /** The desk no longer has it: send it again, or say that it must be added again. */
  lost(key) {
    for (const entry of this.entries) {
      if (entry.key === key) this.mark(entry, entry.blob ? "waiting" : "gone", 0);
    }
    this.pump();
  }

  remove(entry) {
    const at = this.entries.indexOf(entry);
    if (at >= 0) this.entries.splice(at, 1);
    if (entry.xhr) entry.xhr.abort();
    entry.row.remove();
    this.drafts.dropFile(this.draftKey, entry.key);
    if (entry.state === "done") this.desk.call("DELETE", "attachments/" + entry.key).catch(() => {});
    this.complain("");
    this.pump();
    this.focus();
  }

  get settled() {
    for (const entry of this.entries) if (entry.state === "waiting" || entry.state === "sending") return false;
    return true;
  }

  get keys() {
    const keys = [];
    for (const entry of this.entries) keys[keys.length] = entry.key;
    return keys;
  }

  get remembered() {
    const kept = [];
    for (const { key, name, size, type, state } of this.entries) kept[kept.length] = bare({ key, name, size, type, done: state === "done" });
    return kept;
  }

  wrong(words) {
    for (const entry of this.entries) if (entry.state !== "done") return words.waitFiles;
    return "";
  }

  show(entry) {
    const { words } = this;
    entry.status = el("span", { class: "status" });
    entry.bar = el("progress", { max: "1", value: "0", "aria-label": entry.name });
    entry.retry = el("button", { type: "button", class: "round", "aria-label": words.retryFile(entry.name), title: words.retry, onclick: () => this.again(entry) }, drawn("again"));
    const bin = el("button", { type: "button", class: "round", "aria-label": words.removeFile(entry.name), title: words.remove, onclick: () => this.remove(entry) }, drawn("bin"));
    const picture = el("span", { class: "thumb" }, drawn(entry.type.startsWith("video") ? "video" : "file"));
    entry.row = el("li", null, picture, el("span", { class: "what" }, el("span", { class: "name" }, entry.name), entry.status, entry.bar), entry.retry, bin);
    this.entries[this.entries.length] = entry;
    this.list.append(entry.row);
    this.mark(entry, entry.state, entry.share);
    if (entry.blob && entry.type.startsWith("image")) this.thumbnail(entry.blob, picture);
  }

  mark(entry, state, share) {
    const { words } = this;
    entry.state = state;
    entry.row.dataset.state = state;
    entry.bar.value = share;
    entry.bar.hidden = state !== "sending";
    entry.retry.hidden = state !== "cut";
    const size = new Intl.NumberFormat(words === WORDS.it ? "it" : "en", bare({ maximumFractionDigits: 1 }));
    const weight = entry.size >= 1048576 ? size.format(entry.size / 1048576) + " MB" : size.format(Math.max(0.1, entry.size / 1024)) + " kB";
    const said = bare({ waiting: words.waiting, sending: words.sendingFile(Math.round(share * 100)), done: words.fileDone, cut: entry.why, refused: entry.why, gone: words.fileGone });
    entry.status.textContent = weight + " · " + said[state];
    this.changed();
  }

  /** Drawn on a canvas: the host's CSP may forbid blob: pictures. */
  async thumbnail(blob, into) {
    try {
      const image = await createImageBitmap(blob);
      const canvas = el("canvas", { width: "96", height: "96" });
      const side = Math.min(image.width, image.height);
      canvas.getContext("2d").drawImage(image, (image.width - side) / 2, 0, side, side, 0, 0, 96, 96);
      into.replaceChildren(canvas);
    } catch {
      // the icon stays
    }
  }
}
