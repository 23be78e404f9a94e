/* The outbox: what was typed is kept in this browser before it is sent, and forgotten only when the server has
   acknowledged it. One record a gesture, replayed in order after a cut, a closed tab or a new sign-in, never twice:
   each carries a UUID that the server remembers. Other scripts talk to it through `window.outbox` and its events. */
(() => {
  "use strict";
  const body = document.body;
  const user = body.dataset.user;
  if (!user) return;

  const PREFIX = `capacities:${user}:`;
  const fallback = new Map(); // when the browser keeps nothing for us, or is full
  const store = {
    get(key) { return fallback.get(key) ?? localStorage.getItem(key); },
    set(key, value) {
      try { localStorage.setItem(key, value); fallback.delete(key); } catch { fallback.set(key, value); }
    },
    drop(key) { fallback.delete(key); try { localStorage.removeItem(key); } catch { /* nothing was there */ } },
    keys(part) {
      let kept = [];
      try { kept = Object.keys(localStorage); } catch { /* storage is closed to us */ }
      return [...new Set([...kept, ...fallback.keys()])].filter((key) => key.startsWith(PREFIX + part)).sort();
    },
  };
  const read = (key) => { try { return JSON.parse(store.get(key)); } catch { return null; } };
  const uuid = () => crypto.randomUUID ? crypto.randomUUID()
    : "10000000-1000-4000-8000-100000000000".replace(/[018]/g, (c) => (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16));
  const cookie = (name) => document.cookie.split("; ").find((part) => part.startsWith(name + "="))?.slice(name.length + 1) ?? "";
  const say = (name, detail) => document.dispatchEvent(new CustomEvent(`outbox:${name}`, { detail, cancelable: true }));
  // One tab sends for all of this browser: the others learn from it what became of their gestures.
  const tabs = "BroadcastChannel" in window ? new BroadcastChannel(`${PREFIX}nouvelles`) : null;
  tabs?.addEventListener("message", ({ data }) => { say(data.name, data.detail); announce(); });
  const tell = (name, detail) => { say(name, detail); tabs?.postMessage({ name, detail }); };

  let state = "idle"; // idle | sending | waiting | session
  let last = 0;
  function moment() { // strictly growing, so that keys sort in the order of gestures whatever the clock does
    const newest = store.keys("envoi:").map((key) => Number(key.split(":")[4]?.slice(0, 15))).reduce((a, b) => Math.max(a, b || 0), 0);
    last = Math.max(Date.now(), last + 1, newest + 1);
    return String(last).padStart(15, "0");
  }

  /** Keep a gesture, then send it. Returns the record with its UUID. */
  function keep(gesture) {
    const record = { deliverable: body.dataset.deliverable, url: body.dataset.changes, gesture: "write", base: 0, text: "", fields: {}, ...gesture, id: uuid() };
    store.set(`${PREFIX}envoi:${record.deliverable}:${moment()}-${record.id}`, JSON.stringify(record));
    announce();
    flush();
    return record;
  }

  const pending = (deliverable = body.dataset.deliverable) => store.keys(`envoi:${deliverable}:`).map(read).filter(Boolean);
  const refusals = () => store.keys("refus:").map((key) => ({ key, ...read(key) })).filter((r) => r.record);
  const draftKey = (place) => `${PREFIX}brouillon:${body.dataset.deliverable}:${place}`;
  const draft = (place, value) => { if (value) store.set(draftKey(place), JSON.stringify(value)); else store.drop(draftKey(place)); };
  const drafts = () => Object.fromEntries(store.keys(`brouillon:${body.dataset.deliverable}:`).map((key) => [key.slice(draftKey("").length), read(key)]));

  let running = false;
  let again = false;
  let retry = null;
  let failures = 0;
  async function flush() {
    clearTimeout(retry);
    again = true;
    if (running) return;
    running = true;
    try {
      while (again) {
        again = false;
        // One sender over all tabs of this browser: gestures leave in the order in which they were made.
        if (navigator.locks) await navigator.locks.request(`${PREFIX}envoi`, sendAll); else await sendAll();
      }
    } finally {
      running = false;
      announce();
    }
  }

  async function sendAll() {
    for (let key = store.keys("envoi:")[0]; key; key = store.keys("envoi:")[0]) {
      const record = read(key);
      if (!record) { store.drop(key); continue; }
      if (!failures) state = "sending"; // a retry says nothing until it succeeds: the notice neither blinks nor repeats itself
      announce();
      const outcome = await send(record);
      if (outcome === "stop") return;
      if (outcome.refused) store.set(key.replace(":envoi:", ":refus:"), JSON.stringify({ record, message: outcome.refused }));
      else rebase(record, outcome.answer);
      store.drop(key);
      failures = 0;
      if (outcome.refused) tell("refused", { record, message: outcome.refused });
      else tell("acknowledged", { record, answer: outcome.answer });
    }
    state = "idle";
  }

  async function send(record) {
    const { url, deliverable, ...gesture } = record;
    let answer;
    try {
      const abort = new AbortController();
      const limit = setTimeout(() => abort.abort(), 15000);
      answer = await fetch(url, {
        method: "POST", credentials: "same-origin", redirect: "manual", signal: abort.signal, body: JSON.stringify(gesture),
        headers: { "Content-Type": "application/json", "X-CSRFToken": cookie("csrftoken"), "X-User": user, Accept: "application/json" },
      });
      clearTimeout(limit);
      if (answer.status === 200 || answer.status === 409) return { answer: await answer.json() };
    } catch { return later("waiting"); }
    if (answer.type === "opaqueredirect" || answer.status === 0 || answer.status >= 500 || [408, 425, 429].includes(answer.status)) return later("waiting");
    const told = await answer.json().catch(() => ({}));
    if (answer.status === 401 || told.code === "csrf" || (answer.status === 403 && !told.code)) return later("session");
    return { refused: told.message || "Cette saisie n’a pas été acceptée." };
  }

  /** Asked for by the person, who is told that it is being tried. */
  function tryNow() { failures = 0; return flush(); }

  function later(why) {
    state = why;
    failures += 1;
    if (why === "waiting") retry = setTimeout(flush, Math.min(30000, 1000 * 1.6 ** Math.min(failures, 8)) * (0.75 + Math.random() / 2));
    return "stop";
  }

  /** A later gesture on the same note was made on top of this one: it must name the version that this one received, or
      the sibling note when this one met somebody else's correction. */
  function rebase(record, answer) {
    if (record.kind !== "note" && record.kind !== "row") return;
    for (const key of store.keys(`envoi:${record.deliverable}:`)) {
      const next = read(key);
      if (next && next.id !== record.id && next.note === record.note) store.set(key, JSON.stringify({ ...next, note: answer.note, base: answer.version }));
    }
  }

  // --- What the person is told, on every page ---------------------------------------------------------------------
  let shown = "";
  function announce() {
    const count = store.keys("envoi:").length;
    const refused = refusals();
    const told = count || state === "session" ? state : "idle";
    say("state", { state: told, count });
    const text = `${told}|${count}|${refused.map((r) => r.key).join()}`;
    if (text === shown) return;
    shown = text;
    draw(told, count, refused);
  }

  function draw(told, count, refused) {
    let notice = document.getElementById("outbox-notice");
    if (told !== "waiting" && told !== "session" && !refused.length) { notice?.remove(); return; }
    if (!notice) {
      notice = document.createElement("div");
      notice.id = "outbox-notice";
      notice.setAttribute("role", "status");
      document.querySelector("main .wrap").prepend(notice);
    }
    notice.replaceChildren();
    const kept = count > 1 ? `${count} saisies sont gardées dans ce navigateur` : "Une saisie est gardée dans ce navigateur";
    const leaves = count > 1 ? "partiront" : "partira";
    if (told === "session") {
      const link = document.createElement("a");
      link.href = `${body.dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
      link.textContent = "Se reconnecter";
      notice.append(line("notice notice-warning", `Votre session a expiré. ${count ? `${kept} et ${leaves} après votre connexion.` : "Reconnectez-vous pour continuer."} `, link));
    } else if (told === "waiting") {
      notice.append(line("notice notice-warning", `Pas de connexion. ${kept} et ${leaves} dès que la connexion revient. `, button("Réessayer", tryNow)));
    }
    for (const one of refused) notice.append(refusal(one));
  }

  /** What was refused stays here, with its whole text, until the person takes it back or sets it aside. */
  function refusal({ key, record, message }) {
    const box = document.createElement("div");
    box.className = "notice notice-error";
    box.append(line("", message));
    if (record.text.length > 80) {
      const more = document.createElement("details");
      const start = document.createElement("summary");
      start.textContent = `Votre texte : « ${record.text.slice(0, 80)}… »`;
      more.append(start, line("outbox-text", record.text));
      box.append(more);
    } else if (record.text) box.append(line("", `Votre texte : « ${record.text} »`));
    const here = record.deliverable === body.dataset.deliverable;
    const acts = line("row-actions");
    if (here && record.text && "mayWrite" in body.dataset && (record.kind !== "row" || document.getElementById("nom"))) {
      acts.append(button("Reprendre le texte", () => takeBack(key, record)), " ");
    }
    acts.append(button("Écarter", () => { if (!record.text || confirm("Écarter cette saisie ? Son texte sera perdu.")) { store.drop(key); announce(); } }));
    box.append(acts);
    return box;
  }

  function takeBack(key, record) {
    if (record.kind !== "row") {
      const correction = record.kind === "note" && record.base;
      const where = correction ? `note:${record.note}` : record.address;
      const begun = drafts()[where]?.text;
      const text = begun && begun !== record.text ? `${begun}\n${record.text}` : record.text;
      draft(where, { text, fields: record.fields, base: record.base, address: record.address.split(".").slice(0, 3).join(".") });
    }
    store.drop(key);
    announce();
    if (say("reopened", { record })) location.assign(`${record.url.replace(/modifications\/$/, "")}?case=${record.address.split(".").slice(0, 3).join(".")}#case`);
  }
  function line(name, ...content) { const p = document.createElement("p"); if (name) p.className = name; p.append(...content); return p; }
  function button(label, act) { const b = document.createElement("button"); b.type = "button"; b.className = "btn btn-outline btn-small"; b.textContent = label; b.addEventListener("click", act); return b; }

  addEventListener("online", flush);
  document.addEventListener("visibilitychange", () => { if (!document.hidden && (store.keys("envoi:").length || state === "session")) flush(); });
  addEventListener("storage", (event) => { if (event.key?.startsWith(PREFIX)) announce(); });
  addEventListener("beforeunload", (event) => { if (fallback.size) event.preventDefault(); });
  document.addEventListener("submit", (event) => {
    if (!event.target.matches("[data-logout]")) return;
    const left = store.keys("envoi:").length + store.keys("brouillon:").length;
    if (left && !confirm("Ce navigateur garde des saisies qui ne sont pas encore enregistrées. Elles y resteront jusqu’à votre prochaine connexion sur cet ordinateur. Se déconnecter maintenant ?")) event.preventDefault();
  });

  window.outbox = { keep, pending, draft, drafts, flush, tryNow, uuid, get state() { return state; }, expire() { state = "session"; announce(); }, redraw() { shown = ""; announce(); } };
  announce();
  if (store.keys("envoi:").length) flush();
})();
