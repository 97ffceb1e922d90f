// Who wrote: the handle as it is spelt, beside the customer's; the account; and, of a new lead, what they said.

import { copyable, element, pairs, quiet } from "./elements.js";
import { oddities, spelt } from "./spelling.js";
import { accountName, visible } from "./words.js";

// `onOwner(customerId)` where the steward wants to see whose account it is.
export function senderOf({ review, spelling = [], account_of: owner }, candidate, onOwner) {
  const letters = candidate?.spelling?.length ? candidate.spelling : spelling;
  const handle = [spelt(letters), element("bdi", { className: "unseen" }, accountName(review))];
  const known = candidate?.handle && element("bdi", { className: "spelt" }, candidate.handle);
  const list = pairs([
    ["Sender", letters.length ? handle : quiet("no handle")],
    ["Customer", known, quiet(` on ${candidate?.channel}`)],
    ["User id", review.user_id && copyable(review.user_id, "user id"), owner && ownerOf(owner, onOwner)],
  ]);
  return element("section", { className: "handles", "aria-label": "Handle" }, list, oddities(letters));
}

function ownerOf(owner, onOwner) {
  return [
    quiet(" is an account of "),
    element("button", { type: "button", className: "link", onclick: () => onOwner(owner) }, owner),
  ];
}

export function leadOf(lead) {
  if (!lead) return null;
  const said = (text) => text && element("bdi", {}, visible(text));
  const list = pairs(
    [
      ["Calls themselves", said(lead.display_name)],
      ["E-mail, proven", said(lead.email)],
      ["E-mail, only claimed", said(lead.claimed_email)],
      ["Status", said(lead.status)],
      ["Lead", lead.lead_id],
    ],
    { className: "facts" },
  );
  return element("section", { className: "lead" }, element("h3", {}, "What is known"), list);
}
