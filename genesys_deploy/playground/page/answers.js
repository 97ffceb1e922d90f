// How each Data Action answers: by the scene, or chosen for itself.

import { byId, element } from "./elements.js";

const OWN = "own";
const LIVE = "live";
const BY_SCENE = "";

export class Answers {
  constructor(overview) {
    this.scenes = overview.scenes;
    this.live = overview.live;
    this.callees = [];
    this.rows = new Map();
    const select = byId("scene");
    select.append(...this.scenes.map((scene) => new Option(scene.label, scene.id)));
    if (this.live) select.append(new Option(`is really called, at ${this.live}`, LIVE));
    select.addEventListener("change", () => this.#reset());
  }

  // The Data Actions of another flow.
  take(callees) {
    this.callees = callees;
    this.rows.clear();
    byId("answers").replaceChildren(...callees.map((callee) => this.#row(callee)));
    byId("each").hidden = callees.length === 0;
    byId("scene").closest("label").hidden = callees.length === 0;
    const isProject = callees.some((callee) => callee.name === "Resolve Identity");
    byId("scene-label").textContent = isProject ? "The sender is, for the IRP …" : "The Data Actions' service …";
    this.#offer();
  }

  // The answers by Data Action, or undefined where one is not JSON; that one is marked.
  world() {
    const world = {};
    let complete = true;
    for (const callee of this.callees) {
      const answer = this.#answer(callee);
      if (answer === undefined) complete = false;
      else world[callee.name] = answer;
    }
    return complete ? world : undefined;
  }

  // What a link holds: the scene, and what was chosen otherwise.
  get choice() {
    const otherwise = [...this.rows]
      .filter(([, row]) => row.select.value !== BY_SCENE)
      .map(([name, row]) => [name, row.select.value === OWN ? row.text.value : row.select.value]);
    return { scene: byId("scene").value, answers: otherwise };
  }

  choose({ scene, answers }) {
    const select = byId("scene");
    if ([...select.options].some((option) => option.value === scene)) select.value = scene;
    this.#reset();
    for (const [name, choice] of answers) this.#chooseRow(name, choice);
    if (answers.length) byId("each").open = true;
  }

  #chooseRow(name, choice) {
    const row = this.rows.get(name);
    if (!row) return;
    const known = choice && [...row.select.options].some((option) => option.value === choice && choice !== OWN);
    row.select.value = known ? choice : OWN;
    if (!known) row.text.value = choice;
    row.text.hidden = known;
  }

  #offer() {
    const told = new Set(this.callees.flatMap((callee) => Object.keys(callee.choices)));
    for (const option of byId("scene").options) option.hidden = option.disabled = option.value !== LIVE && !told.has(option.value);
    if (byId("scene").selectedOptions[0]?.disabled) byId("scene").value = "nobody";
  }

  #row(callee) {
    const id = `answer-${this.rows.size}`;
    const labels = new Map(this.scenes.map((scene) => [scene.id, scene.label]));
    const select = element("select", { id }, new Option("as above", BY_SCENE),
      Object.keys(callee.choices).map((scene) => new Option(labels.get(scene), scene)),
      new Option("outputs of my own …", OWN), this.live ? new Option("really called", LIVE) : null);
    const text = element("textarea", { className: "code", rows: 4, spellcheck: false, hidden: true, "aria-label": `Outputs of ${callee.name} as JSON` });
    const complaint = element("span", { className: "complaint", role: "alert" });
    let before = BY_SCENE;
    select.addEventListener("change", () => {
      if (select.value === OWN && !text.value) text.value = this.#written(callee, before);
      text.hidden = select.value !== OWN;
      before = select.value;
    });
    this.rows.set(callee.name, { select, text, complaint });
    return element("div", { className: "answering" }, element("label", { className: "field", htmlFor: id }, callee.name, select), text, complaint);
  }

  #written(callee, choice) {
    const answer = callee.choices[choice || byId("scene").value] ?? callee.choices.nobody;
    return JSON.stringify(answer?.outputs ?? answer, null, 1);
  }

  #reset() {
    for (const row of this.rows.values()) {
      row.select.value = BY_SCENE;
      row.text.hidden = true;
    }
  }

  #chosen(callee) {
    return this.rows.get(callee.name).select.value || byId("scene").value;
  }

  #answer(callee) {
    const row = this.rows.get(callee.name);
    const chosen = this.#chosen(callee);
    row.complaint.textContent = "";
    row.text.removeAttribute("aria-invalid");
    if (chosen === LIVE) return LIVE;
    if (chosen !== OWN) return callee.choices[chosen] ?? callee.choices.nobody;
    try {
      return JSON.parse(row.text.value);
    } catch (error) {
      row.complaint.textContent = `${callee.name}: ${error.message}`;
      row.text.setAttribute("aria-invalid", "true");
      byId("each").open = true;
      row.text.focus();
      return undefined;
    }
  }
}
