// Two records are one customer, or are not after all: outside of reviews, and undoing what was merged anywhere.

import { confirm, effects } from "./confirm.js";
import { comparison } from "./explanation.js";
import { notice } from "./notices.js";
import { get, id, post } from "./server.js";
import { plural } from "./words.js";

export class Merging {
  merges = [];

  // `findCustomer(title)` lets the steward look for one.
  constructor({ person, findCustomer }) {
    Object.assign(this, { person, findCustomer });
  }

  // Remembers a merge; gives what undoes it.
  made(mergeId) {
    this.merges.push(mergeId);
    return () => this.undo(mergeId);
  }

  // The merge that was made last here, else the latest in force of the customer that is looked at.
  async undo(mergeId = this.merges.at(-1) ?? this.person.latestMerge?.merge_id) {
    if (!mergeId) return notice("There is no merge to undo: none was made here, and this customer has none in force.");
    const tell = async () =>
      effects([
        "Both records are two customers again.",
        "Every account, e-mail and ruling is as it was before; what was learnt since stays with the one that stayed.",
      ]);
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
      const parts = `${plural(graph.identities.length, "account")}, ${plural(graph.emails.length, "e-mail")}`;
      return [
        ...(await comparison(customer.customer_id, other.customer_id)),
        effects([
          `${other.customer_id} (${other.name}) becomes part of ${customer.customer_id}: ${parts}.`,
          "The id that goes stays known as an alias.",
          "It can be undone exactly.",
        ]),
      ];
    };
    if (!(await confirm({ title: `Merge ${other.name} into ${customer.name}?`, yes: "Merge", tell }))) return;
    const made = await post(`customers/${id(customer.customer_id)}/merge`, { customer_id: other.customer_id });
    notice(`${made.merged_id} is part of ${made.customer_id} now.`, { undo: this.made(made.merge_id) });
    await this.person.renew();
  }
}
