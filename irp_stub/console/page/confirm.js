// A question before anything is changed: what will happen, and yes or no.

import { byId, element } from "./elements.js";

export const effects = (sentences) => element("ul", { className: "effects" }, sentences.map((sentence) => element("li", {}, sentence)));

// `tell` gives the body, or throws with the reason why it cannot be done. True where it was confirmed.
export async function confirm({ title, yes, danger = false, tell }) {
  const dialog = byId("confirm");
  byId("confirm-title").textContent = title;
  byId("confirm-yes").replaceChildren(yes, " ", element("kbd", {}, "Enter"));
  byId("confirm-yes").classList.toggle("danger", danger);
  byId("confirm-yes").disabled = true;
  byId("confirm-body").replaceChildren(element("p", { className: "quiet-text" }, "Looking at what would happen …"));
  dialog.returnValue = "no";
  dialog.showModal();
  const closed = new Promise((resolve) => dialog.addEventListener("close", () => resolve(dialog.returnValue === "yes"), { once: true }));
  try {
    byId("confirm-body").replaceChildren(...[await tell()].flat());
    byId("confirm-yes").disabled = false;
    byId("confirm-yes").focus();
  } catch (error) {
    byId("confirm-body").replaceChildren(element("p", { className: "refused", role: "alert" }, error.message));
    byId("confirm-no").focus();
  }
  return closed;
}
