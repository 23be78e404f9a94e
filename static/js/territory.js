// A text field that proposes territories as one types: the ARIA combobox with list autocomplete. Without it, the form
// answers with the same territories as radio buttons.
(() => {
  "use strict";
  const PAUSE = 150; // ms without a key before asking

  class TerritoryCombobox {
    constructor(box) {
      this.box = box;
      this.input = box.querySelector("input[name=place]");
      this.list = this.#list();
      this.status = this.#status();
      this.active = null;
      this.timer = 0;
      this.asked = null; // the request under way
      Object.entries({
        role: "combobox",
        "aria-autocomplete": "list",
        "aria-expanded": "false",
        "aria-controls": this.list.id,
      }).forEach(([name, value]) => this.input.setAttribute(name, value));
      this.input.addEventListener("input", () => this.#typed());
      this.input.addEventListener("keydown", (event) => this.#key(event));
      this.input.addEventListener("blur", () => this.#close());
      // Pressing must not take the focus away from the field before the click is heard.
      this.list.addEventListener("mousedown", (event) => event.preventDefault());
      this.list.addEventListener("click", (event) => this.#choose(event.target.closest("[data-pk]")));
    }

    // The field that carries the choice. The radio buttons that the server may have shown answer for the text that was
    // sent: they leave as soon as another is typed.
    get #chosen() {
      this.box.querySelector("[data-territory-found]")?.remove();
      const known = this.box.querySelector("input[type=hidden][name=territory]");
      if (known) return known;
      const field = Object.assign(document.createElement("input"), { type: "hidden", name: "territory" });
      this.box.append(field);
      return field;
    }

    #list() {
      const list = document.createElement("ul");
      list.id = "territory-options";
      list.setAttribute("role", "listbox");
      list.setAttribute("aria-label", "Territoires");
      list.hidden = true;
      this.input.after(list);
      return list;
    }

    #status() {
      const status = document.createElement("p");
      status.className = "visually-hidden";
      status.setAttribute("role", "status");
      this.box.append(status);
      return status;
    }

    #typed() {
      this.#chosen.value = "";
      clearTimeout(this.timer);
      const text = this.input.value.trim();
      if (text.length < 2) return this.#close();
      this.timer = setTimeout(() => this.#ask(text), PAUSE);
    }

    async #ask(text) {
      this.asked?.abort();
      const request = (this.asked = new AbortController());
      try {
        const answer = await fetch(`${this.box.dataset.territory}?q=${encodeURIComponent(text)}`, { signal: request.signal });
        if (!answer.ok) throw new Error(answer.status);
        this.list.innerHTML = await answer.text();
        this.#open();
      } catch (error) {
        // No network: the field stays a plain field, and the server proposes when the form is sent.
        if (error.name !== "AbortError") this.#close();
      }
    }

    get #options() {
      return [...this.list.querySelectorAll("[data-pk]")];
    }

    #open() {
      if (document.activeElement !== this.input) return;
      this.list.hidden = false;
      this.input.setAttribute("aria-expanded", "true");
      this.#mark(null);
      const count = this.#options.length;
      this.status.textContent = count ? `${count} territoire${count > 1 ? "s" : ""} : flèches pour parcourir, Entrée pour choisir.` : "Aucun territoire.";
    }

    #close() {
      clearTimeout(this.timer);
      this.asked?.abort();
      this.list.hidden = true;
      this.input.setAttribute("aria-expanded", "false");
      this.#mark(null);
    }

    #mark(option) {
      this.active?.setAttribute("aria-selected", "false");
      this.active = option;
      option?.setAttribute("aria-selected", "true");
      option?.scrollIntoView({ block: "nearest" });
      if (option) this.input.setAttribute("aria-activedescendant", option.id);
      else this.input.removeAttribute("aria-activedescendant");
    }

    #choose(option) {
      if (!option) return;
      this.input.value = option.dataset.label;
      this.#chosen.value = option.dataset.pk;
      this.status.textContent = `${option.dataset.label} : choisi.`;
      this.#close();
      this.input.focus();
    }

    #key(event) {
      const open = !this.list.hidden;
      const options = this.#options;
      const at = options.indexOf(this.active);
      const moves = {
        ArrowDown: () => (open ? this.#mark(options[(at + 1) % options.length] ?? null) : this.#ask(this.input.value.trim())),
        ArrowUp: () => open && this.#mark(options.at(at < 1 ? -1 : at - 1) ?? null),
        Enter: () => open && this.active && this.#choose(this.active),
        Escape: () => this.#close(), // also stops a list that is on its way; what was typed stays
      };
      const move = moves[event.key];
      if (!move) return;
      // Enter sends the form unless an option is being chosen.
      if (event.key !== "Enter" || (open && this.active)) event.preventDefault();
      move();
    }
  }

  document.querySelectorAll("[data-territory]").forEach((box) => new TerritoryCombobox(box));
})();
