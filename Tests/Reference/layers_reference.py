"""Layers and activations: output, and gradients for an upstream gradient made by formula."""
import torch
from torch import nn
from torch.nn import functional as F

from reference import FORMULA, label, value, write

ROWS, WIDTH = 6, 5
INPUT = value((ROWS, WIDTH), 41, 4.0)
UPSTREAM = value((ROWS, WIDTH), 42)
SCALE = value((WIDTH,), 43) + 1.5
SHIFT = value((WIDTH,), 44)


def backward(function, x, parameters=(), upstream=UPSTREAM):
    """The output, and the gradients of the input and of the parameters."""
    leaf = x.clone().requires_grad_()
    output = function(leaf)
    output.backward(upstream)
    return {"input": x, "upstream": upstream, "output": output.detach(), "input_gradient": leaf.grad,
            **{f"{name}_gradient": parameter.grad.clone() for name, parameter in parameters}}


def activation(name, function, **options):
    return {"name": name, "options": options, **backward(function, INPUT)}


def affine(layer):
    with torch.no_grad():
        layer.weight.copy_(SCALE)
        layer.bias.copy_(SHIFT)
    return layer


def layer_norm():
    layer = affine(nn.LayerNorm(WIDTH))
    return {"name": "LayerNorm", "options": {"eps": layer.eps}, "weight": SCALE, "bias": SHIFT,
            **backward(layer, INPUT, layer.named_parameters())}


def batch_norm():
    """Two training batches, then one evaluated with the running statistics that they left."""
    layer = affine(nn.BatchNorm1d(WIDTH))
    phases = []
    for salt in (41, 45):
        layer.zero_grad()
        phases.append({"phase": "train", **backward(layer, value((ROWS, WIDTH), salt, 4.0), layer.named_parameters()),
                       "running_mean": layer.running_mean.clone(), "running_var": layer.running_var.clone()})
    layer.zero_grad()
    layer.eval()
    phases.append({"phase": "eval", **backward(layer, value((ROWS, WIDTH), 46, 4.0), layer.named_parameters())})
    return {"name": "BatchNorm1d", "options": {"eps": layer.eps, "momentum": layer.momentum},
            "weight": SCALE, "bias": SHIFT, "phases": phases}


def embedding():
    """Rows 8 of 10; some are looked up more than once, so that their gradients add up."""
    layer = nn.Embedding(10, WIDTH)
    with torch.no_grad():
        layer.weight.copy_(value((10, WIDTH), 47))
    indices = label(8, 10, 48)
    indices[5] = indices[0]
    upstream = value((8, WIDTH), 49)
    output = layer(indices)
    output.backward(upstream)
    return {"name": "Embedding", "options": {"num_embeddings": 10, "embedding_dim": WIDTH}, "weight": layer.weight,
            "input": indices, "upstream": upstream, "output": output.detach(), "weight_gradient": layer.weight.grad}


write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "layers": [
        layer_norm(), batch_norm(), embedding(),
        activation("GELU", F.gelu, approximate="none"),
        activation("SiLU", F.silu),
        activation("LeakyReLU", lambda x: F.leaky_relu(x, 0.01), negative_slope=0.01),
        activation("Softmax", lambda x: F.softmax(x, -1), dim=-1),
        activation("Tanh", torch.tanh),
        activation("Sigmoid", torch.sigmoid)]})
