// Why a decision was made, and why two records are or are not one: the platform's own words.

import { element, quiet } from "./elements.js";
import { get, id } from "./server.js";

const SIGNS = {
  merged: "merged",
  shared_email: "one mailbox",
  same_handle: "same handle",
  look_alike: "looks alike",
  ruled_out: "ruled out",
  two_accounts: "two accounts",
};

export async function explanation(decisionId) {
  const told = await get(`decisions/${id(decisionId)}/explanation`);
  const [verdict, ...rest] = told.text.split("\n");
  const asked = rest.filter((line) => !line.startsWith("- "));
  return [
    element("p", { className: "verdict" }, verdict),
    steps(told.steps),
    element("p", { className: "quiet-text" }, asked.join(" ")),
  ];
}

function steps(told) {
  return element(
    "ol",
    { className: "steps" },
    told.map((step) =>
      element(
        "li",
        { className: step.counted ? "" : "uncounted" },
        element("span", { className: "rule" }, step.evidence.rule.replaceAll("_", " ")),
        element("span", { className: "detail" }, step.evidence.detail, quiet(` for ${step.customer_id}`)),
        element(
          "span",
          { className: "weight", title: "log-odds" },
          step.counted ? signed(step.evidence.weight) : "not counted",
        ),
        bar(step.confidence_after),
      ),
    ),
  );
}

const signed = (weight) => `${weight > 0 ? "+" : "−"}${Math.abs(weight).toFixed(1)}`;

export function bar(confidence) {
  const label = `${Math.round(confidence * 100)} %`;
  const fill = element("span", { className: "fill" });
  fill.style.width = `${Math.max(2, confidence * 100)}%`;
  return element(
    "span",
    { className: "bar", role: "img", "aria-label": `confidence ${label}` },
    fill,
    element("span", { className: "number" }, label),
  );
}

export async function comparison(one, other) {
  const told = await get(`customers/${id(one)}/comparison/${id(other)}`);
  const signs = told.signs.map((sign) =>
    element("li", {}, element("span", { className: "rule" }, SIGNS[sign.kind] ?? sign.kind), " ", sign.detail),
  );
  return [
    element("p", { className: "verdict" }, told.verdict),
    signs.length > 0 && element("ul", { className: "signs" }, signs),
  ].filter(Boolean);
}
