"""Fifteen steps on a linear model of 32 rows: parameter groups, penalties, accumulated gradients and clipping."""
import torch
from torch.nn.utils import clip_grad_norm_, clip_grad_value_

from reference import FORMULA, value, write

ROWS, INPUTS, OUTPUTS, STEPS, KEPT = 32, 9, 5, 15, (1, 5, 15)


class Model:
    """y = (x W1' + b1) W2' + b2, so that there are a shared and an own layer."""

    def __init__(self):
        self.features = value((ROWS, INPUTS), 1)
        self.targets = value((ROWS, OUTPUTS), 2)
        self.parameters = [value((7, INPUTS), 3, 0.5), value((7,), 4, 0.5), value((OUTPUTS, 7), 5, 0.5), value((OUTPUTS,), 6, 0.5)]
        for parameter in self.parameters:
            parameter.requires_grad_()

    def loss(self, first=0, last=ROWS):
        shared_weight, shared_bias, weight, bias = self.parameters
        hidden = torch.nn.functional.linear(self.features[first:last], shared_weight, shared_bias)
        return torch.nn.functional.mse_loss(torch.nn.functional.linear(hidden, weight, bias), self.targets[first:last])


def run(name, make, batches=1, penalties=(), max_norm=None, max_value=None, **described):
    """penalties: (parameter, l1, l2) whose gradients are added before clipping, as if they were part of the loss."""
    model = Model()
    optimizer = make(model.parameters)
    kept = {}
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        size = ROWS // batches
        for batch in range(batches):
            (model.loss(batch * size, (batch + 1) * size) / batches).backward()
        for index, l1, l2 in penalties:
            parameter = model.parameters[index]
            parameter.grad += l1 * torch.sign(parameter.detach()) + l2 * parameter.detach()
        if max_value is not None:
            clip_grad_value_(model.parameters, max_value)
        if max_norm is not None:
            clip_grad_norm_(model.parameters, max_norm)
        optimizer.step()
        if step in KEPT:
            kept[str(step)] = torch.cat([parameter.detach().reshape(-1) for parameter in model.parameters])
    return {"name": name, **described, "parameters_after": kept}


def groups(optimizer, lr, shared_rate, own_rate, **options):
    """The shared layer's parameters with a learning rate of their own, and the other layer's with another."""
    return lambda parameters: optimizer(
        [{"params": parameters[:2], "lr": lr * shared_rate}, {"params": parameters[2:], "lr": lr * own_rate}], lr=lr, **options)


def decayed(optimizer, lr, shared_decay, own_decay, **options):
    """L2 as weight decay of the weights alone, in groups."""
    def make(parameters):
        shared_weight, shared_bias, weight, bias = parameters
        return optimizer(
            [{"params": [shared_weight], "weight_decay": shared_decay}, {"params": [weight], "weight_decay": own_decay},
             {"params": [shared_bias, bias]}], lr=lr, **options)
    return make


def alike(optimizer, lr, **options):
    return lambda parameters: optimizer(parameters, lr=lr, **options)


SGD, Adam, AdamW, RMSprop, Adagrad, NAdam = (
    torch.optim.SGD, torch.optim.Adam, torch.optim.AdamW, torch.optim.RMSprop, torch.optim.Adagrad, torch.optim.NAdam)
write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "features": {"shape": [ROWS, INPUTS], "salt": 1, "scale": 1},
    "targets": {"shape": [ROWS, OUTPUTS], "salt": 2, "scale": 1},
    "parameters": "W1 (7, 9), b1 (7), W2 (5, 7) and b2 (5), of salts 3 to 6 and scale 0.5; y = (x W1' + b1) W2' + b2",
    "cases": [
        run("rates of SGD", groups(SGD, 0.1, 0.1, 2.0, momentum=0.9, weight_decay=0.01)),
        run("rates of Adam", groups(Adam, 0.01, 0.1, 2.0)),
        run("rates of AdamW", groups(AdamW, 0.01, 0.1, 2.0, weight_decay=0.1)),
        run("rates of RMSprop", groups(RMSprop, 0.01, 0.1, 2.0, momentum=0.5)),
        run("rates of Adagrad", groups(Adagrad, 0.1, 0.1, 2.0)),
        run("rates of NAdam", groups(NAdam, 0.01, 0.1, 2.0)),
        run("L2 of SGD", decayed(SGD, 0.1, 0.05, 0.5, momentum=0.9)),
        run("L2 of Adam", decayed(Adam, 0.01, 0.05, 0.5)),
        run("L1 and L2, clipped", alike(SGD, 0.1), penalties=[(0, 0.02, 0.05), (1, 0.02, 0.05), (2, 0.1, 0.0)], max_norm=0.5),
        run("accumulated", alike(Adam, 0.01), batches=4),
        run("accumulated and clipped by norm", alike(SGD, 0.2), batches=4, max_norm=0.3),
        run("accumulated and clipped by value", alike(SGD, 0.2), batches=4, max_value=0.05),
        run("clipped by value and norm", alike(SGD, 0.2, momentum=0.9), max_value=0.05, max_norm=0.2),
        run("accumulated, penalised and clipped", alike(Adam, 0.01), batches=4,
            penalties=[(0, 0.02, 0.05), (1, 0.02, 0.05), (2, 0.1, 0.0)], max_value=0.1, max_norm=0.4)]})
