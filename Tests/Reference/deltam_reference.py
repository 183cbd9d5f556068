"""Delta-m of published results: multi-task rows against single-task rows, by fractions, so that nothing is rounded before the end.

The rows and the printed delta-m are those of Navon et al., "Multi-Task Learning as a Bargaining Game" (ICML 2022), NYUv2 and Cityscapes (the
single-task rows are also in that paper's and FAMO's code, experiments/*/utils.py). There every metric counts as a task of its own, and below 0 is
better: printed is -100 times delta-m. Since the rows are rounded, so is what follows from them; the script checks that each printed number is
within what rows of so many digits allow.
"""
import json
from fractions import Fraction
from pathlib import Path

# metric, whether higher is better, the task that it is of
NYU = [("mIoU", True, "segmentation"), ("accuracy", True, "segmentation"), ("absolute error", False, "depth"), ("relative error", False, "depth"),
       ("mean angle", False, "normals"), ("median angle", False, "normals"), ("within 11.25", True, "normals"), ("within 22.5", True, "normals"),
       ("within 30", True, "normals")]
CITYSCAPES = [("mIoU", True, "segmentation"), ("accuracy", True, "segmentation"), ("absolute error", False, "depth"), ("relative error", False, "depth")]

ROWS = [
    ("NYUv2", NYU, "38.30 63.76 0.6754 0.2780 25.01 19.21 30.14 57.20 69.15",
     {"LS": ("39.29 65.33 0.5493 0.2263 28.15 23.96 22.09 47.50 61.08", 5.59),
      "Nash-MTL": ("40.13 65.93 0.5261 0.2171 25.26 20.08 28.40 55.47 68.15", -4.04)}),
    ("Cityscapes", CITYSCAPES, "74.01 93.16 0.0125 27.77",
     {"LS": ("75.18 93.49 0.0155 46.77", 22.60), "Nash-MTL": ("75.41 93.66 0.0129 35.02", 6.82)}),
]


def half_unit(text):
    return Fraction(1, 2 * 10 ** len(text.partition(".")[2]))


def change(value, base, higher):
    return (value - base) / base * (1 if higher else -1)


cases = []
for data, metrics, single, methods in ROWS:
    base = [Fraction(number) for number in single.split()]
    for method, (row, printed) in methods.items():
        values = [Fraction(number) for number in row.split()]
        changes = [change(value, start, higher) for value, start, (_, higher, _) in zip(values, base, metrics)]
        # To first order, what half a unit of the last digit of value and baseline changes.
        slack = sum((half_unit(text) + abs(value / start) * half_unit(other)) / start
                    for text, other, value, start in zip(row.split(), single.split(), values, base)) / len(base)
        assert abs(-100 * sum(changes) / len(changes) - Fraction(str(printed))) <= 100 * slack + Fraction(1, 200), (data, method)
        tasks = list(dict.fromkeys(task for _, _, task in metrics))
        by_task = [[c for c, (_, _, of) in zip(changes, metrics) if of == task] for task in tasks]
        cases.append({
            "name": f"{data} {method}",
            "metrics": [{"name": name, "task": task, "higher": higher, "value": float(value), "baseline": float(start)}
                        for (name, higher, task), value, start in zip(metrics, values, base)],
            "printed": printed,
            "flat": float(sum(changes) / len(changes)),
            "by_task": float(sum(sum(c) / len(c) for c in by_task) / len(by_task)),
        })

Path(__file__).with_name("deltam.json").write_text(json.dumps({"cases": cases}, indent=1) + "\n", encoding="utf-8", newline="\n")
