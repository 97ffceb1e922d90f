// Keys of the whole page; none while something is typed or a dialog is open.

import { byId, element } from "./elements.js";

const LISTED = [
  ["j k", "next, previous review"],
  ["Enter", "open it"],
  ["l", "link: it is the customer"],
  ["r", "reject: it is not; a lead stays one"],
  ["m", "merge: two records are one customer"],
  ["b", "block: it is a bot"],
  ["u", "undo the merge"],
  ["1 … 5", "choose among candidates"],
  ["c", "copy the conversation id"],
  ["p", "go to the customer"],
  ["/", "search customers"],
  ["f", "filter by kind"],
  [".", "load the queue anew"],
  ["Esc", "back to the queue"],
  ["?", "these keys"],
];

const FIELDS = "input:not([type=radio]):not([type=checkbox]), textarea, select";

export function listenToKeys(actions) {
  byId("key-list").append(
    ...LISTED.flatMap(([keys, what]) => [
      element(
        "dt",
        {},
        keys.split(" ").flatMap((key) => [key === "…" ? key : element("kbd", {}, key), " "]),
      ),
      element("dd", {}, what),
    ]),
  );
  const table = { ...actions, "?": showKeys };
  byId("show-keys").addEventListener("click", showKeys);
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || document.querySelector("dialog[open]"))
      return;
    if (byId("console").hidden) return;
    if (event.target.closest?.(FIELDS)) {
      if (event.key === "Escape") event.target.blur();
      return;
    }
    if (event.key.startsWith("Arrow") && event.target.matches?.("input[type=radio]")) return;
    const act = table[event.key];
    if (!act) return;
    event.preventDefault();
    act();
  });
}

function showKeys() {
  byId("keys").showModal();
}
