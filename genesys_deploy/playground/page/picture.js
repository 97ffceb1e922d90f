// The flow's picture: what a message ran lights up, step by step; a box can be chosen.

const PAUSE = { whole: 2600, longest: 150, shortest: 20 };
const MOST_PLAYED = 130;
const ZOOM = { least: 0.15, most: 2.5, readable: 0.6 };

export class Picture {
  #boxes = new Map();
  #nodes = [];
  #ways = [];
  #zoom = 0;
  #playing = 0;

  constructor(host, onChoose) {
    this.onChoose = onChoose;
    const root = host.attachShadow({ mode: "open" });
    const style = document.createElement("link");
    style.rel = "stylesheet";
    style.href = "picture.css";
    this.scroller = document.createElement("div");
    this.scroller.className = "scroller";
    root.append(style, this.scroller);
    this.scroller.addEventListener("click", (event) => this.#choose(event.target.closest(".node")));
    this.scroller.addEventListener("keydown", (event) => this.#key(event));
    this.scroller.addEventListener("focusin", (event) => this.#roam(event.target.closest(".node")));
  }

  draw(text) {
    this.#playing += 1;
    this.svg = document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
    this.size = this.svg.viewBox.baseVal;
    this.scroller.replaceChildren(this.svg);
    this.svg.setAttribute("role", "group");
    this.#nodes = [...this.svg.querySelectorAll(".node")];
    this.#boxes = new Map(this.#nodes.flatMap((node) => paths(node).map((path) => [path, node])));
    this.#ways = [...this.svg.querySelectorAll(".way")].map((line) => ({
      line,
      head: line.nextElementSibling?.classList.contains("head-of-way") ? line.nextElementSibling : null,
      from: this.#boxes.get(line.dataset.from),
      source: line.dataset.from,
      branches: line.dataset.branch?.split("\n"),
      to: this.#boxes.get(line.dataset.to),
    }));
    for (const [index, node] of this.#nodes.entries()) {
      node.setAttribute("tabindex", index === 0 ? "0" : "-1");
      node.setAttribute("role", "button");
      node.setAttribute("aria-label", node.querySelector("title")?.textContent ?? "");
    }
    if (this.#zoom) this.zoom(1);
    else this.fit();
  }

  fit() {
    const fitting = (this.scroller.clientWidth - 4) / this.size.width;
    this.#zoom = Math.min(1, Math.max(fitting, ZOOM.least));
    this.#resize();
  }

  readable() {
    if (this.#zoom < ZOOM.readable) {
      this.#zoom = ZOOM.readable;
      this.#resize();
    }
  }

  zoom(factor) {
    const { scroller } = this;
    const across = (scroller.scrollLeft + scroller.clientWidth / 2) / scroller.scrollWidth;
    const down = (scroller.scrollTop + scroller.clientHeight / 2) / scroller.scrollHeight;
    this.#zoom = Math.min(ZOOM.most, Math.max(ZOOM.least, this.#zoom * factor));
    this.#resize();
    scroller.scrollLeft = across * scroller.scrollWidth - scroller.clientWidth / 2;
    scroller.scrollTop = down * scroller.scrollHeight - scroller.clientHeight / 2;
  }

  #resize() {
    this.svg.setAttribute("width", this.size.width * this.#zoom);
    this.svg.setAttribute("height", this.size.height * this.#zoom);
  }

  clear() {
    this.#playing += 1;
    this.svg.classList.remove("played");
    for (const lit of this.svg.querySelectorAll(".run, .now, .chosen, .broken")) lit.classList.remove("run", "now", "chosen", "broken");
  }

  // Lights the way of the steps up to `last` at once.
  show(steps, last, broken = false) {
    this.clear();
    this.svg.classList.add("played");
    for (const step of steps.slice(0, last + 1)) this.#light(step);
    const box = this.#now(steps[last]);
    if (broken && last === steps.length - 1) box?.classList.add("broken");
  }

  // The same, one after the other; `onStep` is told how far it came. Ends early when something else is shown.
  async play(steps, onStep, broken = false) {
    this.clear();
    if (steps.length > MOST_PLAYED) {
      this.show(steps, steps.length - 1, broken);
      onStep(steps.length - 1);
      return;
    }
    const turn = this.#playing;
    this.svg.classList.add("played");
    const pause = Math.max(PAUSE.shortest, Math.min(PAUSE.longest, PAUSE.whole / steps.length));
    for (const [index, step] of steps.entries()) {
      this.#light(step);
      this.#now(step, "auto");
      onStep(index);
      await new Promise((resolve) => setTimeout(resolve, pause));
      if (turn !== this.#playing) return;
    }
    this.show(steps, steps.length - 1, broken);
  }

  choose(path) {
    for (const chosen of this.svg.querySelectorAll(".chosen")) chosen.classList.remove("chosen");
    const box = this.#boxes.get(path);
    box?.classList.add("chosen");
    return box;
  }

  reveal(box, behavior = calm() ? "auto" : "smooth") {
    if (!box) return;
    const { scroller } = this;
    const outer = scroller.getBoundingClientRect();
    const inner = box.getBoundingClientRect();
    const margin = 40;
    const hidden = inner.left < outer.left + margin || inner.right > outer.right - margin ||
      inner.top < outer.top + margin || inner.bottom > outer.bottom - margin;
    if (!hidden) return;
    scroller.scrollTo({
      left: scroller.scrollLeft + inner.left + inner.width / 2 - outer.left - outer.width / 2,
      top: scroller.scrollTop + inner.top + inner.height / 2 - outer.top - outer.height / 2,
      behavior,
    });
  }

  #light(step) {
    if (!step.here) return;
    const box = this.#boxes.get(step.path);
    for (const way of this.#ways) {
      const taken = way.branches
        ? way.source === step.path && way.branches.some((branch) => step.branches.includes(branch))
        : way.to === box && box && way.from?.classList.contains("run");
      if (!taken) continue;
      way.line.classList.add("run");
      way.head?.classList.add("run");
      way.line.parentNode.insertBefore(way.line, way.line.parentNode.querySelector(".node"));
      if (way.head) way.line.after(way.head);
    }
    box?.classList.add("run");
  }

  #now(step, behavior) {
    for (const box of this.svg.querySelectorAll(".now")) box.classList.remove("now");
    const box = step?.here ? this.#boxes.get(step.path) : undefined;
    box?.classList.add("now");
    this.reveal(box, behavior);
    return box;
  }

  #choose(node) {
    if (node) this.onChoose(paths(node));
  }

  #roam(node) {
    if (!node) return;
    for (const other of this.#nodes) other.setAttribute("tabindex", other === node ? "0" : "-1");
  }

  #key(event) {
    const node = event.target.closest(".node");
    const by = { ArrowDown: 1, ArrowRight: 1, ArrowUp: -1, ArrowLeft: -1 }[event.key];
    if (!node) return;
    if (event.key === "Enter" || event.key === " ") this.#choose(node);
    else if (by) {
      const lit = this.#nodes.filter((one) => one.classList.contains("run"));
      const order = node.classList.contains("run") && lit.length > 1 ? lit : this.#nodes;
      const next = order[(order.indexOf(node) + by + order.length) % order.length];
      next.focus();
      this.reveal(next);
    } else return;
    event.preventDefault();
  }
}

export const calm = () => matchMedia("(prefers-reduced-motion: reduce)").matches;

function paths(node) {
  return (node.dataset.paths ?? node.dataset.path).split("\n");
}
