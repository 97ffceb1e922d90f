// The queue: open reviews, the oldest first, by pages.

import { age } from "./ages.js";
import { byId, element } from "./elements.js";
import { Filters } from "./filters.js";
import { get } from "./server.js";
import { Waiting } from "./waiting.js";
import { accountName, kindName, plural, tone } from "./words.js";

const PAGE = 50;

export class Queue {
  waiting = new Waiting();
  asked = 0;
  open = 0;

  // `onChoose(review)` where another review is chosen, or none; `guarded` turns errors into what the page says.
  constructor({ onChoose, guarded }) {
    this.onChoose = onChoose;
    this.guarded = guarded;
    this.filters = new Filters(guarded(() => this.load()));
    byId("more").addEventListener(
      "click",
      guarded(() => this.loadMore()),
    );
    byId("refresh").addEventListener(
      "click",
      guarded(() => this.load()),
    );
  }

  // Anew, staying with the review that was chosen if it is there still.
  async load(wanted = this.waiting.chosen?.review_id) {
    const asked = (this.asked += 1);
    byId("queue").setAttribute("aria-busy", "true");
    try {
      const [page] = await Promise.all([get("reviews", { ...this.filters.question(), limit: PAGE }), this.count()]);
      if (asked !== this.asked) return;
      this.waiting.clear();
      this.waiting.add(page);
      byId("refresh").classList.remove("news");
      this.draw();
      if (!this.waiting.choose(wanted)) this.waiting.move(1);
      this.mark();
      this.onChoose(this.waiting.chosen);
    } finally {
      byId("queue").removeAttribute("aria-busy");
    }
  }

  async loadMore() {
    if (!this.waiting.next) return;
    this.waiting.add(await get("reviews", { ...this.filters.question(), limit: PAGE, after: this.waiting.next }));
    this.draw();
    this.mark();
  }

  // What came or went elsewhere is told; the list stays as it is under the steward's eyes.
  async watch() {
    const before = this.open;
    await this.count();
    byId("refresh").classList.toggle("news", byId("refresh").classList.contains("news") || this.open !== before);
  }

  async count() {
    const summary = await get("reviews/summary");
    this.open = summary.open;
    this.filters.show(summary);
    const more = summary.whole ? "" : " or more";
    byId("waiting").textContent = summary.open
      ? `${summary.open.toLocaleString("en")}${more} open, the oldest for ${age(summary.oldest)}`
      : "nothing waits";
  }

  async move(by) {
    const { waiting } = this;
    if (by > 0 && waiting.at === waiting.reviews.length - 1) await this.loadMore();
    const before = waiting.chosen;
    if (waiting.move(by) !== before) this.onChoose(waiting.chosen);
    this.mark(true);
  }

  take(reviewId) {
    const taken = this.waiting.remove(reviewId);
    this.draw();
    this.mark();
    return taken;
  }

  putBack(taken) {
    if (!taken) return;
    this.waiting.restore(taken);
    this.waiting.choose(taken.review.review_id);
    this.draw();
    this.mark();
  }

  focus() {
    (byId("reviews").querySelector("[aria-current]") ?? byId("kinds").firstElementChild)?.focus();
  }

  draw() {
    const { reviews, next } = this.waiting;
    byId("reviews").replaceChildren(...reviews.map((review) => this.row(review)));
    byId("more").hidden = !next;
    byId("queue-empty").hidden = reviews.length > 0;
    byId("queue-empty").replaceChildren(...this.emptiness());
  }

  emptiness() {
    if (this.filters.isOff)
      return [element("strong", {}, "Nothing waits."), element("span", {}, "New questions come in with messages.")];
    const all = element("button", { type: "button", onclick: () => this.filters.clear() }, "Show all");
    return [element("strong", {}, "Nothing of this kind."), all];
  }

  row(review) {
    const who =
      review.kind === "new_lead"
        ? "no candidate"
        : `${review.name ?? review.candidates[0]?.customer_id ?? "somebody"}?`;
    const label = element("span", { className: `kind ${tone(review.kind)}` }, kindName(review.kind));
    const choose = () => {
      this.waiting.choose(review.review_id);
      this.mark();
      this.onChoose(review, true);
    };
    return element(
      "li",
      {},
      element(
        "button",
        { type: "button", className: "row", onclick: choose, id: `row-${review.review_id}` },
        element(
          "span",
          { className: "top" },
          label,
          element("span", { className: "age", title: review.created_at }, age(review.created_at)),
        ),
        element("bdi", { className: "sender" }, accountName(review)),
        element(
          "span",
          { className: "about" },
          element("span", {}, `${review.channel} · `),
          element("bdi", {}, who),
          review.conversations?.length > 1 &&
            element("span", {}, ` · ${plural(review.conversations.length, "conversation")}`),
        ),
      ),
    );
  }

  mark(focuses = false) {
    const chosen = this.waiting.chosen?.review_id;
    for (const row of byId("reviews").querySelectorAll("button")) {
      const isChosen = row.id === `row-${chosen}`;
      if (isChosen) row.setAttribute("aria-current", "true");
      else row.removeAttribute("aria-current");
      if (isChosen) row.scrollIntoView({ block: "nearest" });
      if (isChosen && focuses) row.focus({ preventScroll: true });
    }
  }
}
