// The pop-up: opens over the host's page in the top layer, holds the focus, gives it back.
class Dialog {
  constructor(options) {
    assign(this, options);
    this.desk = new Desk(this.origin, this.product, this.tokenUrl);
    this.drafts = new Drafts(this.product);
    this.words = WORDS[(document.documentElement.lang || navigator.language || "it").startsWith("it") ? "it" : "en"];
    this.host = el("div", { "data-sportello": true });
    const root = this.host.attachShadow(bare({ mode: "open" }));
    const sheet = new CSSStyleSheet();
    sheet.replaceSync(STYLE);
    root.adoptedStyleSheets = [sheet];
    this.title = el("h2", { id: "title", tabindex: "-1" });
    this.whom = el("p", { class: "whom" });
    this.shut = el("button", { type: "button", class: "round", onclick: () => this.close() }, drawn("close"));
    this.live = el("p", { class: "unseen", role: "status" });
    this.room = el("div", { class: "room" });
    this.dialog = el("dialog", { "aria-labelledby": "title", "aria-modal": "true" },
      el("div", { class: "head" }, el("div", { class: "names" }, this.title, this.whom), this.shut), this.room, this.live);
    root.append(this.dialog);
    document.body.append(this.host);
    this.listen();
  }

  listen() {
    const { dialog } = this;
    dialog.addEventListener("close", () => this.closed());
    dialog.addEventListener("keydown", (event) => this.key(event));
    for (const type of ["keypress", "keyup", "paste", "input", "focusin"]) {
      this.host.addEventListener(type, (event) => event.stopPropagation());
    }
    this.host.addEventListener("keydown", (event) => event.stopPropagation());
    dialog.addEventListener("paste", (event) => this.bring(event, event.clipboardData));
    dialog.addEventListener("drop", (event) => this.bring(event, event.dataTransfer));
    for (const type of ["dragenter", "dragover"]) {
      dialog.addEventListener(type, (event) => {
        if (!this.form || !event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        dialog.classList.add("over");
      });
    }
    dialog.addEventListener("dragleave", (event) => {
      if (!event.relatedTarget || !dialog.contains(event.relatedTarget)) dialog.classList.remove("over");
    });
    window.addEventListener("online", () => this.form && this.form.online());
    document.addEventListener("visibilitychange", () => {
      if (this.form && dialog.open && !document.hidden) this.form.refreshPromise();
    });
  }

  bring(event, data) {
    this.dialog.classList.remove("over");
    if (!this.form || !data || !data.files.length) return;
    event.preventDefault();
    this.form.files.add(data.files);
  }

  /** Tab goes round inside; Esc closes (the draft stays). */
  key(event) {
    if (event.key !== "Tab") return;
    const stops = [];
    for (const node of this.dialog.querySelectorAll("button, input, textarea, a[href], [tabindex='0']")) {
      if (!node.disabled && node.tabIndex >= 0 && node.checkVisibility()) stops[stops.length] = node;
    }
    const at = this.host.shadowRoot.activeElement;
    const edge = event.shiftKey ? stops[0] : stops[stops.length - 1];
    const sameGroup = at && edge && at.type === "radio" && at.name === edge.name;
    if (at !== edge && !sameGroup) return;
    event.preventDefault();
    (event.shiftKey ? stops[stops.length - 1] : stops[0]).focus();
  }

  /** `opener` gets the focus back at the end. */
  async open(opener) {
    if (this.dialog.open) return;
    this.before = opener;
    this.dialog.showModal();
    this.tick = window.setInterval(() => this.form && !document.hidden && this.form.refreshPromise(), 60000);
    if (this.form && this.form.state !== "done") {
      this.form.refreshPromise();
      this.title.focus();
      return;
    }
    await this.begin();
  }

  async begin() {
    this.form = null;
    this.speak(this.words);
    this.whom.textContent = "";
    this.room.replaceChildren(el("p", { class: "loading" }, this.words.loading));
    this.title.focus();
    try {
      this.desk.owner = "";
      this.show(await this.desk.session());
    } catch (trouble) {
      if (!(trouble instanceof Trouble)) throw trouble;
      this.fail(this.words.openFailed, trouble.passing ? this.words.openOffline : trouble.problem.detail || this.words.openRefused, this.words.retry);
    }
  }

  speak(words) {
    this.words = words;
    this.dialog.lang = words === WORDS.it ? "it" : "en";
    this.title.textContent = words.title;
    this.shut.setAttribute("aria-label", words.close);
    this.shut.title = words.close;
  }

  show(who) {
    this.speak(WORDS[who.language] || WORDS.en);
    const { words } = this;
    this.whom.textContent = words.forWhom(who.contact.name, who.platform.name, who.platform.code);
    const form = new Form(this.desk, this.drafts, who, words, (text) => this.say(text));
    form.sent = (receipt) => this.thank(receipt, who);
    form.discarded = () => this.begin();
    form.stranger = () => this.fail(words.openFailed, words.otherPerson, words.reopen);
    if (form.files.camera) form.files.camera.addEventListener("click", () => this.capture(form));
    this.form = form;
    this.room.replaceChildren(el("div", { class: "scroll" }, form.body), form.foot);
    form.subject.focus();
  }

  async capture(form) {
    try {
      await form.files.add([await captureScreen(this.dialog, this.words.captured + "-" + (form.files.entries.length + 1) + ".png")]);
    } catch (trouble) {
      if (trouble && trouble.name === "NotAllowedError") return;
      form.files.complain(this.words.captureFailed);
    }
  }

  fail(heading, sentence, verb) {
    this.form = null;
    const again = el("button", { type: "button", class: "primary", onclick: () => this.begin() }, verb);
    this.room.replaceChildren(el("div", { class: "scroll failed", role: "alert" }, el("h3", null, heading), el("p", null, sentence), again));
    again.focus();
  }

  thank(receipt, who) {
    const { words } = this;
    this.form = null;
    const times = new Times(who.language, words, receipt.zone, receipt.now);
    const number = String(receipt.number);
    const copied = el("span", null, words.copy);
    const copy = el("button", { type: "button", class: "plain", onclick: () => this.copy(number, copied) }, drawn("copy"), copied);
    const steps = el("ol", { class: "steps" }, el("li", null, words.nextMail(receipt.answerTo)));
    if (receipt.takeInChargeBy) steps.append(el("li", null, words.nextTake(times.say(receipt.takeInChargeBy) + times.note)));
    if (receipt.answerBy) steps.append(el("li", null, words.nextAnswer(times.say(receipt.answerBy) + times.note)));
    if (receipt.resolveBy) steps.append(el("li", null, words.nextResolve(times.say(receipt.resolveBy) + times.note)));
    steps.append(el("li", null, words.nextMore));
    const done = el("button", { type: "button", class: "primary", onclick: () => this.close() }, words.close);
    const another = el("button", { type: "button", class: "plain", onclick: () => this.begin() }, words.another);
    this.title.textContent = words.sentTitle;
    this.room.replaceChildren(
      el("div", { class: "scroll sent" },
        el("p", { class: "tick" }, drawn("check")),
        el("p", { class: "label" }, words.number),
        el("p", { class: "number" }, number),
        copy,
        receipt.earlier ? el("p", { class: "found" }, words.earlier) : null,
        el("p", { class: "promise" }, drawn("clock"), el("span", null, capital(promiseWords(words, who.language, receipt)))),
        el("h3", null, words.next), steps),
      el("div", { class: "foot" }, el("div", { class: "go" }, another, done)));
    this.say(words.sentTitle + ". " + words.number + " " + number);
    this.title.focus();
  }

  async copy(number, label) {
    try {
      await navigator.clipboard.writeText(number);
      label.textContent = this.words.copied;
      this.say(this.words.copied);
    } catch {
      window.getSelection().selectAllChildren(this.room.querySelector(".number"));
    }
  }

  say(text) {
    this.live.textContent = text;
  }

  close() {
    this.dialog.close();
  }

  closed() {
    window.clearInterval(this.tick);
    if (this.form) this.form.keep();
    if (this.before && this.before.isConnected) this.before.focus();
  }
}

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
