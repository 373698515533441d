// Charts from the tables that stand behind them: what a chart shows can always be read as text too.
// <figure data-chart="(address of this file)" data-max="100"> holds a <canvas> and a <table>; the first column labels, the others are series.
// data-kind: nothing is a line over time, "bars" stand beside each other, "intervals" lie, each with its interval (data-low, data-high of its cell).
import { BarController, BarElement, CategoryScale, Chart, Filler, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip } from "chart.js";
import { whiskers } from "./whiskers.js";

Chart.register(BarController, BarElement, CategoryScale, Filler, Legend, LinearScale, LineController, LineElement, PointElement, Tooltip);

const PALETTE = ["--water", "--hot-bar", "--uneasy-bar", "--good", "--ink-soft", "--warm"];
const POINTS = ["circle", "triangle", "rect", "rectRot", "star", "cross"];
const DASHES = [[], [7, 4], [2, 3], [10, 3, 2, 3], [5, 2], [1, 4]];
const number = (cell) => (cell.dataset.value === undefined || cell.dataset.value === "" ? null : Number(cell.dataset.value));

// A custom property may be light-dark(...); only a used colour can be painted on a canvas.
function colour(name) {
  const probe = document.createElement("span");
  probe.className = "unseen";
  probe.style.color = `var(${name})`;
  document.body.append(probe);
  const used = getComputedStyle(probe).color;
  probe.remove();
  return used;
}

function series(table) {
  const heads = [...table.tHead.rows[0].cells].map((cell) => cell.textContent.trim());
  const rows = [...table.tBodies[0].rows];
  return {
    labels: rows.map((row) => row.cells[0].textContent.trim()),
    datasets: heads.slice(1).map((label, index) => ({
      label,
      data: rows.map((row) => number(row.cells[index + 1])),
      spans: rows.map((row) => ["low", "high"].map((end) => parseFloat(row.cells[index + 1].dataset[end]))),
      column: index + 1,
    })).filter((set) => set.data.some((value) => value !== null)),
  };
}

// On a phone a long name takes lines of about twenty letters: cut off, it could not be read.
function folded(name) {
  return name.match(/.{1,20}(?:\s|$)|\S+/gu).map((line) => line.trim());
}

function scales(kind, range, ink, line) {
  const labels = { ticks: { color: ink, maxRotation: 0, autoSkip: kind !== "intervals", autoSkipPadding: 12 }, grid: { display: false } };
  if (kind === "intervals") {
    labels.ticks.callback = function fold(index) {
      const name = this.getLabelForValue(index);
      return this.chart.width < 480 ? folded(name) : name;
    };
  }
  const step = range.max ? { stepSize: range.max / 5 } : { precision: 0 };
  const values = { ...range, ticks: { color: ink, ...step }, grid: { color: line } };
  return kind === "intervals" ? { x: values, y: labels } : { x: labels, y: values };
}

function draw(figure) {
  const data = series(figure.querySelector("table"));
  const ink = colour("--ink-soft");
  const ends = data.datasets.flatMap((set) => set.spans.flat()).filter((value) => !Number.isNaN(value));
  // Without a top the axis takes what the intervals need.
  const range = figure.dataset.max ? { min: 0, max: Number(figure.dataset.max) } : { suggestedMin: Math.min(0, ...ends), suggestedMax: Math.max(0, ...ends) };
  const { kind } = figure.dataset;
  data.datasets.forEach((set, index) => {
    const paint = colour(PALETTE[index % PALETTE.length]);
    Object.assign(set, {
      // Under intervals the bars are pale, so that the lines can be seen.
      borderColor: paint, backgroundColor: kind === "intervals" ? colour("--mine") : paint, pointStyle: POINTS[index % POINTS.length], borderDash: DASHES[index % DASHES.length],
      pointRadius: 4, borderWidth: kind ? 1 : 2.5, maxBarThickness: 26, tension: 0.25, spanGaps: true, fill: false,
    });
  });
  const line = colour("--line");
  const canvas = figure.querySelector("canvas");
  Chart.getChart(canvas)?.destroy();
  new Chart(canvas, {
    type: kind ? "bar" : "line",
    data,
    plugins: kind === "intervals" ? [whiskers(colour("--ink"))] : [],
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: kind === "intervals" ? "y" : "x",
      scales: scales(kind, range, ink, line),
      plugins: { legend: { display: data.datasets.length > 1, labels: { color: ink, usePointStyle: true } } },
    },
  });
}

const drawAll = () => document.querySelectorAll("figure[data-chart]").forEach(draw);
drawAll();
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", drawAll);

// Paper is white, and narrower than the screen: there the charts are drawn anew, in the width of a sheet or of half of one.
const root = document.documentElement;
let theme;
addEventListener("beforeprint", () => {
  theme ??= root.dataset.theme ?? "";
  root.dataset.theme = "light";
  drawAll();
  for (const canvas of document.querySelectorAll("figure[data-chart] canvas")) {
    const chart = Chart.getChart(canvas);
    chart.resize(canvas.closest(".two") ? 310 : 640, chart.height);
  }
});
addEventListener("afterprint", () => {
  if (theme) root.dataset.theme = theme;
  else delete root.dataset.theme;
  theme = undefined;
  drawAll();
});
