// The playground's own API; a refusal becomes an Error with the server's sentence.

export class Refused extends Error {}

async function answer(response) {
  const told = await response.json();
  if (!response.ok) throw new Refused(told.hint ? `${told.error}\n${told.hint}` : told.error);
  return told;
}

async function exchange(address, options) {
  let response;
  try {
    response = await fetch(address, options);
  } catch {
    throw new Refused("the playground does not answer; is it still running in its terminal?");
  }
  return answer(response);
}

export const ask = (address, question = {}) => exchange(`${address}?${new URLSearchParams(question)}`);

export const tell = (address, content) =>
  exchange(address, {
    method: "POST",
    headers: { "Content-Type": "application/json" },
    body: JSON.stringify(content),
  });
