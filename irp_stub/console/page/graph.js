// The identity graph of a customer, drawn.

import { drawn } from "./elements.js";
import { layout } from "./layout.js";
import { plural, visible } from "./words.js";

// How wide a letter is drawn: of a name, of a handle, of what stands below.
const [NAME, MONO, SMALL] = [6.8, 6.7, 5.9];

const letter = (kind, index) => (index ? SMALL : kind.startsWith("handle") ? MONO : NAME);

const clip = (text, width, each) => {
  const most = Math.max(4, Math.floor((width - 14) / each));
  return text.length > most ? `${text.slice(0, most - 1)}…` : text;
};

function path({ from, to }, isFan) {
  if (isFan) {
    const [x, y] = [from.x + from.width, from.y + from.height / 2];
    const [end, level] = [to.x, to.y + to.height / 2];
    const bend = (end - x) * 0.55;
    return `M${x} ${y}C${x + bend} ${y} ${end - bend} ${level} ${end} ${level}`;
  }
  const x = from.x + 13;
  const level = to.y + to.height / 2;
  return `M${x} ${from.y + from.height}V${level - 6}Q${x} ${level} ${x + 6} ${level}H${to.x}`;
}

function line(each, isFan) {
  return drawn("path", { class: `line ${each.kind}`, d: path(each, isFan), "aria-hidden": "true" });
}

// Above all lines, so that none runs through it.
function label(each) {
  const level = each.to.y + each.to.height / 2;
  return (
    each.label &&
    drawn(
      "text",
      { x: each.to.x - 7, y: level - 5, "text-anchor": "end", class: `label ${each.kind}`, "aria-hidden": "true" },
      clip(each.label, 92, 5),
    )
  );
}

function box(each) {
  const texts = each.texts.map((text, index) =>
    drawn(
      "text",
      { x: each.x + 9, y: each.y + 17 + index * 16, class: `text${index}` },
      clip(visible(text), each.width, letter(each.kind, index)),
    ),
  );
  return drawn(
    "g",
    { class: `box ${each.kind}`, role: "listitem", "aria-label": visible(each.says) },
    drawn("title", {}, visible(each.says)),
    drawn("rect", { x: each.x, y: each.y, width: each.width, height: each.height, rx: 7 }),
    texts,
  );
}

export function drawGraph(graph, width) {
  const made = layout(graph, width);
  const { identities, emails, aliases } = graph;
  const summary = `${graph.customer.name}: ${plural(identities.length, "account")}, ${plural(emails.length, "e-mail")}, ${plural(aliases.length, "merged record")}`;
  return drawn(
    "svg",
    {
      viewBox: `0 0 ${made.width} ${made.height}`,
      width: made.width,
      height: made.height,
      class: "graph",
      role: "list",
      "aria-label": `Identity graph of ${summary}`,
    },
    made.lines.map((each) => line(each, made.isFan)),
    made.lines.map(label),
    made.boxes.map(box),
  );
}
