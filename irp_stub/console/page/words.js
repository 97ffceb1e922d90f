// What the platform's terms are called on the page.

// The queue's filters: a name, the kinds it stands for, and the colour it has.
export const GROUPS = [
  { name: "Impersonation", kinds: ["impersonation"], tone: "red" },
  { name: "Recycled", kinds: ["recycled_handle", "recycled_phone", "moved_handle"], tone: "amber" },
  { name: "Low confidence", kinds: ["low_confidence", "conflict", "too_many_accounts"], tone: "blue" },
  { name: "New leads", kinds: ["new_lead"], tone: "green" },
];

const KINDS = {
  impersonation: ["Impersonation", (name) => `Is somebody posing as ${name}?`],
  recycled_handle: ["Recycled handle", (name) => `Does the handle still mean ${name}?`],
  recycled_phone: ["Recycled number", (name) => `Is the number still ${name}'s?`],
  moved_handle: ["Moved handle", (name) => `Did ${name}'s handle go to somebody else?`],
  low_confidence: ["Low confidence", (name) => `Is this ${name}?`],
  conflict: ["Conflict", (name) => `Is this ${name}, or another customer?`],
  too_many_accounts: ["Too many accounts", (name) => `One more account of ${name}?`],
  new_lead: ["New lead", () => "Somebody new, or a customer?"],
};

const WAYS = {
  id: "by its id",
  alias: "was merged: formerly",
  user_id: "by the user id",
  handle: "by the handle",
  former_handle: "had the handle",
  look_alike: "looks alike:",
  email: "by the e-mail",
};

const RULES = {
  import: "imported",
  must_link: "a steward",
  steward: "a steward",
  account: "user id",
  email: "verified e-mail",
  verified_email: "verified e-mail",
  handle: "handle",
};

const ACTIONS = {
  "review link": "Review: linked",
  "review reject": "Review: rejected",
  "review merge": "Review: merged",
  "review block": "Review: blocked",
  link: "Account linked",
  "rule out": "Account ruled out",
  merge: "Merged",
  unmerge: "Merge undone",
  decision: "Decided by the rules",
  "lead linked": "Lead linked",
  erase: "Erased",
};

const VERBS = { link: "linked", reject: "rejected", merge: "merged", block: "blocked" };

export const kindName = (kind) => KINDS[kind]?.[0] ?? kind;
export const question = (kind, name) => (KINDS[kind]?.[1] ?? KINDS.low_confidence[1])(name || "this customer");
export const tone = (kind) => GROUPS.find((group) => group.kinds.includes(kind))?.tone ?? "blue";
export const way = (found) => WAYS[found] ?? found;
export const ruleName = (rule) => RULES[rule] ?? rule.replaceAll("_", " ");
export const actionName = (action) => ACTIONS[action] ?? action;
export const done = (verb) => VERBS[verb] ?? verb;
export const plural = (number, noun) => `${number} ${noun}${number === 1 ? "" : "s"}`;

// Characters that cannot be seen, or that turn the writing around, as a box.
export const visible = (text) => text.replace(/[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu, "▯");

export function accountName(review) {
  return visible(review.handle_raw ?? review.handle ?? review.user_id ?? "nobody");
}
