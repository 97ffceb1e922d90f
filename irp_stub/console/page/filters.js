// Which reviews are shown: kinds with their counts, channel, age.

import { byId, element } from "./elements.js";
import { GROUPS } from "./words.js";

const summed = (counts, kinds) =>
  counts.filter((one) => !kinds.length || kinds.includes(one.kind)).reduce((sum, one) => sum + one.count, 0);

export class Filters {
  kinds = [];

  constructor(onChange) {
    this.onChange = onChange;
    this.chips = [{ name: "All", kinds: [], tone: "none" }, ...GROUPS].map((group) => this.chip(group));
    byId("kinds").replaceChildren(...this.chips.map(({ chip }) => chip));
    byId("channel").addEventListener("change", onChange);
    byId("age").addEventListener("change", onChange);
  }

  chip(group) {
    const count = element("span", { className: "count" });
    const choose = () => this.choose(group.kinds);
    const chip = element(
      "button",
      { type: "button", className: `chip ${group.tone}`, "aria-pressed": String(!group.kinds.length), onclick: choose },
      group.name,
      " ",
      count,
    );
    return { chip, count, kinds: group.kinds };
  }

  choose(kinds) {
    this.kinds = kinds;
    for (const each of this.chips)
      each.chip.setAttribute("aria-pressed", String(each.kinds === kinds || each.kinds.join() === kinds.join()));
    this.onChange();
  }

  // The next kind, round and round.
  turn() {
    const at = this.chips.findIndex((each) => each.kinds.join() === this.kinds.join());
    this.choose(this.chips[(at + 1) % this.chips.length].kinds);
  }

  clear() {
    byId("channel").value = byId("age").value = "";
    this.choose([]);
  }

  get isOff() {
    return !this.kinds.length && !byId("channel").value && !byId("age").value;
  }

  question() {
    return { kind: this.kinds.join(","), channel: byId("channel").value, older_than: byId("age").value };
  }

  show(summary) {
    const more = summary.whole ? "" : "+";
    for (const { count, kinds } of this.chips)
      count.textContent = `${summed(summary.counts, kinds).toLocaleString("en")}${more}`;
    const channels = [...new Set(summary.counts.map((one) => one.channel))].sort();
    const known = [...byId("channel").options].slice(1).map((option) => option.value);
    byId("channel").append(...channels.filter((name) => !known.includes(name)).map((name) => new Option(name, name)));
  }
}
