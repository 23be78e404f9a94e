/* The open cell: write, correct, strike, answer, all through the outbox. Without this script the same forms are posted. */
(() => {
  "use strict";
  const outbox = window.outbox;
  if (!outbox) return;
  const { chosen, choose, copyOf, read, tell, mayLeave } = window.fields;
  document.documentElement.classList.add("js");

  const panel = () => document.querySelector("#case.panel");
  const place = () => panel()?.dataset.address;
  const cellOf = (address) => address.split(".").slice(0, 3).join(".");
  const td = (address) => document.getElementById(`c-${address}`);
  const desk = () => document.querySelector("[data-desk]");
  const fragment = (html) => { const t = document.createElement("template"); t.innerHTML = html.trim(); return t.content.firstElementChild; };
  const rowsAdded = new Set(); // the gestures by which this page added rows
  let asked; // the fields of a note as a cell of this sheet asked for them, for one that opens without network
  const saved = new Map(); // address of a cell → when its last gesture was acknowledged, as the server tells the hour

  // --- Saying where things stand ---------------------------------------------------------------------------------
  function status(state = outbox.state) {
    const here = panel();
    if (!here) return;
    const line = here.querySelector("[data-saving]");
    const waiting = outbox.pending().filter((record) => cellOf(record.address) === here.dataset.address);
    if (!waiting.length) {
      if (saved.has(here.dataset.address)) show(line, "saving-ok", `Enregistré ${saved.get(here.dataset.address)}`);
    } else if (state === "waiting" || state === "session") {
      const told = state === "session" ? "Non enregistré : votre session a expiré. " : "Non enregistré : gardé dans ce navigateur. ";
      if (!show(line, "saving-fail", told)) return;
      const retry = document.createElement("button");
      retry.type = "button"; retry.className = "btn btn-quiet btn-small"; retry.textContent = "Réessayer";
      retry.addEventListener("click", outbox.tryNow);
      line.append(retry);
    } else show(line, "saving-wait", "Enregistrement…");
  }
  function show(line, name, text) {
    if (line.dataset.told === text) return false; // said once: a line drawn again is read again aloud
    line.dataset.told = text;
    const span = document.createElement("span");
    span.className = name;
    span.textContent = text;
    line.replaceChildren(span);
    return true;
  }

  function markCells() {
    document.querySelectorAll(".cell-unsent").forEach((mark) => mark.remove());
    const unsent = new Map();
    for (const record of outbox.pending()) if (record.kind !== "row") unsent.set(cellOf(record.address), "non enregistré");
    for (const [where, kept] of Object.entries(outbox.drafts())) {
      const address = cellOf(kept?.address ?? where);
      if (!unsent.has(address)) unsent.set(address, "brouillon gardé ici");
    }
    for (const [address, text] of unsent) {
      const mark = document.createElement("p");
      mark.className = "cell-unsent";
      mark.textContent = text;
      td(address)?.append(mark);
    }
  }

  function recount() {
    const cells = [...document.querySelectorAll("[data-desk] .cell")];
    if (!cells.length) return;
    const count = (state) => cells.filter((cell) => cell.dataset.state === state).length;
    const due = cells.length - count("non-concerne");
    const tell = (name, value) => { const span = document.querySelector(`[data-progress] [data-count="${name}"]`); if (span) span.textContent = value; };
    tell("fait", count("fait")); tell("due", due);
    const word = document.querySelector('[data-progress] [data-word="faites"]');
    if (word) word.textContent = count("fait") > 1 ? "cases faites" : "case faite";
    tell("en-cours", count("en-cours")); tell("a-faire", count("a-faire"));
    const bar = document.querySelector("[data-progress] progress");
    if (bar) { bar.max = due || 1; bar.value = count("fait"); }
  }

  function recountPanel(here) {
    const tell = (name, value) => { const span = here.querySelector(`[data-count="${name}"]`); if (span) span.textContent = value; };
    tell("notes", here.querySelectorAll("[data-notes] .note:not(.is-struck)").length);
    tell("answered", [...here.querySelectorAll("[data-question] input:checked")].filter((input) => input.value).length);
    const derived = here.querySelector("[data-derived]");
    const begun = here.querySelector("[data-notes] .note:not(.is-struck), [data-question] input:checked:not([value=''])");
    if (derived) derived.textContent = begun ? "en cours" : "à faire";
  }

  // --- Opening and closing ---------------------------------------------------------------------------------------
  function opened(focus) {
    document.querySelectorAll(".cell.is-open").forEach((cell) => cell.classList.remove("is-open"));
    const here = panel();
    if (!here) return;
    td(here.dataset.address)?.classList.add("is-open");
    const box = here.querySelector("[data-new] textarea");
    const help = here.querySelector("#nouvelle-note-aide");
    asked ??= here.querySelector("[data-new] .note-fields")?.cloneNode(true);
    if (box?.dataset.enter && help && !matchMedia("(pointer: coarse)").matches) help.textContent = box.dataset.enter;
    takeBack(here);
    markCells();
    status();
    if (focus) enter();
  }

  /** Where one writes: the box for a new note, or the title for who only reads. */
  function enter() {
    const here = panel();
    here?.scrollIntoView({ block: "nearest" });
    (here?.querySelector("[data-new] textarea") ?? here?.querySelector("h2"))?.focus({ preventScroll: matchMedia("(min-width: 68rem)").matches });
  }

  function close() {
    const address = place();
    const empty = document.createElement("section");
    empty.id = "case"; empty.className = "panel-empty"; empty.hidden = true;
    panel().replaceWith(empty);
    const url = new URL(location);
    url.searchParams.delete("case"); url.hash = "";
    // The sheet's own address, unless a filter is on. Marked so that going forward again draws the page.
    history.pushState({ htmx: true }, "", [...url.searchParams].length ? url : desk().dataset.whole);
    const cell = td(address);
    cell?.classList.remove("is-open");
    markCells();
    cell?.querySelector(".cell-link").focus();
  }

  /** The network is away: the cell opens all the same, with the notes the sheet shows and a place to write. */
  function openOffline(cell) {
    const copy = document.getElementById("panel-offline").content.firstElementChild.cloneNode(true);
    copy.dataset.address = cell.dataset.address;
    copy.querySelector(".kicker").textContent = cell.dataset.row ?? cell.closest("tr").querySelector(".dimension-name").textContent;
    copy.querySelector("h2").textContent = cell.dataset.column;
    cell.querySelectorAll(".cell-notes li").forEach((note) => {
      const li = document.createElement("li");
      li.className = "note";
      li.textContent = note.textContent;
      copy.querySelector("[data-notes]").append(li);
    });
    if (asked) copy.querySelector("[data-new] [data-add]")?.before(asked.cloneNode(true));
    document.getElementById("case").replaceWith(copy);
    opened(true);
  }

  // --- Bringing back what this browser kept ----------------------------------------------------------------------
  function takeBack(here) {
    for (const record of outbox.pending()) if (cellOf(record.address) === here.dataset.address) showPending(here, record);
    for (const [where, kept] of Object.entries(outbox.drafts())) {
      if (!kept) continue;
      if (where === here.dataset.address) {
        const corner = here.querySelector("[data-new]");
        const box = corner?.querySelector("textarea");
        if (box && !box.value) { box.value = kept.text; choose(corner, kept.fields); grow(box); }
      } else if (where.startsWith("note:") && kept.address === here.dataset.address) {
        const li = document.getElementById(`note-${where.slice(5)}`);
        if (li && here.contains(li)) edit(li, kept);
      } else {
        const question = here.querySelector(`[data-question="${CSS.escape(where)}"]`);
        const box = question?.querySelector("textarea");
        if (box && (box.value !== kept.text || (kept.fields?.value ?? "") !== (valueOf(question)?.value ?? ""))) offer(box, kept);
      }
    }
  }

  /** The input of a question that is answered with a typed value; undefined for those answered by a choice. */
  function valueOf(question) { return question.querySelector("[data-field]") ?? undefined; }

  /** An answer that was never sent: back in its place, and one press away from being saved. */
  function offer(box, kept) {
    const question = box.closest("[data-question]");
    const input = valueOf(question);
    if (box.value !== kept.text) { box.value = kept.text; box.closest("details").open = true; }
    if (input && kept.fields) input.value = kept.fields.value ?? "";
    const radio = [...question.querySelectorAll("input[type=radio]")].find((one) => one.value === kept.fields?.choice);
    if (radio) radio.checked = true;
    if (question.querySelector("[data-save-answer]")) return;
    const what = input ? "cette valeur" : "cette justification";
    const save = fragment(`<p class="row-actions"><button type="button" class="btn btn-outline btn-small" data-save-answer>Enregistrer ${what}</button></p>`);
    (input?.closest(".note-field") ?? box).after(save);
  }

  function showPending(here, record) {
    if (record.kind === "answer") {
      const question = here.querySelector(`[data-question="${CSS.escape(record.address)}"]`);
      if (!question) return;
      const radio = [...question.querySelectorAll("input[type=radio]")].find((input) => input.value === (record.fields.choice ?? ""));
      if (radio) radio.checked = true;
      const why = question.querySelector("textarea");
      const input = valueOf(question);
      if (input && document.activeElement !== input) input.value = record.fields.value ?? "";
      if (why && document.activeElement !== why) why.value = record.text;
      return;
    }
    if (record.kind === "state") {
      const radio = [...here.querySelectorAll("input[name=etat]")].find((input) => input.value === record.text);
      if (radio) radio.checked = true;
      return;
    }
    let li = document.getElementById(`note-${record.note}`);
    if (!li) {
      if (record.gesture !== "write") return;
      li = fragment('<li class="note"><p class="note-text"></p><p class="note-meta"></p><p class="note-actions"></p></li>');
      for (const [label, mark] of [["Corriger", "correct"], ["Barrer", "strike"]]) {
        const act = fragment(`<button type="button" class="btn btn-quiet btn-small" data-${mark}>${label}<span class="visually-hidden"></span></button>`);
        li.querySelector(".note-actions").append(act, " ");
      }
      li.id = `note-${record.note}`;
      li.dataset.note = record.note;
      li.dataset.version = 0;
      here.querySelector("[data-notes]").append(li);
    }
    li.classList.add("is-pending");
    li.classList.toggle("is-struck", record.gesture === "strike");
    if (record.gesture === "write") {
      li.querySelector(".note-text").textContent = record.text;
      li.dataset.text = record.text;
      li.dataset.fields = JSON.stringify(record.fields);
      li.querySelectorAll("button .visually-hidden").forEach((name) => { name.textContent = ` la note « ${record.text.slice(0, 40)} »`; });
    }
    if (record.gesture === "strike" && li.dataset.version === "0") li.querySelector(".note-actions")?.remove();
    const meta = li.querySelector(".note-meta");
    if (meta) meta.textContent = record.gesture === "strike" ? "à barrer, pas encore enregistré" : "pas encore enregistré";
  }

  // --- Gestures --------------------------------------------------------------------------------------------------
  function grow(box) { box.rows = Math.min(12, Math.max(2, box.value.split("\n").length, Math.ceil(box.value.length / 42))); }

  /** Say under the box that a line needs words, or take it back. */
  function nameless(corner, box, is) {
    corner.querySelector("[data-nameless]")?.remove();
    box.toggleAttribute("aria-invalid", is);
    if (!is) return;
    box.setAttribute("aria-invalid", "true");
    box.after(fragment('<p class="invalid-feedback d-block" role="alert" data-nameless>Écrivez l’idée en quelques mots : ils nomment la ligne.</p>'));
    box.focus();
  }

  async function add() {
    const here = panel();
    const corner = here.querySelector("[data-new]");
    const box = corner.querySelector("textarea");
    const text = box.value.trim();
    const fields = chosen(corner);
    nameless(corner, box, !text && Object.keys(fields).length > 0);
    if (!text) { box.focus(); return; }
    if (!await mayLeave(corner, { address: here.dataset.address, fields })) return;
    // Meanwhile another press may have sent it, or the text may have grown: what is there now is what counts.
    if (box.value.trim() !== text || differ(chosen(corner), fields)) return;
    const record = outbox.keep({ kind: "note", address: here.dataset.address, note: outbox.uuid(), text, fields });
    outbox.draft(here.dataset.address, null);
    box.value = "";
    choose(corner, {});
    grow(box);
    if (panel() === here) { showPending(here, record); box.focus(); }
    status("sending");
    markCells();
  }

  function edit(li, kept) {
    if (li.querySelector("textarea")) return;
    const text = li.querySelector(".note-text");
    const editor = document.createElement("div");
    editor.className = "note-editor";
    const label = document.createElement("label");
    label.className = "visually-hidden"; label.htmlFor = `correction-${li.dataset.note}`; label.textContent = "Corriger la note";
    const box = document.createElement("textarea");
    box.className = "form-control"; box.id = label.htmlFor; box.value = kept?.text ?? li.dataset.text ?? text.textContent;
    editor.append(label, box);
    const fields = panel().querySelector("[data-new] .note-fields");
    if (fields) {
      editor.append(copyOf(fields, li.dataset.note));
      choose(editor, kept?.fields ?? JSON.parse(li.dataset.fields || "{}"));
    }
    const row = fragment('<p class="row-actions"><button type="button" class="btn btn-primary btn-small" data-save>Enregistrer</button> <button type="button" class="btn btn-quiet btn-small" data-cancel>Annuler</button></p>');
    editor.append(row);
    editor.dataset.base = kept?.base ?? li.dataset.version;
    text.hidden = true;
    li.querySelectorAll(".note-actions").forEach((actions) => { actions.hidden = true; });
    text.after(editor);
    grow(box);
    box.focus();
  }
  function endEdit(li) {
    li.querySelector(".note-editor")?.remove();
    li.querySelector(".note-text").hidden = false;
    li.querySelectorAll(".note-actions").forEach((actions) => { actions.hidden = false; });
    outbox.draft(`note:${li.dataset.note}`, null);
    markCells();
  }
  async function saveEdit(li) {
    const editor = li.querySelector(".note-editor");
    const box = editor.querySelector("textarea");
    const text = box.value.trim();
    const fields = chosen(editor);
    const address = place();
    if (!text) { box.focus(); return; }
    if (!await mayLeave(editor, { address, fields }) || !editor.isConnected) return;
    if (box.value.trim() !== text || differ(chosen(editor), fields)) return; // typed on meanwhile: not finished
    const same = text === (li.dataset.text ?? "") && !differ(fields, JSON.parse(li.dataset.fields || "{}"));
    const base = Number(editor.dataset.base);
    endEdit(li);
    if (!same) showPending(panel(), outbox.keep({ kind: "note", address, note: li.dataset.note, base, text, fields }));
    (li.querySelector("[data-correct]") ?? panel().querySelector("[data-new] textarea"))?.focus();
    status("sending");
  }
  function differ(...both) { const [one, other] = both.map((fields) => JSON.stringify(Object.entries(fields).sort())); return one !== other; }
  function gesture(li, name) {
    const record = outbox.keep({ kind: "note", gesture: name, address: place(), note: li.dataset.note, base: Number(li.dataset.version) });
    showPending(panel(), record);
    status("sending");
  }
  async function answer(question) {
    const input = valueOf(question);
    const fields = input ? { value: input.value.trim() } : { choice: question.querySelector("input[type=radio]:checked")?.value ?? "" };
    const address = question.dataset.question;
    if (input && !await readValue(question, fields.value)) return;
    const text = question.querySelector("textarea")?.value.trim() ?? "";
    if (input && !changed(question, fields, text)) return; // Enter, then leaving the field
    question.dataset.sent = JSON.stringify([fields, text]);
    outbox.keep({ kind: "answer", address, text, fields });
    outbox.draft(address, null);
    question.querySelector("[data-save-answer]")?.parentElement.remove();
    status("sending");
    markCells();
  }

  /** Whether a typed answer says something else than what was last sent, or than what the page came with. */
  function changed(question, fields, text) {
    const before = question.dataset.sent ?? JSON.stringify([{ value: valueOf(question).defaultValue.trim() }, question.querySelector("textarea").defaultValue.trim()]);
    return before !== JSON.stringify([fields, text]);
  }

  /** Say what was understood of a parameter's value. False when it cannot be read. */
  async function readValue(question, value) {
    const input = valueOf(question);
    const found = await read(question, { address: question.dataset.question, value });
    await released;
    if (input.value.trim() !== value) return false; // typed on while it was being read: the next change says it
    const named = (words) => (words?.value ? { [input.dataset.field]: words.value } : {});
    return tell(question, { told: named(found?.told), errors: named(found?.errors) });
  }

  // --- What comes back -------------------------------------------------------------------------------------------
  document.addEventListener("outbox:acknowledged", ({ detail: { record, answer } }) => {
    if (record.deliverable !== document.body.dataset.deliverable) return;
    if (record.kind === "row") { // drawn by the server; a tab where somebody writes in a cell is left alone
      if (rowsAdded.has(record.id) || !panel()) location.assign(`${desk().dataset.whole}&ligne=${record.note}#ligne-${record.note}`);
      return;
    }
    const address = cellOf(record.address);
    saved.set(address, answer.conflict ? `${answer.moment}, à côté de la version d’une autre personne` : answer.moment);
    if (answer.cell && td(address)) {
      const open = td(address).classList.contains("is-open");
      const focused = td(address).contains(document.activeElement);
      td(address).outerHTML = answer.cell.trim();
      td(address).classList.toggle("is-open", open);
      window.htmx?.process(td(address));
      if (focused) td(address).querySelector(".cell-link").focus();
      recount();
    }
    const here = panel();
    if (here?.dataset.address === address) {
      if (answer.conflict) reload(here);
      else if (record.kind === "note") renew(record, answer);
      const mark = record.kind === "answer" && here.querySelector(`[data-question="${CSS.escape(record.address)}"] [data-local]`);
      if (mark) { mark.textContent = answer.mark; mark.hidden = !answer.mark; }
      recountPanel(here);
    }
    markCells();
    status();
  });
  function renew(record, answer) {
    const li = document.getElementById(`note-${record.note}`);
    if (!li) return;
    if (!answer.item) { li.querySelector(".note-meta").textContent = "Enregistré, mais cette ligne a été retirée de la matrice : voir la synthèse."; return; }
    const later = outbox.pending().some((next) => next.id !== record.id && next.note === answer.note);
    const editor = li.querySelector(".note-editor");
    if (later || editor) {
      // What is being corrected is what this gesture wrote: the correction is made from its version.
      if (editor && li.dataset.text === record.text) editor.dataset.base = answer.version;
      li.dataset.version = answer.version;
      return;
    }
    const inside = li.contains(document.activeElement);
    const fresh = fragment(answer.item);
    li.replaceWith(fresh);
    if (inside) fresh.querySelector("button, a")?.focus();
  }
  document.addEventListener("outbox:state", ({ detail }) => { status(detail.state); markCells(); });
  document.addEventListener("outbox:refused", ({ detail: { record } }) => {
    const here = panel();
    markCells();
    if (record.deliverable !== document.body.dataset.deliverable || here?.dataset.address !== cellOf(record.address)) return;
    document.getElementById(`note-${record.note}`)?.classList.add("is-refused");
    reload(here);
  });
  document.addEventListener("outbox:reopened", (event) => {
    const { record } = event.detail;
    if (record.kind === "row") {
      const name = document.getElementById("nom");
      name.value = record.text; name.focus();
      choose(name.form, record.fields);
      event.preventDefault();
    } else if (place() === cellOf(record.address)) {
      const box = panel().querySelector("[data-new] textarea");
      if (!record.base && record.kind === "note" && box) box.value = "";
      takeBack(panel());
      if (record.kind === "note" && !record.base) box?.focus();
      event.preventDefault();
    }
  });

  /** Draw the open cell again as the server has it. What is being typed stays: it is kept as a draft. */
  async function reload(here) {
    if (!here.dataset.cellUrl) return;
    const view = document.querySelector("[data-desk]") ? "" : "?vue=steps";
    const answer = await fetch(here.dataset.cellUrl + view, { headers: { "HX-Request": "true" } }).catch(() => null);
    if (!answer?.ok || answer.redirected || panel() !== here) return;
    const html = await answer.text();
    const active = here.contains(document.activeElement) ? document.activeElement : null;
    const caret = active?.selectionStart;
    const fresh = fragment(html);
    here.replaceWith(fresh);
    window.htmx?.process(fresh);
    opened(false);
    const again = active?.id && document.getElementById(active.id);
    if (active && !again) (fresh.querySelector(".note-conflict") ?? fresh.querySelector("h2"))?.focus();
    if (again) { again.focus({ preventScroll: true }); if (caret != null && again.setSelectionRange) again.setSelectionRange(caret, caret); }
  }

  // --- Listening -------------------------------------------------------------------------------------------------
  document.addEventListener("submit", (event) => {
    const form = event.target;
    if (form.matches("[data-add-row]")) {
      event.preventDefault();
      const name = form.elements.nom.value.trim();
      if (name) rowsAdded.add(outbox.keep({ kind: "row", address: form.dataset.addRow, note: outbox.uuid(), text: name, fields: chosen(form) }).id);
      form.reset();
      return;
    }
    const button = event.submitter;
    // The correction that the page itself holds, and a button that leaves for another page, are posted by the browser.
    if (!form.matches("[data-panel]") || button?.value === "corriger" || button?.hasAttribute("formaction")) return;
    event.preventDefault();
    const li = button?.closest(".note");
    if (li && button.name === "barrer") gesture(li, "strike");
    else if (li && button.name === "retablir") gesture(li, "restore");
    else if (button?.matches("[data-default]") && !panel().querySelector("[data-new] textarea")?.value.trim()) return;
    else if (li && button.name === "garder") showPending(panel(), outbox.keep({ kind: "note", address: place(), note: li.dataset.note, base: Number(li.dataset.version), text: li.dataset.text, fields: JSON.parse(li.dataset.fields || "{}") }));
    else add();
  });
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element)) return;
    const li = target.closest(".note");
    if (target.closest("[data-close]")) { if (desk()) { event.preventDefault(); close(); } }
    else if (target.closest("[data-correct]")) { event.preventDefault(); edit(li); }
    else if (target.closest("[data-save]")) saveEdit(li);
    else if (target.closest("[data-cancel]")) { endEdit(li); li.querySelector("[data-correct]")?.focus(); }
    else if (target.closest("[data-strike]")) gesture(li, "strike");
    else if (target.closest("[data-save-answer]")) answer(target.closest("[data-question]"));
    else if (target.closest("[data-offline] [data-add]")) add();
  });
  document.addEventListener("change", (event) => {
    const target = event.target;
    const question = target.closest("[data-question]");
    if (question) answer(question);
    else if (target.matches("[data-field]") && panel()?.contains(target)) reckon(target);
    else if (target.name === "etat" && panel()?.contains(target)) { outbox.keep({ kind: "state", address: place(), text: target.value }); status("sending"); }
  });
  document.addEventListener("focusout", ({ target }) => { // a value typed, sent by Enter, then taken back: browsers tell no change
    const question = target.matches("input[data-field]") && target.closest("[data-question]");
    if (question && !question.querySelector("[data-save-answer]")) answer(question);
  });
  document.addEventListener("input", (event) => {
    const box = event.target;
    if (!panel()?.contains(box) || !box.matches("textarea, [data-field]")) return;
    if (box.tagName === "TEXTAREA") grow(box);
    keepDraft(box);
  });

  /** What is being typed is kept at every key, fields as well as text. */
  function keepDraft(box) {
    const li = box.closest(".note");
    const question = box.closest("[data-question]");
    if (question) {
      const input = valueOf(question);
      const fields = input && { value: input.value.trim() };
      outbox.draft(question.dataset.question, { text: question.querySelector("textarea").value, address: question.dataset.question, fields });
    } else if (li) {
      const editor = li.querySelector(".note-editor");
      if (editor) outbox.draft(`note:${li.dataset.note}`, { text: editor.querySelector("textarea").value, fields: chosen(editor), base: Number(editor.dataset.base), address: place() });
    } else {
      const corner = box.closest("[data-new]");
      const text = corner.querySelector("textarea").value;
      const fields = chosen(corner);
      if (text.trim()) nameless(corner, corner.querySelector("textarea"), false);
      outbox.draft(place(), text.trim() || Object.keys(fields).length ? { text, fields } : null);
    }
  }

  /** A field of a note has changed: say what was understood, and what the line amounts to. */
  async function reckon(input) {
    const box = input.closest(".note-editor") ?? input.closest("[data-new]");
    if (!box) return;
    keepDraft(input);
    const fields = chosen(box);
    const found = await read(box, { address: place(), fields });
    await released;
    if (!differ(chosen(box), fields)) tell(box, found ?? {}); // an answer about what is no longer there is not told
  }
  // What is told makes the panel longer: not between pressing a button and releasing it, or the press would miss.
  let released = null;
  document.addEventListener("pointerdown", () => {
    released = new Promise((done) => {
      for (const name of ["pointerup", "pointercancel"]) addEventListener(name, () => setTimeout(done), { once: true });
      setTimeout(done, 1000); // released outside of the window
    });
  });
  document.addEventListener("keydown", (event) => {
    const target = event.target;
    const writing = target.tagName === "TEXTAREA" && panel()?.contains(target);
    // Where people write paragraphs, Enter goes to the next line, and Ctrl + Enter sends.
    if (writing && event.key === "Enter" && panel().matches("[data-prose]") && !event.ctrlKey && !event.metaKey) return;
    const field = target.matches("input[data-field]") && panel()?.contains(target);
    if (event.key === "Enter" && field && target.closest("[data-question]")) {
      event.preventDefault();
      answer(target.closest("[data-question]"));
    } else if (event.key === "Enter" && !event.shiftKey && !event.isComposing && (writing || field) && !target.closest("[data-question]")) {
      event.preventDefault();
      const li = target.closest(".note");
      if (li?.matches(".is-editing")) target.form.requestSubmit(li.querySelector("[value=corriger]"));
      else if (li) saveEdit(li); else add();
    } else if (event.key === "Escape" && panel()?.contains(target)) {
      const li = target.closest(".note");
      if (li?.querySelector(".note-editor")) { endEdit(li); li.querySelector("[data-correct]")?.focus(); }
      else if (desk()) close();
    } else if (target.matches(".cell-link") && event.key.startsWith("Arrow")) walk(event);
  });
  function walk(event) {
    const cell = event.target.closest(".cell");
    const row = cell.parentElement;
    const table = cell.matches("td");
    const before = event.key === "ArrowLeft" || (!table && event.key === "ArrowUp");
    const after = event.key === "ArrowRight" || (!table && event.key === "ArrowDown");
    const sideways = before ? cell.previousElementSibling : after ? cell.nextElementSibling : null;
    const upright = table && { ArrowUp: row.previousElementSibling, ArrowDown: row.nextElementSibling }[event.key];
    const next = sideways ?? upright?.children?.[cell.cellIndex];
    const link = next?.querySelector(".cell-link");
    if (link) { event.preventDefault(); link.focus(); }
  }

  document.addEventListener("htmx:configRequest", (event) => { event.detail.timeout = 8000; });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.xhr.responseURL.includes(document.body.dataset.login)) { event.detail.shouldSwap = false; outbox.expire(); }
  });
  // Not afterSwap: until it settles, the new element carries the attributes of the one it replaces, `hidden` included.
  document.addEventListener("htmx:afterSettle", (event) => { if (panel()) opened(event.detail.requestConfig?.verb === "get"); });
  for (const name of ["htmx:sendError", "htmx:timeout"]) {
    document.addEventListener(name, (event) => {
      const asked = decodeURIComponent(event.detail.pathInfo?.requestPath ?? "").match(/\/case\/([^/]+)\//)?.[1];
      if (asked && td(asked)) openOffline(td(asked));
    });
  }
  document.addEventListener("htmx:responseError", (event) => { // the whole page says better what happened
    const link = event.target.closest?.("a[href]");
    if (link) location.assign(link.href);
  });
  document.addEventListener("htmx:historyRestore", () => { opened(false); markCells(); outbox.redraw(); });

  if (panel()) {
    opened(false);
    // After the browser has gone to the fragment, which focuses the panel because it scrolls.
    if (location.hash === "#case") addEventListener("load", () => setTimeout(() => { if (!panel()?.querySelector(":focus")) enter(); }));
  }
  markCells();
})();
