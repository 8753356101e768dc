"""Times the reference procedure on the published tables: mean Huber loss, BFGS with numerical gradients, 25 random starts.

It follows the description of Frantar et al. (arXiv 2309.08520) and what their notebook does, with one change: their gradient
tolerance of 1e-5 stops far from the optimum of the T5 table, so it is tightened until the best start gets there. Prints
properties for FitBenchmark: seconds, and how far from the optimum it ended.

    python3 reference_fit.py FOLDER
"""
import csv
import json
import sys
import time
import warnings
from pathlib import Path

import numpy as np
from scipy.optimize import minimize

STARTS = 25
RESAMPLES = 2
OPTIMA = {"t5": 4.880116595e-06, "vit": 4.929087831e-04}


def t5(folder):
    with open(folder / "t5-data.csv", newline="") as table:
        rows = list(csv.DictReader(table))
    column = {name: np.array([float(row[name]) for row in rows]) for name in rows[0] if name}
    s = column["sparsity"]
    n = 24 * 12 * 768**2 * column["scale"] * (1 - s) / 1e6
    return (s, n, column["steps"] / 1e5), column["val-loss"], 1e-3, True


def vit(folder):
    columns = json.loads((folder / "vit-data.json").read_text())
    keys = list(columns["scale"])
    column = {name: np.array([columns[name][k] for k in keys]) for name in columns}
    s = column["sparsity"]
    n = 12 * 12 * 768**2 * column["scale"] * (1 - s) / 1e6
    return (s, n, column["total_examples"] / 1e9), column["val-loss"], 1e-2, False


def law(x, p):
    s, n, d = x
    return (p[0] * (1 - s) ** p[1] + p[2]) * n ** -p[3] + p[4] * d ** -p[5] + p[6]


def objective(x, y, delta, log):
    def mean_huber(p):
        predicted = law(x, p)
        r = np.abs(np.log(predicted) - np.log(y)) if log else np.abs(predicted - y)
        far = r > delta
        return (np.sum(delta * (r[far] - delta / 2)) + np.sum(r[~far] ** 2) / 2) / y.size

    return mean_huber


def fit(x, y, delta, log, gtol, random):
    """The lowest of 25 starts. scipy reports most as failed: a tolerance this tight ends in rounding."""
    mean_huber = objective(x, y, delta, log)
    return min(
        (minimize(mean_huber, random.uniform(size=7), method="BFGS", options={"gtol": gtol}) for _ in range(STARTS)),
        key=lambda result: result.fun if np.isfinite(result.fun) else np.inf,
    ).fun


def main():
    warnings.filterwarnings("ignore")
    folder = Path(sys.argv[1])
    for name, (x, y, delta, log) in {"t5": t5(folder), "vit": vit(folder)}.items():
        for gtol in (1e-5, 1e-7, 1e-8, 1e-9, 1e-10, 1e-11):
            start = time.perf_counter()
            value = fit(x, y, delta, log, gtol, np.random.RandomState(0))
            seconds = time.perf_counter() - start
            excess = value / OPTIMA[name] - 1
            print(f"# {name} gtol {gtol}: {seconds:.2f} s, {excess:.1e} above the optimum")
            if excess < 1e-7:
                break
        print(f"{name}.gtol={gtol}\n{name}.seconds={seconds}\n{name}.excess={excess}")
        if name == "t5":
            random = np.random.RandomState(1)
            start = time.perf_counter()
            for _ in range(RESAMPLES):
                drawn = random.randint(y.size, size=y.size)
                fit(tuple(column[drawn] for column in x), y[drawn], delta, log, gtol, random)
            print(f"bootstrap.fits={RESAMPLES}\nbootstrap.seconds={time.perf_counter() - start}")


if __name__ == "__main__":
    main()
