// Charts are heavy and stand low on the page: they are fetched when the page is there, or before it is printed.
export function startCharts() {
  const figure = document.querySelector("figure[data-chart]");
  const load = () => (figure ? import(figure.dataset.chart) : Promise.resolve());
  if (document.readyState === "complete") load();
  else addEventListener("load", () => setTimeout(load, 200));
  document.addEventListener("click", (event) => {
    if (event.target.closest("[data-print]")) load().then(() => print());
  });
}
