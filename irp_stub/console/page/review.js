// One review: the question, the handle as it is spelt, the candidates, what can be decided, and why it is asked.

import { age, moment } from "./ages.js";
import { candidatesOf } from "./candidates.js";
import { button, byId, copyable, element, quiet } from "./elements.js";
import { comparison, explanation } from "./explanation.js";
import { leadOf, senderOf } from "./sender.js";
import { get, id } from "./server.js";
import { done, kindName, question, tone } from "./words.js";

// None is made to look like the right one.
const VERBS = [
  ["link", "Link", "l", ""],
  ["reject", "Reject", "r", ""],
  ["merge", "Merge", "m", ""],
  ["block", "Block", "b", "danger"],
];

export class ReviewView {
  detail = null;
  chosen = 0;
  asked = 0;

  // `onCandidate(customerId)` where another candidate is looked at; `onVerb(verb)` where one is to be decided.
  constructor({ onCandidate, onVerb, onBack, onMove, guarded }) {
    Object.assign(this, { onCandidate, onVerb, onBack, onMove, guarded });
    this.place = byId("review");
  }

  get candidate() {
    return this.detail?.candidates[this.chosen] ?? null;
  }

  get review() {
    return this.detail?.review ?? null;
  }

  empty(text = "Choose a review.") {
    this.asked += 1;
    this.detail = null;
    this.place.removeAttribute("aria-busy");
    this.place.replaceChildren(element("p", { className: "empty" }, text));
  }

  async open(reviewId) {
    const asked = (this.asked += 1);
    this.place.setAttribute("aria-busy", "true");
    try {
      const detail = await get(`reviews/${id(reviewId)}`);
      if (asked !== this.asked) return;
      this.detail = detail;
      this.chosen = 0;
      this.draw();
      this.onCandidate(this.candidate?.customer_id ?? this.detail.account_of ?? null);
    } finally {
      if (asked === this.asked) this.place.removeAttribute("aria-busy");
    }
  }

  choose(index) {
    if (!this.detail?.candidates[index] || index === this.chosen) return;
    this.chosen = index;
    this.draw();
    this.onCandidate(this.candidate.customer_id);
    this.place.querySelector(`input[value="${index}"]`)?.focus();
  }

  draw() {
    const { review } = this.detail;
    this.place.replaceChildren(
      ...[
        this.head(review),
        senderOf(this.detail, this.candidate, this.onCandidate),
        leadOf(this.detail.lead),
        candidatesOf(this.detail.candidates, this.chosen, (index) => this.choose(index)),
        review.decision ? this.decided(review) : this.verbs(review),
        this.reasons(review),
      ].filter(Boolean),
    );
    this.place.scrollTop = 0;
  }

  head(review) {
    const title = question(review.kind, this.candidate?.name ?? review.name);
    const move = (label, key, by) => button(label, key, { className: "quiet", onclick: () => this.onMove(by) });
    return element(
      "header",
      {},
      element(
        "div",
        { className: "line" },
        button("‹ Queue", null, { className: "quiet narrow-only", onclick: this.onBack }),
        element(
          "p",
          { className: "top" },
          element("span", { className: `kind ${tone(review.kind)}` }, kindName(review.kind)),
          ` · ${review.channel} · asked ${age(review.created_at)} ago`,
        ),
        element(
          "span",
          { className: "moves", role: "group", "aria-label": "Reviews" },
          move("Previous", "k", -1),
          move("Next", "j", 1),
        ),
      ),
      element("h2", { id: "review-title" }, element("bdi", {}, title)),
      this.conversations(review),
    );
  }

  conversations(review) {
    const ids = review.conversations ?? [];
    if (!ids.length) return null;
    return element(
      "p",
      { className: "conversations" },
      quiet(ids.length > 1 ? "Conversations " : "Conversation "),
      ids.map((each) => copyable(each, "conversation id")),
    );
  }

  verbs() {
    const isLead = Boolean(this.detail.lead);
    const labels = isLead ? { link: "Link to …", reject: "Keep as a lead" } : {};
    const cannot = { merge: !this.candidate?.merge_with, block: !this.review.user_id };
    return element(
      "div",
      { className: "verbs", role: "group", "aria-label": "Decide" },
      VERBS.filter(([verb]) => !(isLead && verb === "merge")).map(([verb, label, key, className]) =>
        button(labels[verb] ?? label, key, {
          className,
          id: `verb-${verb}`,
          disabled: Boolean(cannot[verb]),
          onclick: () => this.onVerb(verb),
          title: cannot[verb] ? WHY_NOT[verb] : "",
        }),
      ),
    );
  }

  decided(review) {
    return element(
      "p",
      { className: "decided", role: "status" },
      `This review was ${done(review.decision)} by ${review.decided_by}, ${moment(review.decided_at)}.`,
    );
  }

  reasons(review) {
    const body = element("div", {}, quiet("…"));
    const fill = async () => {
      body.replaceChildren(...(await whyAsked(review)), ...(await whyTwo(this.candidate)));
    };
    this.guarded(fill)();
    return element("section", { className: "why" }, element("h3", {}, "Why it is asked"), body);
  }
}

async function whyAsked(review) {
  if (!review.decision_id) return [quiet("Nobody was known by what the message said, so a lead was made.")];
  return explanation(review.decision_id).catch((error) => [quiet(error.message)]);
}

// Why the sender's record and the candidate's are, or are not, one.
async function whyTwo(candidate) {
  if (!candidate?.merge_with) return [];
  const title = element("h3", {}, `${candidate.merge_with_name} and ${candidate.name}`);
  return [title, ...(await comparison(candidate.customer_id, candidate.merge_with))];
}

const WHY_NOT = { merge: "there is no second record to merge", block: "only an account with a user id can be blocked" };
