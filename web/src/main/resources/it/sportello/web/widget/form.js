// The form itself: its sections, the draft behind them, what is missing, and the sending.
const SUBJECT_MAX = 150;
const STORY_MAX = 10000;

class Form {
  constructor(desk, drafts, who, words, say) {
    assign(this, { desk, drafts, who, words, say });
    this.sent = () => {};
    this.discarded = () => {};
    this.stranger = () => {};
    this.state = "open";
    this.build();
    this.recall();
    this.refreshPromise();
  }

  build() {
    const { words, who } = this;
    const story = (pointer, rows) => new TextField("/" + pointer, words[pointer], words[pointer + "Why"], STORY_MAX, { rows });
    this.subject = new TextField("/subject", words.subject, words.subjectWhy, SUBJECT_MAX);
    this.did = story("did", 3);
    this.expected = story("expected", 2);
    this.happened = story("happened", 3);
    const impacts = [];
    for (const value of ["STOPPED", "HINDERED", "MINOR", "QUESTION"]) {
      impacts[impacts.length] = { value, text: words[value], small: words[value + "hint"] };
    }
    this.impact = new ChoiceField("/impact", words.impact, words.impactWhy, impacts);
    this.impact.node.classList.add("two");
    this.details = [];
    const inside = el("div", { class: "inside" });
    for (const field of who.fields) {
      const one = new TextField("/reference/" + field.key, field.label, "", 100, { inputmode: "numeric", pattern: field.pattern });
      one.key = field.key;
      one.value = field.value;
      this.details[this.details.length] = one;
      inside.append(one.node);
    }
    this.reference = new ChoiceField("/reference", words.reference, words.referenceWhy, [
      { value: "about", text: words.about, small: this.opened ? words.taken : "", inside },
      { value: "none", text: words.aboutNone, small: "" },
    ]);
    this.files = new Uploads(this.desk, this.drafts, words, who.limits, this.say);
    const addresses = [];
    for (const address of who.contact.addresses) addresses[addresses.length] = { value: address, text: address, small: "" };
    this.answerTo = new ChoiceField("/answerTo", words.answerTo, words.answerToWhy, addresses);
    this.fields = [this.subject, this.did, this.expected, this.happened, this.impact, this.reference, ...this.details, this.files, this.answerTo];
    this.summary = el("div", { class: "summary", tabindex: "-1", role: "group", hidden: true });
    this.notice = el("p", { class: "notice", hidden: true });
    this.found = el("p", { class: "found", hidden: true });
    this.body = el("form", { class: "form", novalidate: true, id: "form" }, this.found, this.summary,
      el("p", { class: "all" }, words.required), this.subject.node, this.did.node, this.expected.node, this.happened.node,
      this.impact.node, this.reference.node, this.files.node, this.answerTo.node);
    this.promise = el("p", { class: "promise" }, drawn("clock"), el("span", null, words.promiseLoading));
    this.button = el("button", { type: "submit", class: "primary", form: "form" }, words.send);
    this.kept = el("span", { class: "kept" });
    this.discard = el("button", { type: "button", class: "link", hidden: true, onclick: () => this.askDiscard() }, words.discard);
    this.sure = el("span", { class: "sure", hidden: true });
    this.foot = el("div", { class: "foot" }, this.notice, this.promise, el("div", { class: "go" }, el("div", { class: "keep" }, this.kept, this.discard, this.sure), this.button));
    this.body.addEventListener("submit", (event) => {
      event.preventDefault();
      this.submit();
    });
    this.body.addEventListener("input", (event) => this.typed(event.target));
    this.files.changed = () => this.keep();
  }

  /** Whether the product said what is open. */
  get opened() {
    for (const field of this.who.fields) if (field.value) return true;
    return false;
  }

  recall() {
    const draft = this.drafts.read(this.desk.owner);
    this.draft = draft || bare({ key: randomKey(), attempt: null });
    this.answerTo.value = this.who.contact.addresses[0];
    if (this.opened) this.reference.value = "about";
    if (!draft) {
      this.files.restore(this.draft.key, [], []);
      this.ready = true;
      return;
    }
    const { values } = draft;
    for (const field of this.fields) {
      if (field !== this.files && values[field.pointer]) field.value = values[field.pointer];
    }
    this.drafts.files(draft.key).then((kept) => {
      this.files.restore(draft.key, kept, draft.files || []);
      this.ready = true;
      if (draft.attempt) this.submit();
    });
    this.found.textContent = this.words.found;
    this.found.hidden = false;
    this.kept.textContent = this.words.kept;
    this.discard.hidden = false;
  }

  typed(target) {
    for (const field of this.fields) {
      if (field !== this.files && field.node.contains(target)) field.complain("");
    }
    if (target.closest(".inside")) this.reference.value = "about";
    this.keep();
  }

  /** Writes the draft down, once there is something to keep. */
  keep() {
    if (!this.ready || this.state === "done") return;
    const values = create(null);
    let any = this.files.entries.length > 0 || this.kept.textContent !== "";
    for (const field of this.fields) {
      if (field === this.files) continue;
      values[field.pointer] = field.value;
      if (field.focusable.tagName === "TEXTAREA" || field === this.subject || field === this.impact) any = any || field.value !== "";
    }
    if (!any) return;
    this.draft.values = values;
    this.draft.files = this.files.remembered;
    this.drafts.write(this.desk.owner, this.draft);
    this.kept.textContent = this.words.kept;
    this.discard.hidden = !this.sure.hidden;
  }

