// Where the parts of an identity graph are drawn. Pure: a graph and a width in, boxes and lines out.

import { day } from "./ages.js";
import { ruleName } from "./words.js";

export const FAN_FROM = 420;
const GAP = 14;
const LINE = 16;
const PAD = 11;

const period = (spell) => (spell.until ? `${day(spell.since)} – ${day(spell.until)}` : `since ${day(spell.since)}`);

function handleOf(spell) {
  return {
    kind: spell.until ? "handle former" : "handle",
    texts: [spell.handle, period(spell)],
    says: `handle ${spell.handle}, ${period(spell)}`,
  };
}

function accountOf(account) {
  const isMust = account.rule === "steward";
  const label = isMust ? "must-link" : ruleName(account.rule);
  const name = account.user_id ?? "no user id";
  return {
    kind: "account",
    label,
    line: isMust ? "must" : "",
    texts: [account.channel, name],
    handles: account.handles.map(handleOf),
    says: `account ${name} on ${account.channel}, linked by ${isMust ? "a steward" : label}, confirmed ${day(account.confirmed_at)}`,
  };
}

function ruledOutOf(one) {
  const name = one.account.replace(/^(id|handle):/, "");
  return {
    kind: "ruled-out",
    label: "cannot-link",
    line: "cannot",
    texts: [one.channel, name],
    handles: [],
    says: `${name} on ${one.channel} is not this customer's: a steward ruled it out, ${day(one.decided_at)}`,
  };
}

function emailOf(email) {
  const label = email.verified ? "proven" : "claimed";
  return {
    kind: "email",
    label,
    line: email.verified ? "" : "weak",
    texts: [email.address],
    handles: [],
    says: `e-mail ${email.address}, ${label}`,
  };
}

function aliasOf(alias, merges) {
  const merge = merges.find((each) => each.merged === alias && !each.undone_at);
  const when = merge ? `${day(merge.merged_at)}, ${merge.merged_by}` : "merged";
  return {
    kind: "alias",
    label: "merged",
    line: "merged",
    texts: [alias, when],
    handles: [],
    says: `${alias} was merged into it, ${when}`,
  };
}

// All that stands around the customer, in the order in which it is drawn.
export function parts(graph) {
  return [
    ...graph.identities.map(accountOf),
    ...graph.ruled_out.map(ruledOutOf),
    ...graph.emails.map(emailOf),
    ...graph.aliases.map((alias) => aliasOf(alias, graph.merges)),
  ];
}

const heightOf = (texts) => texts.length * LINE + PAD;

function box(part, x, y, width) {
  return { kind: part.kind, says: part.says, texts: part.texts, x, y, width, height: heightOf(part.texts) };
}

function customerOf(graph) {
  const { name, customer_id: id, tier } = graph.customer;
  return {
    kind: "customer",
    texts: [name, id, ...(tier ? [tier] : [])],
    says: `customer ${name}, ${id}${tier ? `, ${tier}` : ""}`,
  };
}

function stack(handles, x, y, width) {
  let at = y;
  return handles.map((handle) => {
    const made = box(handle, x, at, width);
    at += made.height + 5;
    return made;
  });
}

// From left to right: customer, what it has, the handles.
function fan(graph, width) {
  const customer = customerOf(graph);
  const [first, middle, gap] = [Math.min(140, width * 0.24), width * 0.28, 18];
  const left = first + Math.min(100, width * 0.15);
  const right = left + middle + gap;
  const boxes = [];
  const lines = [];
  let y = 2;
  for (const part of parts(graph)) {
    const wide = part.handles.length ? middle : width - left - 2;
    const handles = stack(part.handles, right, y, width - right - 2);
    const reach = handles.length ? handles.at(-1).y + handles.at(-1).height - y : 0;
    const made = box(part, left, y, wide);
    made.y = y + Math.max(0, (reach - made.height) / 2);
    boxes.push(made, ...handles);
    lines.push({ kind: part.line ?? "", label: part.label, to: made });
    lines.push(...handles.map((handle) => ({ kind: "holds", from: made, to: handle })));
    y += Math.max(reach, made.height) + GAP;
  }
  const height = Math.max(y - GAP + 2, heightOf(customer.texts) + 4);
  const centre = box(customer, 1, (height - heightOf(customer.texts)) / 2, first);
  for (const line of lines) line.from ??= centre;
  return { width, height, boxes: [centre, ...boxes], lines, isFan: true };
}

// From top to bottom, as a tree: for narrow places.
function tree(graph, width) {
  const centre = box(customerOf(graph), 1, 2, width - 2);
  const boxes = [centre];
  const lines = [];
  let y = centre.height + GAP + 2;
  for (const part of parts(graph)) {
    const made = box(part, 92, y, width - 94);
    const handles = stack(part.handles, 116, y + made.height + 5, width - 118);
    boxes.push(made, ...handles);
    lines.push({ kind: part.line ?? "", label: part.label, from: centre, to: made });
    lines.push(...handles.map((handle) => ({ kind: "holds", from: made, to: handle })));
    y = (handles.at(-1) ?? made).y + (handles.at(-1) ?? made).height + GAP;
  }
  return { width, height: y - GAP + 2, boxes, lines, isFan: false };
}

export const layout = (graph, width) => (width >= FAN_FROM ? fan : tree)(graph, width);
