// Draws every .chart: a plotly figure that is asked for (data-figure, again every data-every milliseconds) or stands
// within (a JSON script). Colours are the page's.
const colours = {
  light: ["#0b6e78", "#c8642b", "#5b5fc7", "#2f8a4c", "#b0327a", "#8a6d00", "#3d7dca", "#7a4b2a"],
  dark: ["#5fc7cf", "#f0a272", "#a5a8ff", "#7fd89a", "#f08fc4", "#e3c54a", "#8fbdf5", "#d0a584"],
};

const dressed = (layout) => {
  const style = getComputedStyle(document.documentElement);
  const of = (name) => style.getPropertyValue(name).trim();
  const axis = { gridcolor: of("--line"), zerolinecolor: of("--line"), linecolor: of("--idle"), automargin: true };
  const axes = Object.fromEntries(
    Object.entries({ xaxis: {}, yaxis: {}, ...layout })
      .filter(([key]) => /^[xy]axis\d*$/.test(key))
      .map(([key, value]) => [key, { ...axis, ...value }]),
  );
  return {
    autosize: true,
    margin: { l: 48, r: 12, t: 12, b: 40 },
    legend: { orientation: "h", y: -0.2 },
    hoverlabel: { bgcolor: of("--card"), font: { color: of("--ink") } },
    colorway: colours[document.documentElement.dataset.theme] ?? colours.light,
    ...layout,
    ...axes,
    paper_bgcolor: "rgba(0,0,0,0)",
    plot_bgcolor: "rgba(0,0,0,0)",
    font: { family: getComputedStyle(document.body).fontFamily, size: 12, color: of("--ink"), ...layout?.font },
  };
};

const complain = (chart, text) => {
  Plotly.purge(chart);
  const said = document.createElement("p");
  said.className = "fault";
  said.textContent = text;
  chart.replaceChildren(said);
  chart.figure = null;
};

const draw = (chart) => {
  if (!chart.figure) return;
  if (chart.querySelector(".fault")) chart.replaceChildren();
  const { data = [], layout = {} } = chart.figure;
  Plotly.react(chart, structuredClone(data), dressed(structuredClone(layout)), { responsive: true, displayModeBar: false });
};

const fetchFigure = async (chart) => {
  if (!document.hidden) {
    try {
      const answer = await fetch(chart.dataset.figure);
      const text = await answer.text();
      if (!answer.ok) complain(chart, text);
      else if (text !== chart.seen) {
        chart.seen = text;
        const figure = JSON.parse(text);
        if (figure.error) complain(chart, figure.error);
        else { chart.figure = figure; draw(chart); }
      }
      chart.classList.remove("stale");
    } catch {
      chart.classList.add("stale");
    }
  }
  const every = Number(chart.dataset.every ?? 0);
  if (every > 0 && chart.isConnected) setTimeout(fetchFigure, every, chart);
};

const charts = document.querySelectorAll(".chart");
for (const chart of charts) {
  const within = chart.querySelector("script[type='application/json']");
  if (within) {
    chart.figure = JSON.parse(within.textContent);
    within.remove();
    draw(chart);
  } else if (chart.dataset.figure) fetchFigure(chart);
}
document.addEventListener("theme", () => charts.forEach(draw));

for (const button of document.querySelectorAll("[data-save]")) {
  button.addEventListener("click", () => {
    const chart = button.closest(".panel, .card")?.querySelector(".chart");
    if (chart?.figure) Plotly.downloadImage(chart, { format: button.dataset.save, filename: chart.getAttribute("aria-label"), width: 1200, height: 700 });
  });
}
