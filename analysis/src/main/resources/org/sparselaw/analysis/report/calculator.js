"use strict";

/** The law's optimal sparsity for N and a budget C, by the same steps as org.sparselaw.analysis.optimum.OptimalSparsity. */
function Calculator(law) {
  const { aS, bS, cS, bN, aD, bD, c } = law.coefficients;
  const multiplier = s => law.slope / (1 - s) + 1 - law.slope;
  const loss = (s, n, d) => (aS * (1 - s) ** bS + cS) * n ** -bN + (aD / d) ** bD + c;

  function logContour(s) {
    if (!(aS > 0 && bS > 0)) return Infinity;
    const multiplierSlope = law.slope / ((1 - s) * (1 - s));
    const ratio = bD * multiplier(s) ** (bD - 1) * multiplierSlope * (1 - s) ** (1 - bS) / (aS * bS);
    return Math.log(6 * aD) + Math.log(ratio) / bD;
  }

  function optimalSparsity(n, budget) {
    const wanted = Math.log(budget) - (1 + bN / bD) * Math.log(n);
    if (!(wanted > logContour(0))) return 0;
    let low = 0, high = 0.9999;
    while (high - low > 1e-15) {
      const middle = (low + high) / 2;
      if (middle === low || middle === high) break;
      if (logContour(middle) < wanted) low = middle; else high = middle;
    }
    return low;
  }

  const within = (range, value) => value >= range.low * (1 - 1e-9) && value <= range.high * (1 + 1e-9);

  this.plan = (n, budget) => {
    const sparsity = optimalSparsity(n, budget);
    const data = budget / (6 * n * multiplier(sparsity));
    const denseData = budget / (6 * n);
    return {
      sparsity, data, denseData,
      loss: loss(sparsity, n, data),
      denseLoss: loss(0, n, denseData),
      covered: within(law.ranges.sparsity, sparsity) && within(law.ranges.nonZeros, n) && within(law.ranges.data, data)
    };
  };
}
