"""Metrics of 200 rows, computed by scikit-learn in float64 from scores with many ties."""
import numpy as np
import sklearn
import torch
from scipy import stats
from sklearn import metrics
from sklearn.calibration import calibration_curve

from reference import FORMULA, value, write

ROWS, CLASSES, LABELS, BINS = 200, 4, 3, 15
THRESHOLDS = torch.tensor([0.0, 1.0, 5.0])


def softmax(logits):
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponents / exponents.sum(axis=1, keepdims=True)


def assert_separated(scores):
    """Scores are equal or far enough apart that float32 puts them in the same order: a ranking must not hang on rounding."""
    gaps = np.diff(np.unique(scores))
    assert gaps.min() > 1e-6, gaps.min()


def averages(actual, predicted):
    """Precision, recall and F1 by each average."""
    return {average: metrics.precision_recall_fscore_support(actual, predicted, average=average, zero_division=0)[:3]
            for average in ("macro", "micro", "weighted")}


def calibration(confidences, right):
    """The bins (count, mean confidence, accuracy) that have rows, after scikit-learn's calibration_curve, and the expected calibration error."""
    edges = np.linspace(0, 1, BINS + 1)
    assert np.abs(confidences[:, None] - edges).min() > 1e-9  # none on an edge, where rounding would decide
    bins = np.searchsorted(edges[1:-1], confidences)
    counts = np.bincount(bins, minlength=BINS)
    means = np.bincount(bins, weights=confidences, minlength=BINS)[counts > 0] / counts[counts > 0]
    accuracies = np.bincount(bins, weights=right, minlength=BINS)[counts > 0] / counts[counts > 0]
    true, predicted = calibration_curve(right, confidences, n_bins=BINS)
    assert np.allclose(true, accuracies, rtol=1e-12) and np.allclose(predicted, means, rtol=1e-12)
    return {
        "counts": counts, "mean_confidences": means, "accuracies": accuracies,
        "expected_error": (counts[counts > 0] / len(confidences) * np.abs(accuracies - means)).sum()}


def binary():
    # Rounded to eighths and moved by a sixteenth: ties, but none at the threshold.
    logits = (value((ROWS,), 51, 4.0) * 8).floor() / 8 + 0.0625
    targets = (logits + value((ROWS,), 52, 4.0) > 0).long()
    scores, actual = logits.double().numpy(), targets.numpy()
    probabilities = 1 / (1 + np.exp(-scores))
    assert len(np.unique(scores)) < ROWS / 2
    assert_separated(probabilities)
    predicted = probabilities > 0.5
    return {
        "logits": logits, "targets": targets,
        "accuracy": metrics.accuracy_score(actual, predicted),
        "precision": metrics.precision_score(actual, predicted),
        "recall": metrics.recall_score(actual, predicted),
        "f1": metrics.f1_score(actual, predicted),
        "roc_auc": metrics.roc_auc_score(actual, probabilities),
        "average_precision": metrics.average_precision_score(actual, probabilities),
        "log_loss": metrics.log_loss(actual, probabilities),
        "cohen_kappa": metrics.cohen_kappa_score(actual, predicted),
        "matthews": metrics.matthews_corrcoef(actual, predicted),
        "confusion": metrics.confusion_matrix(actual, predicted),
        "calibration": calibration(probabilities, actual)}


def multi_class():
    # Fifty different rows of logits, four times each: ties that hold in any precision.
    logits = value((50, CLASSES), 53, 2.0).repeat(4, 1)
    noisy = logits + value((ROWS, CLASSES), 54, 2.0)
    targets = noisy.argmax(1)
    probabilities, actual = softmax(logits.double().numpy()), targets.numpy()
    for column in probabilities.T:
        assert_separated(column)
    predicted = probabilities.argmax(axis=1)
    assert set(actual) == set(predicted) == set(range(CLASSES))
    return {
        "classes": CLASSES, "logits": logits, "targets": targets,
        "accuracy": metrics.accuracy_score(actual, predicted),
        "macro_f1": metrics.f1_score(actual, predicted, average="macro"),
        "f1_per_class": metrics.f1_score(actual, predicted, average=None),
        "roc_auc_one_vs_rest_macro": metrics.roc_auc_score(actual, probabilities, multi_class="ovr", average="macro"),
        "roc_auc_per_class": [metrics.roc_auc_score(actual == c, probabilities[:, c]) for c in range(CLASSES)],
        "average_precision_macro": np.mean([metrics.average_precision_score(actual == c, probabilities[:, c]) for c in range(CLASSES)]),
        "log_loss": metrics.log_loss(actual, probabilities),
        **averages(actual, predicted),
        "top_accuracy": [metrics.top_k_accuracy_score(actual, probabilities, k=k) for k in range(1, CLASSES)],
        "cohen_kappa": metrics.cohen_kappa_score(actual, predicted),
        "matthews": metrics.matthews_corrcoef(actual, predicted),
        "confusion": metrics.confusion_matrix(actual, predicted),
        "calibration": calibration(probabilities.max(axis=1), predicted == actual)}


def multi_label():
    # Quarters: many ties; the last label is rare.
    logits = (value((ROWS, LABELS), 57, 4.0) * 4).floor() / 4 + 0.0625
    targets = (logits + value((ROWS, LABELS), 58, 4.0) > THRESHOLDS).long()
    scores, actual = logits.double().numpy(), targets.numpy()
    probabilities = 1 / (1 + np.exp(-scores))
    predicted = (probabilities > 0.5).astype(int)
    return {
        "labels": LABELS, "logits": logits, "targets": targets,
        "accuracy": (actual == predicted).mean(),
        **averages(actual, predicted),
        "roc_auc_macro": metrics.roc_auc_score(actual, probabilities, average="macro"),
        "average_precision_macro": metrics.average_precision_score(actual, probabilities, average="macro"),
        "log_loss": np.mean([metrics.log_loss(actual[:, i], probabilities[:, i]) for i in range(LABELS)]),
        "calibration": calibration(probabilities.ravel(), actual.ravel())}


def regression():
    # Eighths: tied ranks; no target is 0, of which there is no percentage.
    predictions = (value((ROWS,), 55, 4.0) * 8).floor() / 8
    targets = ((predictions + value((ROWS,), 56, 2.0)) * 8).floor() / 8 + 0.0625
    predicted, actual = predictions.double().numpy(), targets.double().numpy()
    return {
        "predictions": predictions, "targets": targets,
        "mean_absolute_error": metrics.mean_absolute_error(actual, predicted),
        "root_mean_squared_error": metrics.mean_squared_error(actual, predicted, squared=False),
        "r2": metrics.r2_score(actual, predicted),
        "mean_absolute_percentage_error": metrics.mean_absolute_percentage_error(actual, predicted),
        "spearman": stats.spearmanr(actual, predicted).correlation}


write(__file__, {
    "scikit_learn": sklearn.__version__,
    "formula": FORMULA,
    "binary": binary(), "multi_class": multi_class(), "multi_label": multi_label(), "regression": regression()})
