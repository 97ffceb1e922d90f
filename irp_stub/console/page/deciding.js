// A steward decides: what would happen is shown first; a decision that is refused says why and comes back.

import { confirm, effects } from "./confirm.js";
import { comparison } from "./explanation.js";
import { hideNotice, notice } from "./notices.js";
import { Away, get, id, post, Refused } from "./server.js";
import { accountName, done } from "./words.js";

const TITLES = {
  link: (who, name) => `Link ${who} to ${name}?`,
  reject: (who, names) => (names ? `${who} is not ${names}?` : `Keep ${who} as a lead?`),
  merge: (who, name, other) => `Merge ${other} into ${name}?`,
  block: (who) => `Block ${who} as a bot?`,
};
const YES = { link: "Link", reject: "Reject", merge: "Merge", block: "Block" };

const DONE = {
  link: (who, customer) => `${who} is linked to ${customer}.`,
  reject: (who, _, lead) => (lead ? `${who} stays a lead.` : `${who} is rejected.`),
  merge: (who, customer) => `${who}: both records are ${customer} now.`,
  block: (who) => `${who} is blocked.`,
};

export class Deciding {
  // `findCustomer(title)` lets the steward look for one; `onNext()` shows the review that follows.
  constructor({ queue, view, person, merging, findCustomer, onNext }) {
    Object.assign(this, { queue, view, person, merging, findCustomer, onNext });
  }

  async decide(verb) {
    const { review, candidate, detail } = this.view;
    if (!review || review.decision || document.getElementById(`verb-${verb}`)?.disabled !== false) return;
    const customer =
      candidate ?? (verb === "link" ? await this.findCustomer("Link the lead to which customer?") : null);
    if (verb === "link" && !customer) return;
    const asked = { decision: verb };
    // Rejected is every candidate: whoever it is not, the review is answered.
    if (customer && verb !== "reject") asked.customer_id = customer.customer_id;
    const tell = async () => {
      const told = await get(`reviews/${id(review.review_id)}/effects`, asked);
      const compared = verb === "merge" ? await comparison(candidate.customer_id, candidate.merge_with) : [];
      return [...compared, effects(told.effects)];
    };
    const names = verb === "reject" ? detail.candidates.map((each) => each.name).join(" or ") : customer?.name;
    const title = TITLES[verb](accountName(review), names, candidate?.merge_with_name);
    const yes = detail.lead && verb === "reject" ? "Keep as a lead" : YES[verb];
    if (!(await confirm({ title, yes, danger: verb === "block", tell }))) return;
    await this.send(review, asked);
  }

  // The next review is shown at once; what was decided comes back if it was refused.
  async send(review, asked) {
    const taken = this.queue.take(review.review_id);
    this.onNext();
    hideNotice();
    try {
      const told = await post(`reviews/${id(review.review_id)}/decision`, asked);
      this.tellDone(review, asked.decision, told);
    } catch (error) {
      await this.tellRefused(error, taken, review);
    }
    await this.queue.count();
  }

  tellDone(review, verb, told) {
    const undo = told.merge_id ? this.merging.made(told.merge_id) : null;
    notice(DONE[verb](accountName(review), told.customer_id, review.lead_id), { undo });
    this.person.renew();
  }

  async tellRefused(error, taken, review) {
    if (error instanceof Away) {
      this.queue.putBack(taken);
      notice("The platform did not answer. Whether this was decided shows when it is back.", { bad: true });
      return;
    }
    const isConflict = error instanceof Refused && error.status === 409;
    const now = isConflict ? (await get(`reviews/${id(review.review_id)}`)).review : null;
    if (now?.decision) {
      notice(
        `Somebody else decided this review meanwhile: ${now.decided_by} ${done(now.decision)} it. Your decision was not taken.`,
        { bad: true },
      );
      return;
    }
    this.queue.putBack(taken);
    await this.view.open(review.review_id).catch(() => {});
    notice(`Not decided: ${error.message}`, { bad: true });
  }
}
