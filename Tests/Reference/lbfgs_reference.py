"""Three steps of L-BFGS on a network of 4 inputs, 3 tanh units and one output, with the loss at every evaluation."""
import torch

from reference import FORMULA, value, write

ROWS, INPUTS, UNITS, STEPS = 16, 4, 3, 3
OPTIONS = {"lr": 0.5, "max_iter": 4, "max_eval": 6, "tolerance_grad": 1e-7, "tolerance_change": 1e-9, "history_size": 3}

features = value((ROWS, INPUTS), 1)
targets = value((ROWS, 1), 2)
parameters = [
    value((UNITS, INPUTS), 3, 0.5), value((UNITS,), 4, 0.5), value((1, UNITS), 5, 0.5), value((1,), 6, 0.5)]
for parameter in parameters:
    parameter.requires_grad_()
optimizer = torch.optim.LBFGS(parameters, **OPTIONS)
losses, after = [], []


def closure():
    optimizer.zero_grad()
    hidden_weight, hidden_bias, weight, bias = parameters
    output = torch.nn.functional.linear(torch.tanh(torch.nn.functional.linear(features, hidden_weight, hidden_bias)), weight, bias)
    loss = torch.nn.functional.mse_loss(output, targets)
    loss.backward()
    losses.append(loss.item())
    return loss


for _ in range(STEPS):
    optimizer.step(closure)
    after.append(torch.cat([parameter.detach().reshape(-1) for parameter in parameters]))

write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "features": {"shape": [ROWS, INPUTS], "salt": 1, "scale": 1},
    "targets": {"shape": [ROWS, 1], "salt": 2, "scale": 1},
    "parameters": "hidden weight, hidden bias, weight and bias, of salts 3 to 6 and scale 0.5",
    "options": OPTIONS,
    "losses": losses,
    "parameters_after": after})
