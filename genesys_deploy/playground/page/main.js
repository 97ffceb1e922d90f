// The page: a message is written, run, and its way shown.

import { Answers } from "./answers.js";
import * as composer from "./composer.js";
import { byId } from "./elements.js";
import { showHistory } from "./history.js";
import { listenToKeys } from "./keys.js";
import * as link from "./link.js";
import { headline, showOutcome } from "./outcome.js";
import { calm, Picture } from "./picture.js";
import { Saving } from "./saving.js";
import { ask, tell } from "./server.js";
import { Steps } from "./steps.js";
import { listenToTabs, openTab } from "./tabs.js";

const ANIMATE = "playground.animate";

class Page {
  turns = [];
  told = [];
  shown = -1;
  at = -1;

  constructor(overview) {
    this.answers = new Answers(overview);
    this.begin = Date.parse(overview.begin);
    this.steps = new Steps((index) => this.goTo(index));
    this.picture = new Picture(byId("picture"), (paths) => this.chooseBox(paths));
    this.saving = new Saving({ saves: overview.saves, conversation: () => this.conversation(), complain });
    byId("flow").append(...overview.flows.map((name) => new Option(name, name)));
  }

  conversation() {
    return { flow: byId("flow").value, turns: this.turns, variables: composer.variables() };
  }

  async drawFlow() {
    const drawn = await ask("/api/flow", { flow: byId("flow").value, depth: byId("depth").value });
    byId("flow-name").textContent = drawn.name;
    document.title = `${drawn.name} · Playground`;
    this.picture.draw(drawn.svg);
    this.steps.know(drawn.steps);
    complain(drawn.findings.length ? `This flow cannot be run everywhere:\n${drawn.findings.slice(0, 5).join("\n")}` : "");
    return drawn;
  }

  async changeFlow() {
    const choice = this.answers.choice;
    const drawn = await this.drawFlow();
    composer.suit(drawn);
    this.answers.take(drawn.callees);
    this.answers.choose(choice);
    this.renew();
  }

  async changeDepth() {
    await this.drawFlow();
    if (this.shown >= 0) this.show(this.shown, false);
  }

  renew() {
    this.turns = [];
    this.told = [];
    this.shown = this.at = -1;
    this.picture.clear();
    this.steps.list([]);
    showHistory([], -1);
    byId("position").textContent = "no message yet";
    byId("outcome").replaceChildren(empty());
    this.saving.refresh();
  }

  async send() {
    const world = this.answers.world();
    if (world === undefined || !byId("message").reportValidity()) return;
    const before = this.turns;
    const message = this.dated(composer.written(), world);
    const { turns } = await tell("/api/run", { ...this.conversation(), turns: [...before, { message, world }] });
    complain("");
    this.told = turns;
    // What a live service has answered stays as it was when the message is played again.
    this.turns = [...before, { message, world: settled(world, turns.at(-1)) }];
    link.write({ flow: byId("flow").value, depth: byId("depth").value, fields: composer.fields(), ...this.answers.choice, before });
    this.saving.suggest(`${turns.at(-1).text ?? "An attachment"} goes to ${headline(turns.at(-1))}`.slice(0, 120));
    this.show(turns.length - 1, byId("animate").checked && !calm());
    if (document.activeElement === byId("text")) byId("text").select();
  }

  // A live service answers with today's dates: a conversation that begins with it takes place today.
  dated(message, world) {
    const isLive = Object.values(world).includes("live");
    if (this.turns.length || !isLive || message.minutes_later !== 1) return message;
    return { ...message, minutes_later: Math.max(1, Math.floor((Date.now() - this.begin) / 60_000)) };
  }

  show(index, animated) {
    const told = this.told[index];
    this.shown = index;
    showHistory(this.told, index, (chosen) => this.show(chosen, false));
    showOutcome(told);
    this.steps.list(told.steps, told.left_out);
    byId("status").textContent = `The message went to: ${headline(told)}. ${told.steps.length} steps.`;
    if (byId("scenario").hidden === false) this.saving.refresh();
    this.picture.readable();
    const broken = Boolean(told.error);
    if (animated) this.picture.play(told.steps, (at) => this.position(at), broken);
    else {
      this.picture.show(told.steps, told.steps.length - 1, broken);
      this.position(told.steps.length - 1);
    }
    document.documentElement.dataset.shown = String(index);
  }

  position(at) {
    this.at = at;
    byId("position").textContent = `step ${at + 1} of ${this.told[this.shown].steps.length}`;
  }

