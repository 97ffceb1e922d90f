// A steward gives an account to a customer, or rules it out, outside of any review.

import { confirm, effects } from "./confirm.js";
import { byId, element } from "./elements.js";
import { notice } from "./notices.js";
import { post } from "./server.js";

const CHANNELS = ["facebook", "instagram", "linkedin", "open", "twitter", "whatsapp"];

const OUTCOMES = {
  linked: (channel, customer) => `The account on ${channel} belongs to ${customer} now.`,
  existing: () => "It was linked before.",
  ruled_out: (channel, customer) => `The account on ${channel} is never ${customer}'s.`,
};

const EFFECTS = {
  must_link: (account, name) => [
    `Link ${account} to ${name}?`,
    "It belongs to this customer from now on, whatever the rules say.",
    "If it is another customer's, that is refused: merge the two instead.",
  ],
  cannot_link: (account, name) => [
    `${account} is not ${name}?`,
    "It is never linked to this customer, whatever the rules say.",
    "If it is this customer's now, it belongs to nobody then.",
  ],
};

export class Linking {
  customer = null;

  constructor({ onLinked }) {
    this.onLinked = onLinked;
    this.dialog = byId("linker");
    byId("channels").append(...CHANNELS.map((value) => element("option", { value })));
    byId("linker-no").addEventListener("click", () => this.dialog.close());
    byId("linker-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.send();
    });
  }

  open(customer) {
    this.customer = customer;
    byId("linker-title").textContent = `An account, and ${customer.name}`;
    byId("linker-form").reset();
    byId("linker-problem").hidden = true;
    this.dialog.showModal();
    byId("linker-channel").focus();
  }

  async send() {
    const value = (name) => byId(`linker-${name}`).value.trim() || null;
    const asked = {
      channel: value("channel"),
      user_id: value("user"),
      handle: value("handle"),
      relation: value("relation"),
      customer_id: this.customer.customer_id,
    };
    this.dialog.close();
    const [title, ...told] = EFFECTS[asked.relation](
      `${asked.user_id ?? asked.handle ?? "nobody"} on ${asked.channel}`,
      this.customer.name,
    );
    if (!(await confirm({ title, yes: "Confirm", tell: () => effects(told) }))) return;
    try {
      const { outcome, customer_id: customer } = await post("identities", asked);
      notice(OUTCOMES[outcome]?.(asked.channel, customer) ?? outcome);
      await this.onLinked();
    } catch (error) {
      this.dialog.showModal();
      byId("linker-problem").textContent = error.message;
      byId("linker-problem").hidden = false;
    }
  }
}
