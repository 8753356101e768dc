/* Figures. Above two thousand rows they are painted on a canvas, which is as fast with ten thousand. */
const figures = JSON.parse(document.getElementById("figures").textContent);
const rows = specification => Object.values(specification.datasets).reduce((sum, data) => sum + data.length, 0);

function draw(id) {
  const place = document.getElementById(id);
  return vegaEmbed(place, sized(figures[id], place.clientWidth), {
    mode: "vega-lite", renderer: rows(figures[id]) > 2000 ? "canvas" : "svg", config: figureConfig,
    expressionFunctions: figureExpressions, downloadFileName: id,
    actions: { export: true, source: false, compiled: false, editor: false }
  }).catch(error => {
    place.classList.add("failed");
    place.textContent = "This figure could not be drawn: " + error.message;
  });
}

const drawAll = () => Promise.all(Object.keys(figures).map(draw));
let drawn = drawAll();

let width = document.body.clientWidth, waiting;
window.addEventListener("resize", () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    if (document.body.clientWidth !== width && !matchMedia("print").matches) {
      width = document.body.clientWidth;
      drawn = drawAll();
    }
  }, 200);
});
