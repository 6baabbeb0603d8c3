// Draws a matching round while it runs: the cost of the best plan and the proven bound, as reported.
// EventSource comes back by itself after a cut and says which report it saw last.
const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 640;
const HEIGHT = 220;

export function watchRound(panel) {
  if (panel.dataset.running) return;
  panel.dataset.running = "yes";
  const reports = [];
  const lines = ["bound", "best"].map((name) => {
    const line = document.createElementNS(SVG, "polyline");
    line.setAttribute("class", name);
    panel.querySelector("svg").append(line);
    return line;
  });
  const show = (name, text) => (panel.querySelector(`[data-show=${name}]`).textContent = text);
  const events = new EventSource(panel.dataset.round);
  events.addEventListener("progress", (event) => {
    const report = JSON.parse(event.data);
    reports.push(report);
    panel.querySelector("progress").value = report.percent;
    for (const name of ["percent", "best", "bound", "gap", "matched"]) show(name, report.shown[name]);
    draw(reports, lines);
  });
  events.addEventListener("end", () => {
    events.close();
    location.reload();
  });
}

function draw(reports, [bound, best]) {
  const values = reports.flatMap((report) => [report.best, report.bound]);
  const low = Math.min(...values);
  const high = Math.max(...values, low + 1);
  const points = (of) =>
    reports
      .map((report) => {
        const x = (report.percent / 100) * WIDTH;
        const y = HEIGHT - ((of(report) - low) / (high - low)) * (HEIGHT - 10) - 5;
        return `${x.toFixed(1)},${y.toFixed(1)}`;
      })
      .join(" ");
  best.setAttribute("points", points((report) => report.best));
  bound.setAttribute("points", points((report) => report.bound));
}
