// The customers that the sender may be; one is looked at.

import { element, quiet } from "./elements.js";
import { bar } from "./explanation.js";

function row(one, index, chosen, onChoose) {
  const value = { value: String(index), checked: index === chosen, onchange: () => onChoose(index) };
  return element(
    "label",
    { className: "candidate" },
    element("input", { type: "radio", name: "candidate", ...value }),
    element(
      "span",
      { className: "who" },
      element("bdi", { className: "name" }, one.name),
      quiet(`${one.customer_id}${one.tier ? ` · ${one.tier}` : ""}`),
    ),
    one.confidence > 0 && bar(one.confidence),
  );
}

export function candidatesOf(candidates, chosen, onChoose) {
  if (!candidates.length) return null;
  const legend = element("legend", {}, candidates.length > 1 ? "Candidates" : "Candidate");
  const rows = candidates.map((one, index) => row(one, index, chosen, onChoose));
  return element("fieldset", { className: "candidates" }, legend, rows);
}
