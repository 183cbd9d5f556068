"""Losses and their gradients with respect to the logits (or predictions), with labels missing and not.

A missing label is null; the loss is then the mean over the rows that have one, and the gradient of the others is zero. A row's weight
counts it as often as it says: weights are multiples of a half, and the figures are PyTorch's plain means over rows repeated twice as often.
"""
import torch
from torch.nn import functional as F

from reference import FORMULA, label, value, write

ROWS, CLASSES, LABELS = 8, 5, 4
MISSING = (1, 4, 7)
PRESENT = torch.tensor([row not in MISSING for row in range(ROWS)])
ROW_WEIGHTS = torch.tensor([1.0, 0.5, 2.0, 0.0, 1.5, 1.0, 3.5, 0.5])

CLASS_WEIGHTS = torch.tensor([1.0, 0.5, 2.0, 0.25, 1.5])
LABEL_POSITIVE_WEIGHTS = torch.tensor([1.0, 2.5, 0.5, 4.0])

CLASS_LOGITS, CLASS_TARGETS = value((ROWS, CLASSES), 11, 4.0), label(ROWS, CLASSES, 12)
BINARY_LOGITS, BINARY_TARGETS = value((ROWS,), 13, 4.0), label(ROWS, 2, 14)
LABEL_LOGITS, LABEL_TARGETS = value((ROWS, LABELS), 15, 4.0), label(ROWS * LABELS, 2, 16).reshape(ROWS, LABELS)
PREDICTIONS, VALUES = value((ROWS,), 17, 2.0), value((ROWS,), 18, 2.0)
VECTOR_PREDICTIONS, VECTOR_VALUES = value((ROWS, 3), 19, 2.0), value((ROWS, 3), 20, 2.0)
VALUES[2] = PREDICTIONS[2]  # a residual of exactly zero: the subgradient of |x| there is 0


def case(name, loss, options, logits, targets, function, missing, weighted):
    leaf = logits.clone().requires_grad_()
    repeats = ((2 * ROW_WEIGHTS if weighted else torch.ones(ROWS)) * (PRESENT if missing else 1)).long()
    result = function(leaf.repeat_interleave(repeats, 0), targets.repeat_interleave(repeats, 0))
    result.backward()
    listed = list(targets.numpy())
    if missing:
        listed = [target if present else None for target, present in zip(listed, PRESENT)]
        assert not leaf.grad[~PRESENT].any()
    return {"name": name + (", missing rows" if missing else "") + (", weighted rows" if weighted else ""), "loss": loss, "options": options,
            "logits": logits, "targets": listed, **({"weights": ROW_WEIGHTS} if weighted else {}),
            "value": result.detach(), "gradient": leaf.grad}


def cross_entropy(options):
    return lambda logits, targets: F.cross_entropy(
        logits, targets, weight=CLASS_WEIGHTS if "class_weights" in options else None,
        label_smoothing=options.get("label_smoothing", 0.0))


def binary_cross_entropy(pos_weight):
    return lambda logits, targets: F.binary_cross_entropy_with_logits(logits, targets.to(logits.dtype), pos_weight=pos_weight)


def definitions():
    """name, loss, options, logits, targets and the function of the rows that have a target."""
    for name, options in (
            ("cross entropy", {}),
            ("cross entropy, label smoothing", {"label_smoothing": 0.1}),
            ("cross entropy, class weights", {"class_weights": CLASS_WEIGHTS}),
            ("cross entropy, label smoothing and class weights", {"label_smoothing": 0.1, "class_weights": CLASS_WEIGHTS})):
        yield name, "cross_entropy", options, CLASS_LOGITS, CLASS_TARGETS, cross_entropy(options)

    yield "binary cross entropy", "binary_cross_entropy_with_logits", {}, BINARY_LOGITS, BINARY_TARGETS, binary_cross_entropy(None)
    yield ("binary cross entropy, positive weight", "binary_cross_entropy_with_logits", {"pos_weight": 2.5},
           BINARY_LOGITS, BINARY_TARGETS, binary_cross_entropy(torch.tensor(2.5)))
    yield "multi-label", "multi_label", {}, LABEL_LOGITS, LABEL_TARGETS, binary_cross_entropy(None)
    yield ("multi-label, positive weight per label", "multi_label", {"pos_weight": LABEL_POSITIVE_WEIGHTS},
           LABEL_LOGITS, LABEL_TARGETS, binary_cross_entropy(LABEL_POSITIVE_WEIGHTS))

    for shape, predictions, values in (("", PREDICTIONS, VALUES), (", three outputs", VECTOR_PREDICTIONS, VECTOR_VALUES)):
        yield "mean squared error" + shape, "mse_loss", {}, predictions, values, F.mse_loss
        yield "mean absolute error" + shape, "l1_loss", {}, predictions, values, F.l1_loss
        for delta in (1.0, 0.5):
            yield (f"Huber, delta {delta}" + shape, "huber_loss", {"delta": delta}, predictions, values,
                   lambda predicted, actual, delta=delta: F.huber_loss(predicted, actual, delta=delta))


def check_ignore_index():
    """PyTorch's own way to leave rows out agrees with leaving them out by hand."""
    ignoring = CLASS_TARGETS.masked_fill(~PRESENT, -100)
    for options in ({}, {"label_smoothing": 0.1}, {"class_weights": 1}, {"label_smoothing": 0.1, "class_weights": 1}):
        function = cross_entropy(options)
        torch.testing.assert_close(function(CLASS_LOGITS, ignoring), function(CLASS_LOGITS[PRESENT], CLASS_TARGETS[PRESENT]))


check_ignore_index()
write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "reduction": "mean: over rows (cross entropy: weighted by the class of each row) or over all elements; rows without a target left out",
    "cases": [case(*definition, missing, weighted) for weighted in (False, True) for definition in definitions() for missing in (False, True)]})