  askDiscard() {
    const { words } = this;
    const end = () => {
      this.sure.hidden = true;
      this.discard.hidden = false;
      this.kept.hidden = false;
      this.discard.focus();
    };
    const yes = el("button", { type: "button", class: "link danger", onclick: () => this.throwAway() }, words.discardYes);
    const no = el("button", { type: "button", class: "link", onclick: end }, words.discardNo);
    this.sure.replaceChildren(words.discardSure, yes, " ", no);
    this.sure.hidden = false;
    this.discard.hidden = true;
    this.kept.hidden = true;
    no.focus();
  }

  async throwAway() {
    this.state = "done";
    for (const entry of [...this.files.entries]) this.files.remove(entry);
    await this.drafts.forget(this.desk.owner, this.draft.key);
    this.discarded();
  }

  async refreshPromise() {
    const { words } = this;
    let line = words.promiseUnknown;
    try {
      line = words.ifNow + promiseWords(words, this.who.language, await this.desk.call("GET", "promise"));
    } catch (trouble) {
      if (trouble.status === -1) this.stranger();
      if (trouble.problem.detail && !trouble.passing) line = trouble.problem.detail;
    }
    this.promise.lastChild.textContent = line;
  }

  missing() {
    const { words } = this;
    const wrong = [];
    for (const field of this.fields) {
      const inside = this.details.includes(field);
      const sentence = inside && this.reference.value !== "about" ? "" : field.wrong(words);
      field.complain(sentence);
      if (sentence) wrong[wrong.length] = { field, sentence };
    }
    return wrong;
  }

  /** The summary takes focus; each of its lines leads to its field. */
  summarise(wrong, heading) {
    const list = el("ul");
    for (const { field, sentence } of wrong) {
      const go = el("button", { type: "button", class: "link", onclick: () => field.focus() }, field.label + ": " + sentence.slice(0, 1).toLowerCase() + sentence.slice(1));
      list.append(el("li", null, go));
    }
    const id = nextId();
    this.summary.setAttribute("aria-labelledby", id);
    this.summary.replaceChildren(el("h3", { id }, heading), list);
    this.summary.hidden = false;
    this.summary.focus();
    this.summary.scrollIntoView(bare({ block: "nearest" }));
  }

  /** What is sent, frozen at the first attempt: the desk tells a repeat by it. */
  request() {
    const reference = create(null);
    if (this.reference.value === "about") for (const one of this.details) reference[one.key] = one.value;
    return bare({
      subject: this.subject.value,
      did: this.did.value,
      expected: this.expected.value,
      happened: this.happened.value,
      impact: this.impact.value,
      reference,
      answerTo: this.answerTo.value,
      attachments: this.files.keys,
    });
  }

  async submit() {
    if (this.state !== "open") return;
    this.summary.hidden = true;
    this.inform("");
    this.busy(this.words.sendingFiles);
    while (!this.files.settled) await new Promise((done) => later(done, 200));
    const wrong = this.missing();
    if (wrong.length) {
      this.idle();
      this.summarise(wrong, this.words.summary(wrong.length));
      return;
    }
    this.busy(this.words.sending);
    await this.attempt(1);
  }

  async attempt(tries) {
    const request = this.request();
    this.draft.attempt = this.draft.attempt || request;
    this.keep();
    try {
      const receipt = await this.post(request);
      this.state = "done";
      await this.drafts.forget(this.desk.owner, this.draft.key);
      this.sent(receipt);
    } catch (trouble) {
      this.failed(trouble, tries);
    }
  }

  /** A first try whose answer was lost may have arrived: then its own words, repeated, fetch the number. */
  async post(request) {
    const headers = bare({ "Idempotency-Key": this.draft.key });
    try {
      return await this.desk.call("POST", "tickets", request, headers);
    } catch (trouble) {
      if (trouble.problem.type !== "urn:sportello:problem:origin-reused") throw trouble;
    }
    const receipt = await this.desk.call("POST", "tickets", this.draft.attempt, headers);
    receipt.earlier = true;
    return receipt;
  }

  failed(trouble, tries) {
    const { words } = this;
    if (trouble.status === -1) {
      this.idle();
      this.stranger();
      return;
    }
    if (trouble.passing) {
      const wait = trouble.after || Math.min(30, 2 ** tries);
      this.inform(trouble.status === 0 ? words.offline : trouble.status === 429 ? words.busyUntil : words.serverBusy);
      this.wake = () => {
        this.wake = null;
        never(timer);
        this.busy(words.sending);
        this.attempt(tries + 1);
      };
      const timer = later(() => this.wake && this.wake(), wait * 1000);
      return;
    }
    this.draft.attempt = null;
    this.idle();
    this.keep();
    this.refused(trouble.problem);
  }

  /** The desk's own errors, each at its field. */
  refused(problem) {
    const wrong = [];
    for (const { pointer, detail } of problem.errors || []) {
      const file = /^\/attachments\/(\d+)$/u.exec(pointer);
      if (file) this.files.lost(this.files.keys[Number(file[1])]);
      let at = this.subject;
      for (const field of this.fields) if (field.pointer === pointer || (file && field === this.files)) at = field;
      at.complain(detail);
      wrong[wrong.length] = { field: at, sentence: detail };
    }
    if (wrong.length) this.summarise(wrong, this.words.summary(wrong.length));
    else this.inform(problem.detail || this.words.refused);
  }

  /** The line is back: what waits goes on. */
  online() {
    this.files.resume();
    if (this.wake) this.wake();
    else this.refreshPromise();
  }

  inform(sentence) {
    this.notice.textContent = sentence;
    this.notice.hidden = !sentence;
    if (sentence) this.say(sentence);
  }

  busy(words) {
    this.state = "busy";
    this.button.setAttribute("aria-disabled", "true");
    this.button.textContent = words;
  }

  idle() {
    this.state = "open";
    this.button.removeAttribute("aria-disabled");
    this.button.textContent = this.words.send;
  }
}
