"use strict";

/**
 * The law's optimal sparsity for N and a budget C, by the same steps as org.sparselaw.analysis.optimum.OptimalSparsity, and its
 * intervals, by the same quantiles as org.sparselaw.analysis.law.Resamples.
 */
function Calculator(law) {
  const multiplier = s => law.slope / (1 - s) + 1 - law.slope;
  const loss = ([aS, bS, cS, bN, aD, bD, c], s, n, d) => (aS * (1 - s) ** bS + cS) * n ** -bN + (aD / d) ** bD + c;
  const resamples = decoded(law.resamples, law.coefficients.length);

  /** Little-endian doubles in base 64, one resample after the other. */
  function decoded(text, size) {
    const bytes = Uint8Array.from(atob(text), character => character.charCodeAt(0));
    const view = new DataView(bytes.buffer);
    return Array.from({ length: bytes.length / (8 * size) }, (_, resample) =>
      Array.from({ length: size }, (_, i) => view.getFloat64(8 * (resample * size + i), true)));
  }

  function logContour([aS, bS, , , aD, bD], s) {
    if (!(aS > 0 && bS > 0)) return Infinity;
    const multiplierSlope = law.slope / ((1 - s) * (1 - s));
    const ratio = bD * multiplier(s) ** (bD - 1) * multiplierSlope * (1 - s) ** (1 - bS) / (aS * bS);
    return Math.log(6 * aD) + Math.log(ratio) / bD;
  }

  function optimalSparsity(coefficients, n, budget) {
    const [, , , bN, , bD] = coefficients;
    const wanted = Math.log(budget) - (1 + bN / bD) * Math.log(n);
    if (!(wanted > logContour(coefficients, 0))) return 0;
    let low = 0, high = 0.9999;
    while (high - low > 1e-15) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (logContour(coefficients, middle) < wanted) low = middle; else high = middle;
    }
    return low;
  }

  function answer(coefficients, n, budget) {
    const sparsity = optimalSparsity(coefficients, n, budget);
    const data = budget / (6 * n * multiplier(sparsity));
    return { sparsity, data, loss: loss(coefficients, sparsity, n, data) };
  }

  function interval(values) {
    const sorted = unknown => Float64Array.from(values, value => Number.isNaN(value) ? unknown : value).sort();
    const quantile = (rising, part) => {
      const place = Math.max(0, Math.min(rising.length - 1, part * (rising.length + 1) - 1)), below = Math.floor(place), between = place - below;
      const low = rising[below], high = rising[Math.min(below + 1, rising.length - 1)];
      if (Math.abs(low) === Infinity && Math.abs(high) === Infinity) return part < 0.5 ? low : high;
      return between === 0 ? low : low * (1 - between) + high * between;
    };
    return { low: quantile(sorted(-Infinity), (1 - law.confidence) / 2), high: quantile(sorted(Infinity), (1 + law.confidence) / 2) };
  }

  const within = (range, value) => value >= range.low * (1 - 1e-9) && value <= range.high * (1 + 1e-9);

  /**
   * The best plan; intervals has the ranges of its sparsity and data, and of the loss that the plan itself will have, and is null
   * without resamples.
   */
  this.plan = (n, budget) => {
    const best = answer(law.coefficients, n, budget);
    const denseData = budget / (6 * n);
    const all = resamples.map(coefficients =>
      ({ ...answer(coefficients, n, budget), loss: loss(coefficients, best.sparsity, n, best.data) }));
    const intervals = all.length === 0 ? null : Object.fromEntries(
      ["sparsity", "data", "loss"].map(name => [name, interval(all.map(plan => plan[name]))]));
    return {
      ...best, intervals, denseData,
      denseLoss: loss(law.coefficients, 0, n, denseData),
      covered: within(law.ranges.sparsity, best.sparsity) && within(law.ranges.nonZeros, n) && within(law.ranges.data, best.data)
    };
  };
}
