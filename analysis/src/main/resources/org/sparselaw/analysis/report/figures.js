"use strict";

/* How every figure looks, in the page and in the files: one configuration, one set of number formats, one layout. */
const figureConfig = {
  font: "Liberation Sans, Arial, Helvetica, sans-serif",
  padding: { left: 5, top: 5, right: 15, bottom: 5 },
  view: { stroke: null },
  title: { anchor: "start", fontSize: 15, fontWeight: "bold", offset: 12 },
  axis: { labelFontSize: 11, titleFontSize: 12, titleFontWeight: "normal", titleColor: "#333", gridColor: "#eee", domainColor: "#999", tickColor: "#999" },
  legend: { orient: "top", titleFontSize: 12, titleFontWeight: "normal", labelFontSize: 12, symbolOpacity: 1, symbolType: "circle", offset: 10 },
  mark: { aria: false }
};

const figureExpressions = {
  amount: value => count(value).replace(" ", ""),
  power: value => value.toExponential().replace("e+", "e")
};

function count(value) {
  const scales = ["", " k", " M", " B", " T"];
  let i = 0;
  while (i + 1 < scales.length && value >= 999.5) { value /= 1000; i++; }
  return Number(value.toPrecision(3)) + scales[i];
}

/** The specification of a figure of this width in pixels: panels side by side get as many columns as fit, a single one fills it. */
function sized(specification, width) {
  if (!specification.facet) {
    return { ...specification, width, autosize: { type: "fit-x", contains: "padding" } };
  }
  const panels = new Set(specification.datasets.points.map(point => point.panel)).size;
  const most = Math.max(1, Math.min(panels, specification.columns, Math.floor(width / 230)));
  const columns = Math.ceil(panels / Math.ceil(panels / most));
  const axis = 55;
  const inner = specification.resolve
    ? Math.min(430, Math.floor(width / columns) - axis - 25)
    : Math.min(480, Math.floor((width - axis) / columns) - 25);
  return { ...specification, columns, spec: { ...specification.spec, width: inner } };
}
