// The message that is being written.

import { byId, element } from "./elements.js";

const FIELDS = ["sender", "handle", "name", "text", "attributes", "minutes"];
const CHECKS = ["attachment", "authenticated"];

// As a scenario says it; what is empty is left out.
export function written() {
  const message = { sender: byId("sender").value || null, minutes_later: Number(byId("minutes").value) || 0 };
  if (byId("name").value) message.name = byId("name").value;
  if (byId("handle").value && !byId("handle").disabled) message.handle = byId("handle").value;
  if (byId("attachment").checked) message.attachment = true;
  else message.text = byId("text").value;
  if (byId("authenticated").checked) message.authenticated = true;
  const attributes = pairs(byId("attributes").value);
  if (Object.keys(attributes).length) message.attributes = attributes;
  return message;
}

export function variables() {
  const given = [...byId("inputs").querySelectorAll("input")].filter((input) => input.value);
  return Object.fromEntries(given.map((input) => [input.name, input.value]));
}

// What a flow takes: not every channel brings a handle, a workflow has inputs.
export function suit(flow) {
  const handle = byId("handle");
  handle.disabled = !flow.takes_handle;
  handle.title = flow.takes_handle ? "" : "This flow takes no handle.";
  handle.placeholder = flow.takes_handle ? "@john_doe" : "none on this channel";
  const inputs = flow.inputs.map((name) => element("label", { className: "field" }, name, element("input", { name })));
  byId("inputs").replaceChildren(byId("inputs").querySelector("legend"), ...inputs);
  byId("inputs").hidden = inputs.length === 0;
}

export function fields() {
  const texts = FIELDS.map((id) => [id, byId(id).value]);
  return Object.fromEntries([...texts, ...CHECKS.map((id) => [id, byId(id).checked ? "1" : ""])]);
}

export function fill(values) {
  for (const id of FIELDS) if (values.has(id)) byId(id).value = values.get(id);
  for (const id of CHECKS) byId(id).checked = values.get(id) === "1";
  if (values.has("attributes") || values.has("minutes")) byId("more").open = true;
  followAttachment();
}

export function followAttachment() {
  byId("text").disabled = byId("attachment").checked;
}

function pairs(text) {
  const lines = text.split("\n").filter((line) => line.trim());
  return Object.fromEntries(lines.map((line) => {
    const [name, ...rest] = line.split("=");
    return [name.trim(), rest.join("=").trim()];
  }));
}
