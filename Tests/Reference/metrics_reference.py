"""Metrics of 200 rows, computed by scikit-learn in float64 from scores with many ties."""
import numpy as np
import sklearn
from sklearn import metrics

from reference import FORMULA, value, write

ROWS, CLASSES = 200, 4


def softmax(logits):
    exponents = np.exp(logits - logits.max(axis=1, keepdims=True))
    return exponents / exponents.sum(axis=1, keepdims=True)


def assert_separated(scores):
    """Scores are equal or far enough apart that float32 puts them in the same order: a ranking must not hang on rounding."""
    gaps = np.diff(np.unique(scores))
    assert gaps.min() > 1e-6, gaps.min()


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
        "log_loss": metrics.log_loss(actual, probabilities)}


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
        "log_loss": metrics.log_loss(actual, probabilities),
        "confusion": metrics.confusion_matrix(actual, predicted)}


def regression():
    predictions = value((ROWS,), 55, 4.0)
    targets = predictions + value((ROWS,), 56, 2.0) + 0.25
    predicted, actual = predictions.double().numpy(), targets.double().numpy()
    return {
        "predictions": predictions, "targets": targets,
        "mean_absolute_error": metrics.mean_absolute_error(actual, predicted),
        "root_mean_squared_error": metrics.mean_squared_error(actual, predicted, squared=False),
        "r2": metrics.r2_score(actual, predicted)}


write(__file__, {
    "scikit_learn": sklearn.__version__,
    "formula": FORMULA,
    "binary": binary(), "multi_class": multi_class(), "regression": regression()})
