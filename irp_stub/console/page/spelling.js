// A handle letter by letter: what the eye takes for something else is marked and named.

import { element } from "./elements.js";

const MOST = 8;
const isOdd = (letter) => letter.oddity !== undefined;

function cell(letter) {
  if (!isOdd(letter)) return element("span", {}, letter.text);
  const shown = letter.oddity === "hidden" ? letter.code.replace("U+", "") : letter.text;
  return element("mark", { className: letter.oddity, title: `${letter.code} ${letter.name}` }, shown);
}

export function spelt(letters) {
  return element("span", { className: "spelt", "aria-hidden": "true" }, letters.map(cell));
}

function instead(letter) {
  if (letter.instead_of === undefined) return "";
  return letter.instead_of ? `, where the customer has “${letter.instead_of}”` : ", where the customer has nothing";
}

// The odd letters by name, each once.
export function oddities(letters) {
  const odd = new Map(letters.filter(isOdd).map((letter) => [`${letter.code} ${letter.instead_of}`, letter]));
  if (!odd.size) return null;
  const rows = [...odd.values()]
    .slice(0, MOST)
    .map((letter) =>
      element(
        "li",
        {},
        element("mark", { className: letter.oddity }, letter.oddity === "hidden" ? "▯" : letter.text),
        " ",
        element("code", {}, letter.code),
        " ",
        letter.name.toLowerCase(),
        instead(letter),
      ),
    );
  const rest = odd.size - rows.length;
  return element(
    "ul",
    { className: "oddities", "aria-label": "Letters that are not what they seem" },
    rows,
    rest > 0 && element("li", {}, `and ${rest} more`),
  );
}
