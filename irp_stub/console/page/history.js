// What was done to a customer, the latest first.

import { age, moment } from "./ages.js";
import { element, quiet } from "./elements.js";
import { explanation } from "./explanation.js";
import { actionName, visible } from "./words.js";

// The explanation is asked for where somebody wants to know.
function why(decisionId) {
  const body = element("div", {});
  const fill = async () =>
    body.replaceChildren(...(await explanation(decisionId).catch((error) => [quiet(error.message)])));
  return element(
    "details",
    { ontoggle: (event) => event.target.open && !body.hasChildNodes() && fill() },
    element("summary", {}, "Why"),
    body,
  );
}

export function historyList(events) {
  if (!events.length) return element("p", { className: "empty" }, "Nothing was decided about this customer yet.");
  return element(
    "ol",
    { className: "history" },
    events.map((event) =>
      element(
        "li",
        {},
        element(
          "span",
          { className: "top" },
          element("strong", {}, actionName(event.action)),
          element("time", { className: "age", dateTime: event.at, title: moment(event.at) }, `${age(event.at)} ago`),
        ),
        element("bdi", { className: "text" }, visible(event.text)),
        event.actor && quiet(`by ${event.actor}`),
        event.decision_id && why(event.decision_id),
      ),
    ),
  );
}
