/* Draws a figure as SVG where there is no browser. */

/** Advance widths of the characters from space to ~ in Liberation Sans, thousandths of the font size; Arial and Helvetica have the same. */
const advances = {
  normal: [278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
    1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
    333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584],
  bold: [278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
    975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
    333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584]
};
const otherAdvance = 584;

vega.textMetrics.width = (item, text) => {
  const widths = item.fontWeight === "bold" ? advances.bold : advances.normal;
  let sum = 0;
  for (const character of String(text ?? "")) sum += widths[character.charCodeAt(0) - 32] ?? otherAdvance;
  return sum * (item.fontSize ?? 11) / 1000;
};

for (const [name, expression] of Object.entries(figureExpressions)) vega.expressionFunction(name, expression);

/** Begins to draw a figure (JSON) of this width in pixels; {@code drawing} has it once the promises of Vega are kept. */
let drawing;
function draw(specification, width) {
  drawing = { svg: null, error: null };
  vega.resetSVGDefIds();
  try {
    const compiled = vegaLite.compile(sized(JSON.parse(specification), width), { config: figureConfig });
    new vega.View(vega.parse(compiled.spec), { renderer: "none", logLevel: vega.Error })
      .toSVG()
      .then(svg => { drawing.svg = svg; }, error => { drawing.error = String(error); });
  } catch (error) {
    drawing.error = String(error);
  }
}
