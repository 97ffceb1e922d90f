// A customer: the identity graph, how it came together, its history.

import { day } from "./ages.js";
import { button, byId, copyable, element, quiet } from "./elements.js";
import { drawGraph } from "./graph.js";
import { historyList } from "./history.js";
import { get, id, Refused } from "./server.js";

export class PersonView {
  customerId = null;
  graph = null;
  asked = 0;

  constructor({ onLink, onMerge, onUndo, guarded }) {
    Object.assign(this, { onLink, onMerge, onUndo });
    this.place = byId("person");
    new ResizeObserver(() => this.redraw()).observe(this.place);
    this.renewGuarded = guarded(() => this.renew());
  }

  get latestMerge() {
    return (
      this.graph?.merges.findLast((each) => !each.undone_at && each.into === this.graph.customer.customer_id) ?? null
    );
  }

  empty() {
    this.asked += 1;
    this.customerId = this.graph = null;
    this.place.removeAttribute("aria-busy");
    this.place.replaceChildren(
      element("p", { className: "empty" }, "No customer is suggested. Search with / to look for one."),
    );
  }

  async open(customerId) {
    if (!customerId) return this.empty();
    const asked = (this.asked += 1);
    this.customerId = customerId;
    this.place.setAttribute("aria-busy", "true");
    try {
      const [graph, { events }] = await Promise.all([
        get(`customers/${id(customerId)}/graph`),
        get(`customers/${id(customerId)}/history`),
      ]);
      if (asked === this.asked) this.draw(graph, events);
    } catch (error) {
      if (!(error instanceof Refused)) throw error;
      if (asked === this.asked) this.gone(error);
    } finally {
      if (asked === this.asked) this.place.removeAttribute("aria-busy");
    }
    return undefined;
  }

  async renew() {
    if (this.customerId) await this.open(this.customerId);
  }

  gone(error) {
    this.graph = null;
    this.place.replaceChildren(element("p", { className: "empty" }, error.message));
  }

  draw(graph, events) {
    this.graph = graph;
    const { customer } = graph;
    const act = (label, work) => element("button", { type: "button", onclick: work }, label);
    this.place.replaceChildren(
      ...[
        element(
          "header",
          {},
          element("h2", {}, element("bdi", {}, customer.name)),
          element(
            "p",
            { className: "top" },
            copyable(customer.customer_id, "customer id"),
            customer.tier && element("span", { className: "tier" }, customer.tier),
          ),
          element(
            "div",
            { className: "buttons" },
            act("Link or rule out …", () => this.onLink(customer)),
            act("Merge with …", () => this.onMerge(customer)),
          ),
        ),
        element("section", { id: "graph", "aria-label": "Identity graph" }),
        this.merges(graph),
        element("section", {}, element("h3", {}, "History"), historyList(events)),
      ].filter(Boolean),
    );
    this.redraw();
  }

  redraw() {
    const place = byId("graph");
    if (place && this.graph && place.clientWidth) place.replaceChildren(drawGraph(this.graph, place.clientWidth));
  }

  merges({ merges }) {
    if (!merges.length) return null;
    const rows = merges.toReversed().map((merge) => this.merge(merge));
    return element("section", {}, element("h3", {}, "Merges"), element("ul", { className: "merges" }, rows));
  }

  merge(merge) {
    const when = merge.undone_at ? `undone ${day(merge.undone_at)}` : `${day(merge.merged_at)}, by ${merge.merged_by}`;
    const undo = { onclick: () => this.onUndo(merge.merge_id) };
    return element(
      "li",
      {},
      element("span", {}, `${merge.merged} into ${merge.into}`),
      quiet(when),
      !merge.undone_at && button("Undo", merge === this.latestMerge && "u", undo),
    );
  }
}
