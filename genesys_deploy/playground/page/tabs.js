// Tabs as the ARIA practices describe them: arrows move, one is in the order of Tab.

import { byId } from "./elements.js";

const NAMES = ["outcome", "steps", "scenario"];

export function openTab(name, focus = false) {
  for (const one of NAMES) {
    const tab = byId(`tab-${one}`);
    const chosen = one === name;
    tab.setAttribute("aria-selected", String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
    byId(one).hidden = !chosen;
    if (chosen && focus) tab.focus();
  }
  document.dispatchEvent(new CustomEvent("tab", { detail: name }));
}

export function listenToTabs() {
  for (const [index, name] of NAMES.entries()) {
    const tab = byId(`tab-${name}`);
    tab.addEventListener("click", () => openTab(name));
    tab.addEventListener("keydown", (event) => {
      const to = { ArrowRight: index + 1, ArrowLeft: index - 1, Home: 0, End: NAMES.length - 1 }[event.key];
      if (to === undefined) return;
      event.preventDefault();
      openTab(NAMES[(to + NAMES.length) % NAMES.length], true);
    });
  }
}
