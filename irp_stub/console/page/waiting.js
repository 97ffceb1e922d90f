// The reviews that wait, as a list with a place in it. Nothing here knows the page.

export class Waiting {
  reviews = [];
  at = -1;
  next = null;

  clear() {
    this.reviews = [];
    this.at = -1;
    this.next = null;
  }

  add({ reviews, next }) {
    const known = new Set(this.reviews.map((each) => each.review_id));
    this.reviews.push(...reviews.filter((each) => !known.has(each.review_id)));
    this.next = next;
  }

  get chosen() {
    return this.reviews[this.at] ?? null;
  }

  choose(reviewId) {
    this.at = this.reviews.findIndex((each) => each.review_id === reviewId);
    return this.chosen;
  }

  // One further or back; at either end it stays.
  move(by) {
    if (!this.reviews.length) return null;
    this.at = Math.min(this.reviews.length - 1, Math.max(0, this.at + by));
    return this.chosen;
  }

  // Takes a review out; the one that follows is chosen. Gives what `restore` needs.
  remove(reviewId) {
    const index = this.reviews.findIndex((each) => each.review_id === reviewId);
    if (index < 0) return null;
    const [review] = this.reviews.splice(index, 1);
    if (index < this.at || this.at >= this.reviews.length) this.at -= 1;
    return { index, review };
  }

  restore({ index, review }) {
    if (this.reviews.some((each) => each.review_id === review.review_id)) return;
    this.reviews.splice(index, 0, review);
    if (index <= this.at) this.at += 1;
  }
}
