// Elements of the page: by their id, and new ones. Texts are always texts, never markup.

export const byId = (id) => document.getElementById(id);

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && !key.startsWith("aria")) made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.flat().filter((child) => child !== null && child !== undefined && child !== ""));
  return made;
}

// Names and values as a definition list; `mark` gives further properties of a value's element.
export function facts(pairs, mark = () => ({})) {
  return element("dl", { className: "facts" }, pairs.flatMap(([name, value, ...rest]) => [
    element("dt", {}, name),
    element("dd", mark(name), value, ...rest),
  ]));
}
