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
  merges = [];

  // `findCustomer()` lets the steward look for one; `onChanged(customerId)` follows every write.
  constructor({ queue, view, person, findCustomer, onNext }) {
    Object.assign(this, { queue, view, person, findCustomer, onNext });
  }

  async decide(verb) {
    const { review, candidate, detail } = this.view;
    if (!review || review.decision || document.getElementById(`verb-${verb}`)?.disabled !== false) return;
    const customer = candidate ?? (verb === "link" ? await this.findCustomer("Link the lead to which customer?") : null);
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
    const undo = told.merge_id ? () => this.undo(told.merge_id) : null;
    if (told.merge_id) this.merges.push(told.merge_id);
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
      notice(`Somebody else decided this review meanwhile: ${now.decided_by} ${done(now.decision)} it. Your decision was not taken.`, { bad: true });
      return;
    }
    this.queue.putBack(taken);
    await this.view.open(review.review_id).catch(() => {});
    notice(`Not decided: ${error.message}`, { bad: true });
  }

  // The merge that was made last here, else the latest in force of the customer that is looked at.
  async undo(mergeId = this.merges.at(-1) ?? this.person.latestMerge?.merge_id) {
    if (!mergeId) return notice("There is no merge to undo: none was made here, and this customer has none in force.");
    const tell = async () => effects(["Both records are two customers again.", "Every account, e-mail and ruling is as it was before; what was learnt since stays with the one that stayed."]);
    if (!(await confirm({ title: "Undo this merge?", yes: "Undo the merge", tell }))) return undefined;
    try {
      const told = await post(`merges/${id(mergeId)}/undo`);
      this.merges = this.merges.filter((each) => each !== mergeId);
      notice(`${told.merged_id} and ${told.customer_id} are two customers again.`);
    } catch (error) {
      notice(`Not undone: ${error.message}`, { bad: true });
    }
    return this.person.renew();
  }

  async mergeWith(customer) {
    const other = await this.findCustomer(`Which record is part of ${customer.name}?`);
    if (!other) return;
    const tell = async () => {
      const graph = await get(`customers/${id(other.customer_id)}/graph`);
      const parts = `${graph.identities.length} accounts, ${graph.emails.length} e-mails`;
      return [...await comparison(customer.customer_id, other.customer_id), effects([
        `${other.customer_id} (${other.name}) becomes part of ${customer.customer_id}: ${parts}.`, "The id that goes stays known as an alias.", "It can be undone exactly.",
      ])];
    };
    if (!(await confirm({ title: `Merge ${other.name} into ${customer.name}?`, yes: "Merge", tell }))) return;
    const made = await post(`customers/${id(customer.customer_id)}/merge`, { customer_id: other.customer_id });
    this.merges.push(made.merge_id);
    notice(`${made.merged_id} is part of ${made.customer_id} now.`, { undo: () => this.undo(made.merge_id) });
    await this.person.renew();
  }
}
