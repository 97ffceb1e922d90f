// The address of the page says what is on it, so that it can be sent to somebody.
// A message: ?flow=twitter&sender=1&handle=@ann&text=hello&scene=gold&answer=Check Bot:timeout&run=1

const USUAL = { sender: "123456789", text: "hello", minutes: "1" };

export function read() {
  const given = new URLSearchParams(location.search);
  return {
    flow: given.get("flow"),
    depth: given.get("depth"),
    fields: given,
    scene: given.get("scene") ?? "nobody",
    answers: given.getAll("answer").map((text) => {
      const colon = text.indexOf(":");
      return [text.slice(0, colon), text.slice(colon + 1)];
    }),
    before: earlier(given.get("before")),
    runs: given.get("run") === "1",
  };
}

export function write({ flow, depth, fields, scene, answers, before }) {
  const given = new URLSearchParams({ flow });
  if (depth !== "folded") given.set("depth", depth);
  for (const [name, value] of Object.entries(fields)) if (value !== (USUAL[name] ?? "")) given.set(name, value);
  if (scene !== "nobody") given.set("scene", scene);
  for (const [name, choice] of answers) given.append("answer", `${name}:${choice}`);
  if (before.length) given.set("before", JSON.stringify(before));
  given.set("run", "1");
  history.replaceState(null, "", `?${given}`);
}

function earlier(text) {
  try {
    const turns = JSON.parse(text ?? "[]");
    return Array.isArray(turns) ? turns : [];
  } catch {
    return [];
  }
}
