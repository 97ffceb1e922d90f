// Keys of the whole page; while something is being typed, only Escape.

import { byId, element } from "./elements.js";

const LISTED = [
  ["Enter", "send the message"], ["t", "write the message"], ["n", "new conversation"], ["i", "choose how the service answers"],
  ["j, k", "step on, step back"], ["r", "play the way again"], ["p", "go to the picture; arrows move, Enter shows the step"],
  ["o, s, y", "outcome, steps, scenario"], ["+ − 0", "picture larger, smaller, as wide as its place"],
  ["a", "animation on or off"], ["Esc", "leave a field"], ["?", "these keys"],
];

export function listenToKeys(actions) {
  byId("key-list").append(...LISTED.flatMap(([keys, what]) => [
    element("dt", {}, ...keys.split(/,? /).flatMap((key) => [element("kbd", {}, key), " "])), element("dd", {}, what),
  ]));
  const table = { ...actions, "?": showKeys };
  byId("show-keys").addEventListener("click", showKeys);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || byId("keys").open) return;
    if (event.key === "Escape") document.activeElement?.blur();
    if (event.target.closest?.("input:not([type=checkbox]), textarea, select")) return;
    const act = table[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function showKeys() {
  byId("keys").showModal();
}
