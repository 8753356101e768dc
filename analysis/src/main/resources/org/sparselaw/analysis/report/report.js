const law = JSON.parse(document.getElementById("law").textContent);
const calculator = new Calculator(law);

const expressions = {
  amount: value => count(value).replace(" ", ""),
  power: value => value.toExponential().replace("e+", "e")
};

function count(value) {
  const scales = ["", " k", " M", " B", " T"];
  let i = 0;
  while (i + 1 < scales.length && value >= 999.5) { value /= 1000; i++; }
  return Number(value.toPrecision(3)) + scales[i];
}

/* Charts. Panels side by side get as many columns as fit; everything else fills its width. */
const config = {
  font: "system-ui, -apple-system, Segoe UI, Roboto, Helvetica, Arial, sans-serif",
  view: { stroke: null },
  title: { anchor: "start", fontSize: 15, fontWeight: 600, offset: 12 },
  axis: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: 400, titleColor: "#333", gridColor: "#eee", domainColor: "#999", tickColor: "#999" },
  legend: { orient: "top", titleFontSize: 12, titleFontWeight: 400, labelFontSize: 12, symbolOpacity: 1, symbolType: "circle", offset: 10 }
};

function fitted(specification, width) {
  if (!specification.facet) {
    return { ...specification, width: "container", autosize: { type: "fit-x", contains: "padding" } };
  }
  const panels = new Set(specification.datasets.points.map(point => point.panel)).size;
  const most = Math.max(1, Math.min(panels, specification.columns, Math.floor(width / 280)));
  const columns = Math.ceil(panels / Math.ceil(panels / most));
  const axis = 55;
  const inner = specification.resolve
    ? Math.min(430, Math.floor(width / columns) - axis - 25)
    : Math.min(480, Math.floor((width - axis) / columns) - 25);
  return { ...specification, columns, spec: { ...specification.spec, width: inner } };
}

const charts = JSON.parse(document.getElementById("charts").textContent);
for (const [id, specification] of Object.entries(charts)) {
  const place = document.getElementById(id);
  vegaEmbed(place, fitted(specification, place.clientWidth), {
    mode: "vega-lite", renderer: "svg", config, expressionFunctions: expressions, downloadFileName: id,
    actions: { export: true, source: false, compiled: false, editor: false }
  }).catch(error => {
    place.classList.add("failed");
    place.textContent = "This chart could not be drawn: " + error.message;
  });
}

/* Calculator. */
function amount(text) {
  const match = /^\s*([0-9]*\.?[0-9]+(?:e[+-]?[0-9]+)?)\s*([kmbt]?)\s*$/i.exec(text);
  return match ? Number(match[1]) * { "": 1, k: 1e3, m: 1e6, b: 1e9, t: 1e12 }[match[2].toLowerCase()] : NaN;
}

const size = document.getElementById("calculator-size");
const budget = document.getElementById("calculator-budget");
const result = document.getElementById("calculator-result");

function calculate() {
  const n = amount(size.value), flop = amount(budget.value);
  if (!(n > 0 && flop > 0)) {
    result.textContent = "Give both as numbers above 0, such as 20M and 1e18.";
    return;
  }
  const plan = calculator.plan(n, flop);
  const trained = `${count(plan.data)} ${law.unit}, expected loss ${plan.loss.toFixed(4)}`;
  const dense = `${count(plan.denseData)} ${law.unit}, expected loss ${plan.denseLoss.toFixed(4)}`;
  result.textContent = plan.sparsity === 0
    ? `Train dense: ${dense}.`
    : `Sparsity ${plan.sparsity.toFixed(3)}: ${trained}. Dense for the same budget: ${dense}.`;
  if (!plan.covered) {
    result.textContent += " This lies outside the runs: the law extrapolates.";
  }
}

const middle = range => Math.sqrt(range.low * range.high);
const start = middle(law.ranges.nonZeros);
size.value = count(start).replace(" ", "");
budget.value = (6 * amount(size.value) * middle(law.ranges.data)).toExponential(1).replace("e+", "e");
for (const input of [size, budget]) input.addEventListener("input", calculate);
document.getElementById("calculator").addEventListener("submit", event => event.preventDefault());
calculate();

/* Sorting the table of runs: numbers by value, cells without one last. */
const table = document.querySelector(".runs");
table.querySelectorAll("th button").forEach((button, column) => button.addEventListener("click", () => {
  const heading = button.parentElement;
  const falling = heading.getAttribute("aria-sort") === "ascending";
  table.querySelectorAll("th").forEach(th => th.removeAttribute("aria-sort"));
  heading.setAttribute("aria-sort", falling ? "descending" : "ascending");
  const value = row => row.cells[column].dataset.value;
  const numeric = table.tBodies[0].rows[0]?.cells[column].className === "number";
  const rows = [...table.tBodies[0].rows].sort((a, b) => {
    const x = value(a), y = value(b);
    if (x === "" || y === "") return (x === "") - (y === "");
    const order = numeric ? x - y : x.localeCompare(y);
    return falling ? -order : order;
  });
  table.tBodies[0].append(...rows);
}));
