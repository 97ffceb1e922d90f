// A steward gives an account to a customer, or rules it out, outside of any review.

import { byId, element } from "./elements.js";
import { notice } from "./notices.js";
import { post } from "./server.js";

const CHANNELS = ["facebook", "instagram", "linkedin", "open", "twitter", "whatsapp"];

const OUTCOMES = {
  linked: (channel, customer) => `The account on ${channel} belongs to ${customer} now.`,
  existing: () => "It was linked before.",
  ruled_out: (channel, customer) => `The account on ${channel} is never ${customer}'s.`,
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
    const asked = { channel: value("channel"), user_id: value("user"), handle: value("handle"), relation: value("relation"), customer_id: this.customer.customer_id };
    try {
      const told = await post("identities", asked);
      this.dialog.close();
      notice(OUTCOMES[told.outcome]?.(asked.channel, told.customer_id) ?? told.outcome);
      await this.onLinked();
    } catch (error) {
      byId("linker-problem").textContent = error.message;
      byId("linker-problem").hidden = false;
    }
  }
}
