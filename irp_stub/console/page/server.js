// The platform's API. A refusal becomes an Error with the platform's sentence; its session is told apart from its absence.

export class Refused extends Error {
  constructor(message, status) {
    super(message);
    this.status = status;
  }
}

export class Away extends Error {}

export class Ended extends Error {}

// "ended": the session is over. "away" and "back": whether the platform answers.
export const wire = new EventTarget();

let token = "";
let isAway = false;

export function trust(csrfToken) {
  token = csrfToken ?? "";
}

function tell(name) {
  wire.dispatchEvent(new Event(name));
}

async function exchange(method, path, body) {
  const headers = body === undefined ? {} : { "Content-Type": "application/json" };
  if (method !== "GET" && token) headers["X-CSRF-Token"] = token;
  let response;
  try {
    response = await fetch(path, {
      method,
      headers,
      body: body === undefined ? undefined : JSON.stringify(body),
      credentials: "same-origin",
      cache: "no-store",
      redirect: "error",
    });
  } catch {
    isAway = true;
    tell("away");
    throw new Away("The platform does not answer.");
  }
  if (isAway) {
    isAway = false;
    tell("back");
  }
  return response;
}

async function answerOf(response) {
  const answer = await response.json().catch(() => ({}));
  if (!response.ok) throw new Refused(answer.detail ?? `The platform refused (${response.status}).`, response.status);
  return answer;
}

// Begins or asks for a session; without one that is an answer, not the end of one.
export async function session(method, body) {
  return answerOf(await exchange(method, "/api/v1/session", body));
}

export async function call(method, path, body) {
  const response = await exchange(method, `/api/v1/${path}`, body);
  if (response.status === 401) {
    tell("ended");
    throw new Ended("The session has ended.");
  }
  return answerOf(response);
}

export const get = (path, question = {}) => {
  const asked = new URLSearchParams(
    Object.entries(question).filter(([, value]) => value !== "" && value !== undefined && value !== null),
  );
  return call("GET", asked.size ? `${path}?${asked}` : path);
};

export const post = (path, body = {}) => call("POST", path, body);

// Part of an address: an id may hold anything.
export const id = encodeURIComponent;
