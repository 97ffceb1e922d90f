// The messages of the conversation, each a button that shows its way again.

import { byId, element } from "./elements.js";
import { headline } from "./outcome.js";

export function showHistory(told, shown, onChoose) {
  const items = told.flatMap((message, index) => {
    const item = element("li", {}, entry(message, index === shown, () => onChoose(index)));
    const closed = message.ending.kind === "disconnect" && index < told.length - 1;
    return closed ? [item, element("li", { className: "gap" }, "disconnected; a new conversation begins")] : [item];
  });
  byId("history").replaceChildren(...(items.length ? items : [element("li", { className: "empty" }, "Nothing was sent yet.")]));
}

function entry(message, isShown, onclick) {
  return element("button", { type: "button", "aria-current": String(isShown), onclick },
    element("span", { className: "who" }, message.sender ?? "without an id"),
    message.text ?? "(attachment)",
    message.says.map((text) => element("span", { className: "said" }, text)),
    element("span", { className: `went${message.error ? " broken" : ""}` }, `→ ${headline(message)}`));
}
