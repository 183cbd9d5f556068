"""Relatedness of labels of 120 rows with labels missing, computed by scikit-learn and SciPy in float64."""
import itertools

import numpy as np
import scipy
import sklearn
from scipy import stats
from scipy.stats.contingency import association, crosstab
from sklearn import metrics

from reference import FORMULA, label, value, write

ROWS = 120
MISSING = -1

mood = label(ROWS, 4, 201).numpy()
weather = np.where(label(ROWS, 3, 202).numpy() == 0, mood, label(ROWS, 4, 203).numpy())
weekday = (mood + 5 * (label(ROWS, 2, 204).numpy())) % 7
happy = (mood >= 2).astype(int) ^ (label(ROWS, 5, 205).numpy() == 0)
outside = (weather == 1).astype(int)
tags = np.stack([happy ^ (label(ROWS, 4, 206).numpy() == 1), (weekday >= 4).astype(int), np.zeros(ROWS, int)], axis=1)
# Rounded to quarters, so that there are ties.
hours = np.floor(value((ROWS,), 207, 4.0).numpy() * 4) / 4 + mood
steps = np.stack([hours * hours, value((ROWS,), 208).numpy() - hours], axis=1).astype(np.float32)

# Every so many rows lack the label, from the row of this number on.
GAPS = {"Mood": (9, 4), "Happy": (11, 3), "Tags": (13, 0), "Hours": (10, 7)}


def labelled(name):
    if name not in GAPS:
        return np.ones(ROWS, bool)
    every, first = GAPS[name]
    return np.arange(ROWS) % every != first % every


# Name, kind, number of classes, values: (rows, width).
TASKS = [
    ("Mood", "classes", 4, mood[:, None]), ("Weather", "classes", 4, weather[:, None]), ("Weekday", "classes", 7, weekday[:, None]),
    ("Happy", "classes", 2, happy[:, None]), ("Outside", "classes", 2, outside[:, None]), ("Tags", "classes", 2, tags),
    ("Hours", "numbers", 0, hours.astype(np.float32)[:, None]), ("Steps", "numbers", 0, steps)]


def entropy(x):
    return stats.entropy(np.bincount(x))


def corrected_v(x, y):
    """Bergsma (2013) on SciPy's chi-squared."""
    table = crosstab(x, y).count
    n, (r, c) = len(x), table.shape
    phi = stats.chi2_contingency(table, correction=False)[0] / n
    phi = max(0, phi - (r - 1) * (c - 1) / (n - 1))
    r, c = r - (r - 1) ** 2 / (n - 1), c - (c - 1) ** 2 / (n - 1)
    return (phi / min(r - 1, c - 1)) ** 0.5


def ratio(classes, numbers):
    """The correlation ratio from SciPy's F of an analysis of variance: F = (between / (k - 1)) / (within / (n - k))."""
    groups = [numbers[classes == c].astype(np.float64) for c in np.unique(classes)]
    k, n = len(groups), len(numbers)
    f = stats.f_oneway(*groups)[0]
    return (f * (k - 1) / (f * (k - 1) + n - k)) ** 0.5


def pair(a, b):
    """The measures of two variables; what is not defined is not there."""
    (kind, classes, x), (other, others, y) = a, b
    if kind == other == "numbers":
        return {"spearman": stats.spearmanr(x, y)[0], "association": abs(stats.spearmanr(x, y)[0])}
    if kind != other:
        of, by = (y, x) if kind == "classes" else (x, y)
        if len(np.unique(by)) == 1:
            return {}
        eta = ratio(by, of)
        return {"ratio": eta, "association": eta}
    found = {"information": metrics.mutual_info_score(x, y)}
    if classes == others:
        found["agreement"] = metrics.accuracy_score(x, y)
    if entropy(x) > 0 or entropy(y) > 0:
        found["normalized"] = metrics.normalized_mutual_info_score(x, y)
    if entropy(x) > 0 and entropy(y) > 0:
        found["v"] = association(crosstab(x, y).count, method="cramer")
        found["corrected"] = corrected_v(x, y)
        found["association"] = found["v"]
    return found


def matrices():
    names = ["agreement", "information", "normalized", "v", "corrected", "spearman", "ratio", "association"]
    found = {name: [[None] * len(TASKS) for _ in TASKS] for name in names}
    for i, j in itertools.product(range(len(TASKS)), repeat=2):
        (name, kind, classes, x), (other, others_kind, others, y) = TASKS[i], TASKS[j]
        both = labelled(name) & labelled(other)
        places = [(p, p) for p in range(x.shape[1])] if i == j else itertools.product(range(x.shape[1]), range(y.shape[1]))
        pairs = [pair((kind, classes, x[both, p]), (others_kind, others, y[both, q])) for p, q in places]
        for measure in names:
            defined = [p[measure] for p in pairs if measure in p]
            if defined:
                found[measure][i][j] = float(np.mean(defined))
    return found


write(__file__, {
    "source": f"scikit-learn {sklearn.__version__}, SciPy {scipy.__version__}", "formula": FORMULA,
    "tasks": [{
        "name": name, "kind": kind, "classes": classes, "width": x.shape[1],
        "labels": x.reshape(-1), "missing": np.flatnonzero(~labelled(name)),
    } for name, kind, classes, x in TASKS],
    **matrices(),
})
