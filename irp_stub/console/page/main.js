// The page: a queue, a review, a customer, put together.

import { Deciding } from "./deciding.js";
import { byId } from "./elements.js";
import { Finder } from "./finder.js";
import { listenToKeys } from "./keys.js";
import { Linking } from "./linking.js";
import { Merging } from "./merging.js";
import { listenToNotices, notice, say } from "./notices.js";
import { PersonView } from "./person.js";
import { Queue } from "./queue.js";
import { ReviewView } from "./review.js";
import { Away, Ended, wire } from "./server.js";
import { Signing } from "./signing.js";
import { accountName, kindName } from "./words.js";

const POLL = 30_000;
const RETRY = 5_000;

// Errors become what the page says; an absent platform and an ended session say so themselves.
const guarded =
  (work) =>
  (...given) =>
    Promise.resolve()
      .then(() => work(...given))
      .catch((error) => {
        if (!(error instanceof Away || error instanceof Ended)) notice(error.message, { bad: true });
      });

const isNarrow = () => matchMedia("(max-width: 900px)").matches;

class Console {
  constructor() {
    this.person = new PersonView({
      guarded,
      onLink: (customer) => this.linking.open(customer),
      onMerge: guarded((customer) => this.merging.mergeWith(customer)),
      onUndo: guarded((mergeId) => this.merging.undo(mergeId)),
    });
    this.view = new ReviewView({
      guarded,
      onCandidate: guarded((customerId) => this.person.open(customerId)),
      onVerb: guarded((verb) => this.deciding.decide(verb)),
      onBack: () => this.showQueue(),
      onMove: guarded((by) => this.queue.move(by)),
    });
    this.queue = new Queue({ guarded, onChoose: guarded((review, opens) => this.choose(review, opens)) });
    this.finder = new Finder({ guarded });
    this.linking = new Linking({ onLinked: () => this.person.renew() });
    const findCustomer = (title) => this.finder.find(title);
    this.merging = new Merging({ person: this.person, findCustomer });
    this.deciding = new Deciding({
      queue: this.queue,
      view: this.view,
      person: this.person,
      merging: this.merging,
      findCustomer,
      onNext: guarded(() => this.next()),
    });
  }

  async choose(review, opens = false) {
    if (!review) {
      this.view.empty(this.queue.waiting.reviews.length ? undefined : "There is nothing to decide.");
      this.person.empty();
      document.body.dataset.view = "queue";
      return;
    }
    say(`${kindName(review.kind)}, ${accountName(review)} on ${review.channel}`);
    history.replaceState(null, "", `#review/${encodeURIComponent(review.review_id)}`);
    if (isNarrow() && !opens && document.body.dataset.view === "queue") return;
    await this.view.open(review.review_id);
    if (opens) this.showReview();
  }

  // After a decision: the review that follows, with the keys where they were.
  async next() {
    const opening = this.choose(this.queue.waiting.chosen, isNarrow());
    if (!isNarrow()) this.queue.focus();
    await opening;
  }

  showReview() {
    document.body.dataset.view = "review";
    byId("review").focus({ preventScroll: true });
  }

  showQueue() {
    document.body.dataset.view = "queue";
    this.queue.focus();
  }

  async search() {
    const found = await this.finder.find();
    if (!found) return;
    document.body.dataset.view = "review";
    if (isNarrow()) this.view.empty("");
    await this.person.open(found.customer_id);
    byId("person").focus({ preventScroll: true });
  }

  async begin() {
    const [, wanted] = /^#review\/(.+)$/.exec(location.hash) ?? [];
    await this.queue.load(wanted && decodeURIComponent(wanted));
    this.queue.focus();
    document.documentElement.dataset.ready = "1";
  }

  actions() {
    const act = (work) => guarded(work);
    const decide = (verb) => act(() => this.deciding.decide(verb));
    return {
      j: act(() => this.queue.move(1)),
      k: act(() => this.queue.move(-1)),
      ArrowDown: act(() => this.queue.move(1)),
      ArrowUp: act(() => this.queue.move(-1)),
      Enter: act(() => this.open()),
      l: decide("link"),
      r: decide("reject"),
      m: decide("merge"),
      b: decide("block"),
      u: act(() => this.merging.undo()),
      "/": act(() => this.search()),
      ".": act(() => this.queue.load()),
      f: () => this.queue.filters.turn(),
      p: () => byId("person").focus(),
      c: () => byId("review").querySelector(".conversations .copy")?.click(),
      Escape: () => this.showQueue(),
      ...Object.fromEntries([0, 1, 2, 3, 4].map((index) => [String(index + 1), () => this.view.choose(index)])),
    };
  }

  // Enter is the focused button's own, wherever one has the focus.
  open() {
    const focused = document.activeElement;
    if (focused?.matches("button, a, summary, input")) focused.click();
    else if (this.queue.waiting.chosen) this.choose(this.queue.waiting.chosen, true);
  }
}

function listen(page, signing) {
  listenToKeys(page.actions());
  listenToNotices();
  for (const button of ["search", "search-narrow"])
    byId(button).addEventListener(
      "click",
      guarded(() => page.search()),
    );
  wire.addEventListener("ended", () => signing.ask("Your session has ended. Sign in again; what you decided is kept."));
  wire.addEventListener("away", () => {
    byId("away").hidden = false;
  });
  wire.addEventListener(
    "back",
    guarded(() => {
      byId("away").hidden = true;
      return byId("console").hidden ? undefined : page.queue.load();
    }),
  );
  byId("try-again").addEventListener(
    "click",
    guarded(() => page.queue.count()),
  );
  const isWatching = () => !document.hidden && !byId("console").hidden;
  document.addEventListener(
    "visibilitychange",
    () => isWatching() && byId("away").hidden && guarded(() => page.queue.watch())(),
  );
  setInterval(() => isWatching() && byId("away").hidden && guarded(() => page.queue.watch())(), POLL);
  setInterval(() => isWatching() && !byId("away").hidden && guarded(() => page.queue.count())(), RETRY);
}

const page = new Console();
const signing = new Signing({ onIn: guarded(() => page.begin()) });
listen(page, signing);
await signing.begin();
document.documentElement.dataset.ready = "1";