  goTo(at) {
    const told = this.told[this.shown];
    this.position(at);
    this.picture.show(told.steps, at, Boolean(told.error));
    this.picture.choose(told.steps[at].here ? told.steps[at].path : "");
  }

  stepBy(by) {
    if (this.shown < 0) return;
    const last = this.told[this.shown].steps.length - 1;
    const from = by > 0 && this.at === last ? -1 : this.at;
    openTab("steps");
    this.steps.open(Math.min(last, Math.max(0, from + by)));
  }

  chooseBox(paths) {
    openTab("steps");
    this.picture.choose(paths[0]);
    this.steps.openBox(paths);
  }

  replay() {
    if (this.shown >= 0) this.show(this.shown, !calm());
  }
}

// The answers with those of a live service in place of "live".
function settled(world, told) {
  const answered = Object.entries(world).map(([name, answer]) => [name, answer === "live" ? told.answers[name] : answer]);
  return Object.fromEntries(answered.filter(([, answer]) => answer !== undefined));
}

function empty() {
  const text = document.createElement("p");
  text.className = "empty";
  text.textContent = "Send a message: here it says where it went, what the agent sees and what was asked of whom.";
  return text;
}

function complain(text) {
  byId("problem").textContent = text;
  byId("problem").hidden = !text;
}

// Errors become the sentence at the top of the page.
const guarded = (work) => (...given) => Promise.resolve(work(...given)).catch((error) => complain(error.message));

function listen(page) {
  let before = Promise.resolve();
  // One after the other: a message goes on where the one before has ended.
  const send = () => { before = before.then(guarded(() => page.send())); };
  byId("message").addEventListener("submit", (event) => {
    event.preventDefault();
    send();
  });
  byId("message").addEventListener("keydown", (event) => {
    const isText = event.target.id === "text" && !event.shiftKey;
    if (event.key !== "Enter" || event.isComposing || !(isText || event.ctrlKey || event.metaKey)) return;
    event.preventDefault();
    send();
  });
  byId("attachment").addEventListener("change", composer.followAttachment);
  byId("flow").addEventListener("change", guarded(() => page.changeFlow()));
  byId("depth").addEventListener("change", guarded(() => page.changeDepth()));
  byId("animate").addEventListener("change", (event) => localStorage.setItem(ANIMATE, event.target.checked ? "1" : "0"));
  byId("copy-link").addEventListener("click", guarded(async () => {
    await navigator.clipboard.writeText(location.href);
    byId("copy-link").textContent = "Copied";
  }));
  document.addEventListener("tab", (event) => event.detail === "scenario" && page.saving.refresh());
  const actions = {
    t: () => byId("text").focus(),
    n: () => page.renew(),
    i: () => byId("scene").focus(),
    j: () => page.stepBy(1),
    k: () => page.stepBy(-1),
    r: () => page.replay(),
    p: () => page.picture.scroller.querySelector(".node[tabindex='0']")?.focus(),
    o: () => openTab("outcome", true),
    s: () => openTab("steps", true),
    y: () => openTab("scenario", true),
    a: () => byId("animate").click(),
    "+": () => page.picture.zoom(1.25),
    "-": () => page.picture.zoom(0.8),
    0: () => page.picture.fit(),
  };
  listenToKeys(actions);
  listenToTabs();
  for (const [id, key] of Object.entries({ renew: "n", later: "j", earlier: "k", replay: "r", larger: "+", smaller: "-", fit: "0" })) {
    byId(id).addEventListener("click", actions[key]);
  }
}

async function begin() {
  const page = new Page(await ask("/api/overview"));
  const wanted = link.read();
  byId("animate").checked = localStorage.getItem(ANIMATE) !== "0" && !calm();
  if (wanted.flow) byId("flow").value = wanted.flow;
  if (byId("flow").selectedIndex < 0) byId("flow").selectedIndex = 0;
  if (wanted.depth) byId("depth").value = wanted.depth;
  if (byId("depth").selectedIndex < 0) byId("depth").selectedIndex = 0;
  listen(page);
  await page.changeFlow();
  composer.fill(wanted.fields);
  page.answers.choose(wanted);
  // A link may come from anybody: it never makes the page call a live service by itself.
  const isSealed = !JSON.stringify([wanted.before, page.answers.world()]).includes('"live"');
  if (wanted.runs && isSealed) {
    page.turns = wanted.before;
    await page.send();
  }
  byId("text").focus({ preventScroll: true });
  byId("text").select();
  document.documentElement.dataset.ready = "1";
}

begin().catch((error) => complain(error.message));
