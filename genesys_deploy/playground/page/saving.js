// The conversation as a scenario: read, copied, downloaded, and written to the project when asked to.

import { byId, element } from "./elements.js";
import { tell } from "./server.js";

export class Saving {
  constructor({ saves, conversation, complain }) {
    this.conversation = conversation;
    this.complain = complain;
    byId("saving-place").hidden = !saves;
    byId("file").disabled = byId("save").disabled = !saves;
    byId("file").addEventListener("input", () => { byId("file").dataset.own = "1"; });
    byId("scenario-name").addEventListener("input", () => this.#named());
    byId("scenario-name").addEventListener("change", () => this.refresh());
    byId("copy-yaml").addEventListener("click", () => this.#copy());
    byId("download").addEventListener("click", () => this.#download());
    byId("saving").addEventListener("submit", (event) => this.#save(event));
  }

  // A name for what was played, unless the user has given one.
  suggest(name) {
    const field = byId("scenario-name");
    if (field.dataset.own !== "1") field.value = name;
    if (byId("file").dataset.own !== "1") byId("file").value = fileName(field.value);
    byId("saved").textContent = "";
  }

  async refresh() {
    const conversation = this.conversation();
    byId("no-scenario").hidden = conversation.turns.length > 0;
    byId("saving").hidden = conversation.turns.length === 0;
    if (!conversation.turns.length) return;
    try {
      const { yaml } = await tell("/api/scenario", { name: byId("scenario-name").value, conversation });
      byId("yaml").textContent = yaml;
      this.#allow(true);
    } catch (error) {
      byId("yaml").textContent = error.message;
      this.#allow(false);
    }
  }

  #allow(yes) {
    for (const id of ["copy-yaml", "download"]) byId(id).disabled = !yes;
    byId("save").disabled = !yes || byId("file").disabled;
  }

  #named() {
    byId("scenario-name").dataset.own = "1";
    if (byId("file").dataset.own !== "1") byId("file").value = fileName(byId("scenario-name").value);
  }

  async #copy() {
    await navigator.clipboard.writeText(byId("yaml").textContent);
    byId("saved").textContent = "Copied.";
  }

  #download() {
    const address = URL.createObjectURL(new Blob([byId("yaml").textContent], { type: "application/yaml" }));
    element("a", { href: address, download: `${byId("file").value || "scenario"}.yaml` }).click();
    URL.revokeObjectURL(address);
  }

  async #save(event) {
    event.preventDefault();
    if (byId("save").disabled) return;
    const content = { name: byId("scenario-name").value, file: byId("file").value, conversation: this.conversation() };
    try {
      const { file } = await tell("/api/save", content);
      byId("saved").textContent = `Written to ${file}.`;
      this.complain("");
    } catch (error) {
      this.complain(error.message);
    }
  }
}

const fileName = (name) =>
  name.toLowerCase().normalize("NFKD").replace(/[^a-z0-9]+/g, "-").replace(/^-+|-+$/g, "").slice(0, 64).replace(/-+$/, "");
