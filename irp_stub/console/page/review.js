// One review: the question, the handle as it is spelt, the candidates, what can be decided, and why it is asked.

import { age, moment } from "./ages.js";
import { button, byId, copyable, element } from "./elements.js";
import { bar, comparison, explanation } from "./explanation.js";
import { get, id } from "./server.js";
import { oddities, spelt } from "./spelling.js";
import { accountName, done, kindName, question, tone, visible } from "./words.js";

// None is made to look like the right one.
const VERBS = [["link", "Link", "l", ""], ["reject", "Reject", "r", ""], ["merge", "Merge", "m", ""], ["block", "Block", "b", "danger"]];

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
    this.place.replaceChildren(...[
      this.head(review), this.handles(), this.lead(), this.candidates(), review.decision ? this.decided(review) : this.verbs(review), this.reasons(review),
    ].filter(Boolean));
    this.place.scrollTop = 0;
  }

  head(review) {
    const title = question(review.kind, this.candidate?.name ?? review.name);
    const move = (label, key, by) => button(label, key, { className: "quiet", onclick: () => this.onMove(by) });
    return element("header", {},
      element("div", { className: "line" },
        button("‹ Queue", null, { className: "quiet narrow-only", onclick: this.onBack }),
        element("p", { className: "top" }, element("span", { className: `kind ${tone(review.kind)}` }, kindName(review.kind)), ` · ${review.channel} · asked ${age(review.created_at)} ago`),
        element("span", { className: "moves", role: "group", "aria-label": "Reviews" }, move("Previous", "k", -1), move("Next", "j", 1))),
      element("h2", { id: "review-title" }, element("bdi", {}, title)),
      this.conversations(review),
    );
  }

  conversations(review) {
    const ids = review.conversations ?? [];
    if (!ids.length) return null;
    return element("p", { className: "conversations" }, element("span", { className: "quiet-text" }, ids.length > 1 ? "Conversations " : "Conversation "), ids.map((each) => copyable(each, "conversation id")));
  }

  handles() {
    const { review, spelling = [], account_of: owner } = this.detail;
    const letters = this.candidate?.spelling?.length ? this.candidate.spelling : spelling;
    const known = this.candidate?.handle;
    const rows = [element("dt", {}, "Sender"), element("dd", {}, letters.length ? [spelt(letters), element("bdi", { className: "unseen" }, accountName(review))] : element("span", { className: "quiet-text" }, "no handle"))];
    if (known) rows.push(element("dt", {}, "Customer"), element("dd", {}, element("bdi", { className: "spelt" }, known), element("span", { className: "quiet-text" }, ` on ${this.candidate.channel}`)));
    if (review.user_id) rows.push(element("dt", {}, "User id"), element("dd", {}, copyable(review.user_id, "user id"), owner && [element("span", { className: "quiet-text" }, " is an account of "), element("button", { type: "button", className: "link", onclick: () => this.onCandidate(owner) }, owner)]));
    return element("section", { className: "handles", "aria-label": "Handle" }, element("dl", {}, rows), oddities(letters));
  }

  lead() {
    const { lead } = this.detail;
    if (!lead) return null;
    const pairs = [["Calls themselves", lead.display_name], ["E-mail, proven", lead.email], ["E-mail, only claimed", lead.claimed_email], ["Status", lead.status], ["Lead", lead.lead_id]];
    return element("section", { className: "lead" }, element("h3", {}, "What is known"), element("dl", { className: "facts" },
      pairs.filter(([, value]) => value).flatMap(([name, value]) => [element("dt", {}, name), element("dd", {}, element("bdi", {}, visible(value)))])));
  }

  candidates() {
    const { candidates } = this.detail;
    if (!candidates.length) return null;
    const rows = candidates.map((one, index) => element("label", { className: "candidate" },
      element("input", { type: "radio", name: "candidate", value: String(index), checked: index === this.chosen, onchange: () => this.choose(index) }),
      element("span", { className: "who" }, element("bdi", { className: "name" }, one.name), element("span", { className: "quiet-text" }, `${one.customer_id}${one.tier ? ` · ${one.tier}` : ""}`)),
      one.confidence > 0 && bar(one.confidence),
    ));
    return element("fieldset", { className: "candidates" }, element("legend", {}, candidates.length > 1 ? "Candidates" : "Candidate"), rows);
  }

  verbs() {
    const isLead = Boolean(this.detail.lead);
    const labels = isLead ? { link: "Link to …", reject: "Keep as a lead" } : {};
    const cannot = { merge: !this.candidate?.merge_with, block: !this.review.user_id };
    return element("div", { className: "verbs", role: "group", "aria-label": "Decide" }, VERBS.filter(([verb]) => !(isLead && verb === "merge")).map(([verb, label, key, className]) =>
      button(labels[verb] ?? label, key, { className, id: `verb-${verb}`, disabled: Boolean(cannot[verb]), onclick: () => this.onVerb(verb), title: cannot[verb] ? WHY_NOT[verb] : "" })));
  }

  decided(review) {
    return element("p", { className: "decided", role: "status" }, `This review was ${done(review.decision)} by ${review.decided_by}, ${moment(review.decided_at)}.`);
  }

  reasons(review) {
    const body = element("div", {}, element("p", { className: "quiet-text" }, "…"));
    const fill = async () => {
      if (review.decision_id) body.replaceChildren(...await explanation(review.decision_id).catch((error) => [element("p", { className: "quiet-text" }, error.message)]));
      else body.replaceChildren(element("p", { className: "quiet-text" }, "Nobody was known by what the message said, so a lead was made."));
      const other = this.candidate?.merge_with;
      if (other) body.append(element("h3", {}, `${this.candidate.merge_with_name ?? other} and ${this.candidate.name}`), ...await comparison(this.candidate.customer_id, other));
    };
    this.guarded(fill)();
    return element("section", { className: "why" }, element("h3", {}, "Why it is asked"), body);
  }
}

const WHY_NOT = { merge: "there is no second record to merge", block: "only an account with a user id can be blocked" };
