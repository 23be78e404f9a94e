/* Typed fields of a note, a row or a question: gathered, filled in, and read by the server before they leave, so that
   « 12.500 » is asked about at once. Without network nothing is asked: the outbox keeps what was typed as it is. */
(() => {
  "use strict";
  const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(name + "="))?.slice(name.length + 1) ?? "";
  const controls = (box) => [...box.querySelectorAll("[data-field]")];
  const PATIENCE = 4000; // milliseconds before what was typed goes to the outbox unread

  /** Field id → what was typed, for those where something was. */
  const chosen = (box) => Object.fromEntries(controls(box).map((input) => [input.dataset.field, input.value.trim()]).filter(([, value]) => value));

  function choose(box, fields) {
    for (const input of controls(box)) {
      const value = input.value = fields?.[input.dataset.field] ?? "";
      // A stakeholder withdrawn since is no longer offered: what names it stays until somebody chooses otherwise.
      if (input.dataset.gone && input.value !== value) input.add(new Option(input.dataset.gone, value, false, true));
      if (input.value && input.closest(".note-more")) input.closest(".note-more").open = true;
    }
    tell(box, {});
  }

  /** A copy whose ids, and everything that names them, are its own. */
  function copyOf(box, prefix) {
    const copy = box.cloneNode(true);
    const own = (words) => words.split(" ").map((id) => `${prefix}-${id}`).join(" ");
    copy.querySelectorAll("[id]").forEach((el) => { el.id = own(el.id); el.removeAttribute("name"); });
    for (const name of ["for", "list", "aria-describedby"]) copy.querySelectorAll(`[${name}]`).forEach((el) => el.setAttribute(name, own(el.getAttribute(name))));
    copy.querySelectorAll(".note-more").forEach((more) => { more.open = false; });
    return copy;
  }

  /** What the server reads in `asked`; null when it cannot be asked, or when there is nothing it could misread. */
  async function read(box, asked) {
    if (![...box.querySelectorAll("[data-read]")].some((input) => input.value.trim()) || !navigator.onLine) return null;
    const key = JSON.stringify(asked);
    if (read.key !== key) Object.assign(read, { key, answer: ask(key) });
    const answer = await read.answer;
    if (!answer) read.key = null; // the network may be back next time
    return answer;
  }
  async function ask(body) {
    try {
      const answer = await fetch(document.body.dataset.changes.replace(/modifications\/$/, "lire/"), {
        method: "POST", credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE), body,
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken"), Accept: "application/json" },
      });
      return answer.ok ? await answer.json() : null;
    } catch { return null; }
  }

  /** Show beside each field what was understood or what is wrong, and what the line amounts to. True when all can be read. */
  function tell(box, { told = {}, errors = {}, line = "" }) {
    for (const input of controls(box)) {
      const field = input.closest(".note-field");
      if (!field) continue;
      const error = errors[input.dataset.field] ?? "";
      place(field, input, "invalid-feedback", error);
      input.toggleAttribute("aria-invalid", !!error);
      if (error) { input.setAttribute("aria-invalid", "true"); open(input); }
      const understood = input.matches("[data-read]") && !error ? told[input.dataset.field] ?? "" : "";
      const said = field.querySelector("[data-told]");
      if (said) said.textContent = error || same(understood, input.value) ? "" : understood;
      else place(field, input, "field-told", same(understood, input.value) ? "" : understood);
    }
    const live = box.querySelector("[data-line-told]");
    const wrong = Object.values(errors)[0] ?? "";
    if (live) {
      live.classList.toggle("visually-hidden", !!wrong); // seen beside its field, heard from here
      live.textContent = wrong || (line ? `Cette ligne : ${line}` : "");
    }
    return !wrong;
  }
  const bare = (words) => words.replace(/[\s%]/g, "").replace("−", "-");
  const same = (told, typed) => bare(told) === bare(typed);
  const open = (input) => { for (let more = input.closest("details"); more; more = more.parentElement.closest("details")) more.open = true; };

  /** A line of words under a control, which it describes while it is there. */
  function place(field, input, name, text) {
    let line = field.querySelector(`.${name}`);
    const id = `${input.id}-${name}`;
    const others = (input.getAttribute("aria-describedby") ?? "").split(" ").filter((word) => word && word !== id && word !== line?.id);
    if (!text) line?.remove();
    else {
      if (!line) {
        line = document.createElement("p");
        line.className = name;
        (input.closest(".with-unit") ?? input).after(line);
      }
      line.id = id;
      line.textContent = text;
      others.unshift(id);
    }
    if (others.length) input.setAttribute("aria-describedby", others.join(" ")); else input.removeAttribute("aria-describedby");
  }

  /** Read, tell, and go to the first field that cannot be read. True when what was typed may leave. */
  async function mayLeave(box, asked) {
    const answer = await read(box, asked);
    if (!answer || tell(box, answer)) return true;
    box.querySelector("[aria-invalid=true]")?.focus();
    return false;
  }

  window.fields = { chosen, choose, copyOf, read, tell, mayLeave };
})();
