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
    const pair = (selector) => [document.querySelector(selector), fresh.content.querySelector(selector)];
    const [figures, newFigures] = pair("#live-figures dl");
    if (figures && newFigures) figures.replaceWith(newFigures);
    // Read aloud only when its words change: the element never leaves the page, or it would be a new one.
    const [said, says] = pair("#live-figures [role=status]");
    if (said && says && said.textContent !== says.textContent) said.textContent = says.textContent;
    const [charts, newCharts] = pair("#live-charts");
    if (charts && newCharts) replace(charts, newCharts);
  }

  /** Which tables are open, and where the focus stands, stay as they were. */
  function replace(charts, next) {
    const stops = (box) => [...box.querySelectorAll("summary, [tabindex]")];
    const focused = stops(charts).indexOf(document.activeElement);
    const open = [...charts.querySelectorAll("details")].map((details) => details.open);
    next.querySelectorAll("details").forEach((details, i) => { details.open = open[i] ?? false; });
    charts.replaceWith(next);
    stops(next)[focused]?.focus({ preventScroll: true });
  }

  document.addEventListener("outbox:acknowledged", ({ detail }) => {
    if (detail.record.deliverable !== document.body.dataset.deliverable) return;
    clearTimeout(timer);
    timer = setTimeout(renew, 300); // several gestures in a row are drawn once
  });
})();
