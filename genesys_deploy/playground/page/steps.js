// The steps that a message ran, each with its expressions and values and its place in the template.

import { byId, element } from "./elements.js";

export class Steps {
  #told = [];
  #open = -1;

  constructor(onOpen) {
    this.onOpen = onOpen;
    this.known = new Map();
    byId("trail").addEventListener("keydown", (event) => {
      const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
      const buttons = [...byId("trail").querySelectorAll("button")];
      const at = buttons.indexOf(event.target);
      if (!by || at < 0) return;
      event.preventDefault();
      buttons[Math.min(buttons.length - 1, Math.max(0, at + by))].focus();
    });
  }

  know(steps) {
    this.known = new Map(steps.map((step) => [step.path, step]));
    this.list([]);
  }

  list(told, leftOut = 0) {
    this.#told = told;
    this.#open = -1;
    byId("step").replaceChildren();
    let section = null;
    const items = told.flatMap((step, index) => {
      const item = this.#item(step, index);
      const gap = leftOut && index === told.length / 2 ? [element("li", { className: "section" }, `${leftOut} steps are left out here`)] : [];
      if (step.section === section) return [...gap, item];
      section = step.section;
      return [...gap, element("li", { className: "section" }, section || "Start"), item];
    });
    byId("trail").replaceChildren(...items);
    if (!told.length) byId("step").replaceChildren(element("p", { className: "empty" }, "Send a message, or choose a box of the picture."));
  }

  // Opens the step of that number; `quietly` without a word to whoever listens.
  open(index, quietly = false) {
    const step = this.#told[index];
    if (!step) return;
    this.#close();
    this.#open = index;
    byId("step").replaceChildren();
    const button = this.#button(index);
    button.setAttribute("aria-expanded", "true");
    button.after(this.#detail(step, index));
    button.scrollIntoView({ block: "nearest" });
    if (!quietly) this.onOpen(index);
  }

  // Opens the step that a box stands for: of several the next one, each time it is chosen.
  openBox(paths) {
    const ran = this.#told.flatMap((step, index) => (step.here && paths.includes(step.path) ? [index] : []));
    if (ran.length) {
      this.open(ran.find((index) => index > this.#open) ?? ran[0]);
      return;
    }
    this.#close();
    const known = paths.map((path) => this.known.get(path)).filter(Boolean);
    const why = this.#told.length ? "This message did not come here." : "";
    byId("step").replaceChildren(...known.map((step) =>
      element("div", { className: "detail" }, element("strong", {}, step.name), element("p", { className: "quiet-text" }, `${step.kind}. ${why}`), ...source(step))));
    byId("step").scrollIntoView({ block: "nearest" });
  }

  #button(index) {
    return byId("trail").querySelector(`[data-index="${index}"]`);
  }

  #close() {
    const open = byId("trail").querySelector("[aria-expanded=true]");
    open?.setAttribute("aria-expanded", "false");
    byId("trail").querySelector(".detail")?.remove();
    this.#open = -1;
  }

  #item(step, index) {
    const branch = step.branches.length ? `→ ${step.branches.join(", ").replace(/\bcase(\d)/g, "case $1")}` : "";
    const button = element("button", {
      type: "button", "aria-expanded": "false", "data-index": index,
      onclick: () => (this.#open === index ? this.#close() : this.open(index)),
    }, element("span", { className: "number" }, String(index + 1)), element("span", {}, step.name || step.kind), element("span", { className: "branch" }, branch));
    return element("li", {}, button);
  }

  #detail(step) {
    const known = step.here ? this.known.get(step.path) : undefined;
    return element("div", { className: "detail" },
      element("p", { className: "quiet-text" }, step.kind),
      ...step.notes.map(note),
      ...(known ? source(known) : [element("p", { className: "place" }, step.place)]));
  }
}

function note(one) {
  const text = element("code", { className: "value" }, one.text);
  if (one.kind === "expression") {
    return element("div", { className: "note" }, text, element("span", { className: "value result" }, `= ${one.value}`));
  }
  const joined = { variable: ":=", attribute: "=", "attribute read": "=" }[one.kind];
  const value = joined ? element("code", { className: "value" }, `${one.text} ${joined} ${one.value}`) : null;
  return element("div", { className: `note ${one.kind}` },
    element("span", { className: "what" }, one.kind),
    value ?? text,
    value || !one.value ? null : element("span", { className: "value" }, one.value));
}

function source(step) {
  const place = element("p", { className: "place" }, `${step.file}:${step.line}`);
  return step.lines.length ? [place, element("pre", { className: "template" }, step.lines.join("\n"))] : [place];
}
