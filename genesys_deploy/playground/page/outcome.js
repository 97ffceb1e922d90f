// Where a message went, what the agent and the customer see, what was asked of whom.

import { byId, element, facts } from "./elements.js";

// What an agent's script would show, in its order; everything else stands under "All participant data".
const CARD = new Map([
  ["resolutionStatus", "Identity"], ["resolvedCustomerId", "Customer"], ["customerTier", "Tier"],
  ["identityAssurance", "Assurance"], ["matchedBy", "Matched by"], ["candidateCustomerId", "Candidate"],
  ["candidateConfidence", "Confidence"], ["reviewId", "Review"], ["preferredLanguage", "Language"],
  ["preferredChannel", "Preferred channel"], ["profileFreshness", "Profile is"], ["profileUpdatedAt", "Profile of"],
  ["leadId", "Lead"], ["botCheckStatus", "Bot check"], ["botReason", "Bot because of"],
  ["socialHandle", "Handle"], ["socialDisplayName", "Display name"], ["socialUserId", "Id on the channel"],
]);
const CLOSED = { disconnect: "Disconnected", end: "The flow ended", error: "The flow gave up" };

export function showOutcome(told) {
  byId("outcome").replaceChildren(
    ending(told),
    element("h2", {}, "The agent sees"), agent(told),
    element("h2", {}, "The customer sees"), customer(told),
    element("h2", {}, "Data Actions called"), calls(told),
    element("p", { className: "hint" }, `${told.actions} actions were executed.`),
  );
}

export const headline = (told) =>
  told.error ? "cannot go on" : told.ending.queue ?? CLOSED[told.ending.kind] ?? told.ending.kind;

function ending(told) {
  const { ending: end, error } = told;
  if (error) {
    return element("div", { className: "ending broken" }, element("strong", {}, "The run cannot go on"), element("pre", {}, error));
  }
  if (end.queue === null) {
    const broken = end.kind === "error" ? " broken" : " closed";
    const reason = end.summary.includes(": ") ? element("p", {}, end.summary) : null;
    return element("div", { className: `ending${broken}` }, element("strong", {}, CLOSED[end.kind] ?? end.kind), reason);
  }
  const chips = [`priority ${end.priority}`, ...end.skills.map((skill) => `skill ${skill}`), ...(end.language ? [`language ${end.language}`] : [])];
  return element("div", { className: "ending" },
    element("span", { className: "quiet-text" }, "waits in the queue"),
    element("strong", {}, end.queue),
    element("div", { className: "chips" }, chips.map((chip) => element("span", {}, chip))));
}

function agent(told) {
  const known = new Map(told.attributes.map((one) => [one.name, one]));
  const card = [...CARD].filter(([name]) => known.has(name)).map(([name, label]) => row(known.get(name), label));
  const all = told.attributes.map((one) => row(one, one.name));
  const marks = (name) => ({ className: name === "Identity" || name === "Customer" || name === "Tier" ? "new" : "" });
  return element("div", { className: "card", id: "agent-card" },
    told.notice ? element("p", { className: "notice" }, told.notice) : null,
    card.length ? facts(card, marks) : null,
    all.length
      ? element("details", { open: card.length === 0 }, element("summary", {}, `All participant data (${all.length})`), facts(all))
      : element("p", { className: "empty facts" }, "No participant data."));
}

function row(attribute, label) {
  const was = attribute.before;
  const changed = was !== null && was !== attribute.value ? element("span", { className: "was" }, `was ${was || "empty"}`) : null;
  return [label, attribute.value, changed];
}

function customer(told) {
  if (!told.says.length) return element("p", { className: "empty" }, "Nothing.");
  return element("div", {}, told.says.map((text) => element("p", { className: "bubble" }, text)));
}

function calls(told) {
  if (!told.calls.length) return element("p", { className: "empty" }, "None.");
  return element("div", {}, told.calls.map((call) =>
    element("details", { className: "call" },
      element("summary", {}, call.name,
        element("span", { className: `outcome ${call.outcome}` }, call.outcome ? `${call.outcome} · ${call.milliseconds} ms` : "not answered")),
      element("h3", {}, "Inputs"), values(call.inputs),
      element("h3", {}, "Outputs"), values(call.outputs),
      ...(call.request ? [element("h3", {}, "Request, by its templates"), element("pre", { className: "template" }, call.request)] : []))));
}

function values(given) {
  const pairs = Object.entries(given).map(([name, value]) => [name, element("span", { className: "value" }, value === null ? "NOT_SET" : JSON.stringify(value))]);
  return pairs.length ? facts(pairs) : element("p", { className: "empty" }, "None.");
}
