// The page's modules that know no page, by themselves.

import assert from "node:assert/strict";
import { test } from "node:test";

const folder = process.env.CONSOLE_PAGE;
const load = (name) => import(`${folder}/${name}`);
const { Waiting } = await load("waiting.js");
const { age, day } = await load("ages.js");
const { layout, parts, FAN_FROM } = await load("layout.js");
const words = await load("words.js");

const review = (id) => ({ review_id: id });
const filled = (...ids) => {
  const waiting = new Waiting();
  waiting.add({ reviews: ids.map(review), next: null });
  return waiting;
};
const ids = (waiting) => waiting.reviews.map((each) => each.review_id).join("");

test("a page that overlaps with another adds each review once", () => {
  const waiting = filled("a", "b");
  waiting.add({ reviews: [review("b"), review("c")], next: "x" });
  assert.equal(ids(waiting), "abc");
  assert.equal(waiting.next, "x");
});

test("moving stays within the queue", () => {
  const waiting = filled("a", "b");
  assert.equal(waiting.move(1).review_id, "a");
  assert.equal(waiting.move(-1).review_id, "a");
  assert.equal(waiting.move(5).review_id, "b");
  assert.equal(new Waiting().move(1), null);
});

for (const [chosen, removed, then] of [
  ["b", "b", "c"],
  ["c", "c", "b"],
  ["b", "a", "b"],
  ["a", "c", "a"],
]) {
  test(`with ${chosen} chosen and ${removed} taken out, ${then} is chosen; put back, all is as it was`, () => {
    const waiting = filled("a", "b", "c");
    waiting.choose(chosen);
    const taken = waiting.remove(removed);
    assert.equal(waiting.chosen.review_id, then);
    waiting.restore(taken);
    assert.equal(ids(waiting), "abc");
    assert.equal(waiting.chosen.review_id, then);
    waiting.restore(taken);
    assert.equal(ids(waiting), "abc");
  });
}

test("the last one leaves nothing chosen", () => {
  const waiting = filled("a");
  waiting.choose("a");
  waiting.remove("a");
  assert.equal(waiting.chosen, null);
  assert.equal(waiting.remove("a"), null);
});

const NOW = Date.parse("2026-06-15T12:00:00Z");
for (const [moment, told] of [
  ["2026-06-15T11:59:18Z", "42 s"],
  ["2026-06-15T11:00:01Z", "59 min"],
  ["2026-06-14T13:00:00Z", "23 h"],
  ["2026-05-16T12:00:00Z", "30 d"],
  ["2026-01-15T12:00:00Z", "4 mo"],
  ["2023-06-15T12:00:00Z", "3 y"],
  ["2026-06-15T12:05:00Z", "0 s"],
]) {
  test(`${moment} was ${told} ago`, () => assert.equal(age(moment, NOW), told));
}

test("a day tells its year where it is another", () => {
  assert.equal(day("2026-03-05T12:00:00Z", new Date(NOW)), "5 Mar");
  assert.equal(day("2024-03-05T12:00:00Z", new Date(NOW)), "5 Mar 2024");
});

const spell = (handle, until = null) => ({ handle, since: "2026-01-01T00:00:00Z", until });
const GRAPH = {
  customer: { customer_id: "C1", name: "Grace", tier: "Gold" },
  identities: [
    {
      channel: "twitter",
      user_id: "1",
      rule: "steward",
      confirmed_at: "2026-01-01T00:00:00Z",
      handles: [spell("a", "2026-02-01T00:00:00Z"), spell("b")],
    },
    { channel: "open", user_id: null, rule: "import", confirmed_at: "2026-01-01T00:00:00Z", handles: [] },
  ],
  ruled_out: [{ channel: "twitter", account: "id:9", decided_at: "2026-01-01T00:00:00Z" }],
  emails: [{ address: "a@b.co", verified: false }],
  aliases: ["C2"],
  merges: [
    { merge_id: "m", into: "C1", merged: "C2", merged_at: "2026-01-01T00:00:00Z", merged_by: "k", undone_at: null },
  ],
};

test("everything about a customer is a part, and says what it is", () => {
  assert.deepEqual(
    parts(GRAPH).map((part) => [part.kind, part.label]),
    [
      ["account", "must-link"],
      ["account", "imported"],
      ["ruled-out", "cannot-link"],
      ["email", "claimed"],
      ["alias", "merged"],
    ],
  );
  assert.match(parts(GRAPH)[0].says, /linked by a steward/);
});

const overlap = (one, other) =>
  one.x < other.x + other.width &&
  other.x < one.x + one.width &&
  one.y < other.y + other.height &&
  other.y < one.y + one.height;

for (const width of [300, FAN_FROM - 1, FAN_FROM, 520, 900]) {
  test(`at ${width} pixels no box lies upon another or outside`, () => {
    const drawn = layout(GRAPH, width);
    assert.equal(drawn.boxes.length, 1 + 5 + 2);
    assert.equal(drawn.lines.length, 5 + 2);
    assert.equal(drawn.isFan, width >= FAN_FROM);
    drawn.boxes.forEach((box, at) => {
      assert.ok(box.x >= 0 && box.y >= 0 && box.x + box.width <= drawn.width && box.y + box.height <= drawn.height);
      drawn.boxes.slice(at + 1).forEach((other) => assert.ok(!overlap(box, other), `${box.says} upon ${other.says}`));
    });
  });
}

test("a customer that nobody knows anything about is one box", () => {
  const alone = { ...GRAPH, identities: [], ruled_out: [], emails: [], aliases: [], merges: [] };
  assert.equal(layout(alone, 500).boxes.length, 1);
});

test("what cannot be seen is a box", () => {
  assert.equal(words.visible("a\u200bb\u202ec\u0007d"), "a▯b▯c▯d");
  assert.equal(words.visible("josé раураl"), "josé раураl");
});

test("every kind has a name and a question, and is in a filter", () => {
  const kinds = process.env.REVIEW_KINDS.split(",");
  assert.deepEqual([...words.GROUPS.flatMap((group) => group.kinds)].sort(), [...kinds].sort());
  for (const kind of kinds) {
    assert.notEqual(words.kindName(kind), kind);
    assert.ok(words.question(kind, "X").endsWith("?"));
  }
});
