// Signing in and out. The key is in its field until it is sent, and nowhere afterwards.

import { byId } from "./elements.js";
import { hideNotice } from "./notices.js";
import { Away, call, session, trust } from "./server.js";

export class Signing {
  // `onIn(state)` where a session begins or goes on.
  constructor({ onIn }) {
    this.onIn = onIn;
    byId("sign-in-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.signIn();
    });
    byId("sign-out").addEventListener("click", () => this.signOut());
  }

  async begin() {
    try {
      await this.enter(await session("GET"));
    } catch (error) {
      this.ask(error instanceof Away ? error.message : "");
    }
  }

  async enter(state) {
    trust(state.csrf_token);
    byId("who").textContent = state.name === state.key_id ? state.key_id : `${state.name} (${state.key_id})`;
    byId("sign-in").hidden = true;
    byId("console").hidden = false;
    await this.onIn(state);
  }

  ask(why = "") {
    trust("");
    hideNotice();
    for (const dialog of document.querySelectorAll("dialog[open]")) dialog.close();
    byId("console").hidden = true;
    byId("sign-in").hidden = false;
    byId("sign-in-why").textContent = why || "Identity Resolution Platform";
    byId("key").value = "";
    byId("key").focus();
  }

  async signIn() {
    const key = byId("key").value;
    byId("sign-in-problem").hidden = true;
    try {
      const state = await session("POST", { key });
      byId("key").value = "";
      await this.enter(state);
    } catch (error) {
      byId("sign-in-problem").textContent = error.message;
      byId("sign-in-problem").hidden = false;
      byId("key").select();
    }
  }

  async signOut() {
    await call("DELETE", "session").catch(() => {});
    this.ask("You are signed out.");
    location.hash = "";
  }
}
