// Elements of the page: by their id, and new ones. Texts are always texts, never markup.

const SVG = "http://www.w3.org/2000/svg";

export const byId = (id) => document.getElementById(id);

const isThere = (child) => child !== null && child !== undefined && child !== "" && child !== false;

export function element(name, properties = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(properties)) {
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key in made && !key.startsWith("aria") && key !== "role") made[key] = value;
    else made.setAttribute(key, value);
  }
  made.append(...children.flat(2).filter(isThere));
  return made;
}

export function drawn(name, attributes = {}, ...children) {
  const made = document.createElementNS(SVG, name);
  for (const [key, value] of Object.entries(attributes)) made.setAttribute(key, value);
  made.append(...children.flat().filter(isThere));
  return made;
}

// What is said beside something, or of less weight.
export const quiet = (...texts) => element("span", { className: "quiet-text" }, ...texts);

// Names and values; a pair without a value is left out.
export function pairs(listed, properties = {}) {
  const there = listed.filter(([, value]) => isThere(value));
  return element(
    "dl",
    properties,
    there.flatMap(([name, ...values]) => [element("dt", {}, name), element("dd", {}, ...values)]),
  );
}

export function button(label, key, properties = {}) {
  return element("button", { type: "button", ...properties }, label, key && [" ", element("kbd", {}, key)]);
}

// What can be copied: the text itself is the button.
export function copyable(text, what) {
  const made = element(
    "button",
    { type: "button", className: "copy", title: `Copy the ${what}`, "aria-label": `Copy the ${what} ${text}` },
    text,
  );
  made.addEventListener("click", async () => {
    // Without TLS, but on the machine itself, browsers give no clipboard: then it is selected to be copied by hand.
    if (!navigator.clipboard) return getSelection().selectAllChildren(made);
    await navigator.clipboard.writeText(text);
    made.classList.add("copied");
    return setTimeout(() => made.classList.remove("copied"), 1200);
  });
  return made;
}
