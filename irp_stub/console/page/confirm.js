// A question before anything is changed: what will happen, and yes or no.

import { byId, element, quiet } from "./elements.js";

export const effects = (sentences) =>
  element("ul", { className: "effects" }, ...sentences.map((sentence) => element("li", {}, sentence)));

const dialog = byId("confirm");
let settle = () => {};

// Closing is told later: by then the next question may be open, which this is no answer to.
dialog.addEventListener("close", () => dialog.open || settle(dialog.returnValue === "yes"));

// `tell` gives the body, or throws with the reason why it cannot be done. True where it was confirmed.
export async function confirm({ title, yes, danger = false, tell }) {
  settle(false);
  const answered = new Promise((resolve) => {
    settle = resolve;
  });
  byId("confirm-title").textContent = title;
  byId("confirm-yes").replaceChildren(yes, " ", element("kbd", {}, "Enter"));
  byId("confirm-yes").classList.toggle("danger", danger);
  byId("confirm-yes").disabled = true;
  byId("confirm-body").replaceChildren(quiet("Looking at what would happen …"));
  dialog.returnValue = "no";
  dialog.showModal();
  await show(tell, settle);
  return answered;
}

async function show(tell, asked) {
  let body;
  try {
    body = [await tell()].flat();
  } catch (error) {
    body = [element("p", { className: "refused", role: "alert" }, error.message)];
  }
  // Meanwhile it may have been answered, and another one asked.
  if (asked !== settle || !dialog.open) return;
  byId("confirm-body").replaceChildren(...body);
  byId("confirm-yes").disabled = body.some((one) => one.className === "refused");
  byId(byId("confirm-yes").disabled ? "confirm-no" : "confirm-yes").focus();
}
