/* The figures beside the balance follow what is written in it: drawn again by the server after each gesture that it has
   acknowledged. Without this script they are as fresh as the page. */
(() => {
  "use strict";
  const url = document.body.dataset.results;
  if (!url) return;
  let wanted = 0;
  let timer = null;

  async function renew() {
    const mine = ++wanted;
    const answer = await fetch(url, { headers: { "X-Requested-With": "fetch" } }).catch(() => null);
    if (!answer?.ok || answer.redirected || mine !== wanted) return;
    const fresh = document.createElement("template");
    fresh.innerHTML = await answer.text();
    for (const id of ["live-figures", "live-charts"]) {
      const old = document.getElementById(id);
      const next = fresh.content.getElementById(id);
      if (!old || !next) continue;
      const open = [...old.querySelectorAll("details")].map((details) => details.open);
      next.querySelectorAll("details").forEach((details, i) => { details.open = open[i] ?? false; });
      // A status read aloud only when its words change: the element stays, its text is replaced.
      const said = old.querySelector("[role=status]");
      const says = next.querySelector("[role=status]");
      if (said && says) { if (said.textContent !== says.textContent) said.textContent = says.textContent; says.replaceWith(said); }
      old.replaceWith(next);
    }
  }

  document.addEventListener("outbox:acknowledged", ({ detail }) => {
    if (detail.record.deliverable !== document.body.dataset.deliverable) return;
    clearTimeout(timer);
    timer = setTimeout(renew, 300); // several gestures in a row are drawn once
  });
})();
