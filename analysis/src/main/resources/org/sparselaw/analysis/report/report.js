const law = JSON.parse(document.getElementById("law").textContent);
const calculator = new Calculator(law);

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
  const line = (name, dense, best, range, format) => [name, format(dense), format(best), range ? `${format(range.low)} to ${format(range.high)}` : ""];
  const table = document.createElement("table");
  const lines = [
    ["", "dense", "best", plan.intervals ? `${100 * law.confidence} % interval` : ""],
    line("sparsity S", 0, plan.sparsity, plan.intervals?.sparsity, value => value.toFixed(3)),
    line(`data D (${law.unit})`, plan.denseData, plan.data, plan.intervals?.data, count),
    line("expected loss", plan.denseLoss, plan.loss, plan.intervals?.loss, value => value.toFixed(4))
  ];
  for (const cells of lines) {
    const row = table.insertRow();
    cells.forEach((text, column) => {
      const cell = document.createElement(column === 0 || cells === lines[0] ? "th" : "td");
      cell.textContent = text;
      row.append(cell);
    });
  }
  result.replaceChildren(table);
  if (!plan.covered) {
    const note = document.createElement("p");
    note.textContent = "This lies outside the runs: the law extrapolates.";
    result.append(note);
  }
}

const middle = range => Math.sqrt(range.low * range.high);
size.value = count(middle(law.ranges.nonZeros)).replace(" ", "");
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
  const body = table.tBodies[0];
  const numeric = heading.className === "number";
  const rows = [...body.rows].map(row => ({ row, value: row.cells[column].dataset.value }));
  const order = numeric ? (a, b) => a - b : (a, b) => a.localeCompare(b);
  rows.sort(({ value: x }, { value: y }) =>
    x === "" || y === "" ? (x === "") - (y === "") : falling ? -order(x, y) : order(x, y));
  body.replaceChildren(...rows.map(({ row }) => row));
}));
