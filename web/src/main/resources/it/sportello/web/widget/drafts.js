// What was typed stays in this browser, on the host's origin, until it is sent or thrown away: words at once and
// synchronously in localStorage, files in IndexedDB. Where neither is allowed the draft lives as long as the page.
class Drafts {
  constructor(product) {
    this.prefix = "sportello:" + product + ":";
    this.memory = new Map();
    this.base = null;
  }

  read(owner) {
    let text = this.memory.get(owner);
    try {
      text = window.localStorage.getItem(this.prefix + owner) || text;
      return text ? plain(parse(text)) : null;
    } catch {
      return null;
    }
  }

  write(owner, draft) {
    const text = json(draft);
    this.memory.set(owner, text);
    try {
      window.localStorage.setItem(this.prefix + owner, text);
    } catch {
      // storage refused or full: the memory copy serves while the page lives
    }
  }

  async forget(owner, draftKey) {
    this.memory.delete(owner);
    try {
      window.localStorage.removeItem(this.prefix + owner);
    } catch {
      // nothing was kept
    }
    for (const file of await this.files(draftKey)) await this.dropFile(draftKey, file.key);
  }

  open() {
    if (!this.base) {
      this.base = new Promise((done, failed) => {
        const asked = window.indexedDB.open("sportello", 1);
        asked.onupgradeneeded = () => asked.result.createObjectStore("files");
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
        asked.onblocked = () => failed(new Error("blocked"));
      });
    }
    return this.base;
  }

  /** Runs one request on the files; resolves to undefined where the browser keeps none. */
  async shelf(mode, work) {
    try {
      const base = await this.open();
      return await new Promise((done, failed) => {
        const asked = work(base.transaction("files", mode).objectStore("files"));
        asked.onsuccess = () => done(asked.result);
        asked.onerror = () => failed(asked.error);
      });
    } catch {
      return undefined;
    }
  }

  range(draftKey) {
    return IDBKeyRange.bound(draftKey + ":", draftKey + ":\uffff");
  }

  async files(draftKey) {
    return (await this.shelf("readonly", (store) => store.getAll(this.range(draftKey)))) || [];
  }

  async keepFile(draftKey, file) {
    await this.shelf("readwrite", (store) => store.put(file, draftKey + ":" + file.key));
  }

  async dropFile(draftKey, key) {
    await this.shelf("readwrite", (store) => store.delete(draftKey + ":" + key));
  }
}
