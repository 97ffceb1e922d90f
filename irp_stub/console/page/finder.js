// Looking for a customer: by id, user id, handle, look-alike or e-mail.

import { byId, element } from "./elements.js";
import { post } from "./server.js";
import { plural, way } from "./words.js";

const PAUSE = 180;

export class Finder {
  asked = 0;
  resolve = null;

  constructor({ guarded }) {
    this.dialog = byId("finder");
    let waiting = 0;
    byId("finder-text").addEventListener("input", () => {
      clearTimeout(waiting);
      waiting = setTimeout(
        guarded(() => this.look()),
        PAUSE,
      );
    });
    this.dialog.addEventListener("keydown", (event) => this.onKey(event));
    // Closing is told later: by then the next search may be open.
    this.dialog.addEventListener("close", () => this.dialog.open || this.settle(null));
  }

  // The customer that was chosen, or null.
  find(title = "Search customers") {
    byId("finder-title").textContent = title;
    byId("finder-text").value = "";
    this.show([]);
    byId("finder-state").textContent = "";
    this.dialog.showModal();
    byId("finder-text").focus();
    return new Promise((resolve) => {
      this.resolve = resolve;
    });
  }

  settle(customer) {
    const { resolve } = this;
    this.resolve = null;
    if (this.dialog.open) this.dialog.close();
    resolve?.(customer);
  }

  async look() {
    const text = byId("finder-text").value.trim();
    const asked = (this.asked += 1);
    const { customers } = text ? await post("customers/search", { text }) : { customers: [] };
    if (asked !== this.asked) return;
    this.show(customers);
    byId("finder-state").textContent = text
      ? customers.length
        ? plural(customers.length, "customer")
        : "Nobody. Names are not searched: they are no evidence."
      : "";
  }

  show(customers) {
    byId("finder-found").replaceChildren(
      ...customers.map((one) =>
        element(
          "li",
          {},
          element(
            "button",
            { type: "button", className: "row", onclick: () => this.settle(one) },
            element(
              "span",
              { className: "top" },
              element("bdi", { className: "name" }, one.name),
              element("span", { className: "age" }, one.tier ?? ""),
            ),
            element(
              "span",
              { className: "about" },
              `${one.customer_id} · ${way(one.found_by)} `,
              element("bdi", {}, one.value ?? ""),
              one.channel ? ` on ${one.channel}` : "",
            ),
          ),
        ),
      ),
    );
  }

  onKey(event) {
    const rows = [...byId("finder-found").querySelectorAll("button")];
    const at = rows.indexOf(document.activeElement);
    if (event.key === "Enter" && event.target.id === "finder-text") {
      event.preventDefault();
      rows[0]?.click();
    }
    const by = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!by) return;
    event.preventDefault();
    (rows[at + by] ?? byId("finder-text")).focus();
  }
}
