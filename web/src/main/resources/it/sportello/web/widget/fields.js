// The parts every section is made of. A field knows its pointer (the name the desk uses in its errors), its value,
// and how to show what is wrong with it.
let serial = 0;
const nextId = () => "s" + ++serial;

class Field {
  constructor(pointer, label, focusable) {
    this.pointer = pointer;
    this.label = label;
    this.focusable = focusable;
    this.error = el("p", { class: "error", id: nextId(), hidden: true });
  }

  /** Shows the sentence at the field; an empty one clears it. */
  complain(sentence) {
    this.error.textContent = sentence;
    this.error.hidden = !sentence;
    for (const node of this.marked()) {
      if (sentence) node.setAttribute("aria-invalid", "true");
      else node.removeAttribute("aria-invalid");
    }
  }

  marked() {
    return [this.focusable];
  }

  focus() {
    this.focusable.focus();
  }
}

/** One line or several lines of text. */
class TextField extends Field {
  constructor(pointer, label, why, max, { rows = 0, inputmode = null, pattern = null } = {}) {
    const id = nextId();
    const hint = nextId();
    const input = rows
      ? el("textarea", { id, rows, "aria-required": "true" })
      : el("input", { id, type: "text", autocomplete: "off", inputmode, "aria-required": "true" });
    super(pointer, label, input);
    this.max = max;
    this.pattern = pattern ? new RegExp("^(?:" + pattern + ")$", "u") : null;
    input.setAttribute("aria-describedby", (why ? hint + " " : "") + this.error.id);
    this.node = el(
      "div",
      { class: "field" },
      el("label", { for: id }, label),
      why ? el("p", { class: "why", id: hint }, why) : null,
      input,
      this.error,
    );
  }

  get value() {
    return this.focusable.value.trim();
  }

  set value(text) {
    this.focusable.value = text || "";
  }

  wrong(words) {
    if (!this.value) return words.missing;
    if (this.value.length > this.max) return words.tooLong(this.max);
    if (this.pattern && !this.pattern.test(this.value)) return words.badShape(this.label);
    return "";
  }
}

/** Radio cards: one of several, each with a line that explains it. */
class ChoiceField extends Field {
  constructor(pointer, label, why, choices) {
    const name = nextId();
    const hint = nextId();
    const inputs = new Map();
    const cards = el("div", { class: "cards" });
    for (const { value, text, small, inside } of choices) {
      const id = nextId();
      const input = el("input", { type: "radio", name, id, value, "aria-describedby": small ? id + "s" : null });
      inputs.set(value, input);
      cards.append(
        el(
          "div",
          { class: "card" },
          input,
          el("label", { for: id }, el("span", { class: "main" }, text), small ? el("span", { class: "small", id: id + "s" }, small) : null),
          inside || null,
        ),
      );
    }
    super(pointer, label, inputs.values().next().value);
    this.inputs = inputs;
    this.node = el(
      "fieldset",
      { class: "field", "aria-describedby": hint + " " + this.error.id },
      el("legend", null, label),
      el("p", { class: "why", id: hint }, why),
      cards,
      this.error,
    );
  }

  get value() {
    for (const [value, input] of this.inputs) if (input.checked) return value;
    return "";
  }

  set value(wanted) {
    for (const [value, input] of this.inputs) input.checked = value === wanted;
  }

  marked() {
    return [...this.inputs.values()];
  }

  wrong(words) {
    return this.value ? "" : words.missingChoice;
  }
}
