"""Pooling over time, one sequence after another without any padding, and an embedding whose padding learns nothing."""
import torch
from torch import nn

from reference import FORMULA, label, value, write

LENGTHS = [5, 1, 3, 2]
LONGEST, WIDTH, VOCABULARY = max(LENGTHS), 3, 7
INPUT = value((len(LENGTHS), LONGEST, WIDTH), 61, 4.0)
UPSTREAM = value((len(LENGTHS), WIDTH), 62)


def pooling(name, pool):
    leaf = INPUT.clone().requires_grad_()
    output = torch.stack([pool(leaf[row, :length]) for row, length in enumerate(LENGTHS)])
    output.backward(UPSTREAM)
    return {"name": name, "output": output.detach(), "input_gradient": leaf.grad}


def embedding():
    """Tokens of the lengths above, padded with the index after the last; the mean of each sequence is backpropagated."""
    layer = nn.Embedding(VOCABULARY + 1, WIDTH, padding_idx=VOCABULARY)
    with torch.no_grad():
        layer.weight.copy_(value((VOCABULARY + 1, WIDTH), 63))
        layer.weight[VOCABULARY] = 0
    tokens = label(len(LENGTHS) * LONGEST, VOCABULARY, 64).reshape(len(LENGTHS), LONGEST)
    for row, length in enumerate(LENGTHS):
        tokens[row, length:] = VOCABULARY
    output = layer(tokens)
    means = torch.stack([output[row, :length].mean(0) for row, length in enumerate(LENGTHS)])
    (means * UPSTREAM).sum().backward()
    return {"tokens": tokens, "weight": layer.weight.detach(), "means": means.detach(), "weight_gradient": layer.weight.grad}


write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "lengths": LENGTHS,
    "input": INPUT,
    "upstream": UPSTREAM,
    "cases": [
        pooling("mean", lambda steps: steps.mean(0)),
        pooling("max", lambda steps: steps.max(0).values),
        pooling("last", lambda steps: steps[-1])],
    "embedding": embedding()})
