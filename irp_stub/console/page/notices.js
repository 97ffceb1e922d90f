// What the page says: for everybody at its foot, and to screen readers.

import { byId } from "./elements.js";

let fading = 0;

export function say(text) {
  byId("status").textContent = text;
}

export function notice(text, { bad = false, undo = null } = {}) {
  byId("notice-text").textContent = text;
  byId("notice").classList.toggle("bad", bad);
  byId("notice").hidden = false;
  byId("notice-undo").hidden = !undo;
  byId("notice-undo").onclick = undo;
  say(text);
  clearTimeout(fading);
  if (!bad) fading = setTimeout(hideNotice, undo ? 20_000 : 8_000);
}

export function hideNotice() {
  byId("notice").hidden = true;
}

export function listenToNotices() {
  byId("notice-close").addEventListener("click", hideNotice);
}
