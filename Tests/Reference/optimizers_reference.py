"""Twenty steps of each optimizer on one vector of 257 parameters, with gradients that are a formula of the step."""
import torch
from torch.nn.utils import clip_grad_norm_

from reference import FORMULA, value, write

SIZE, STEPS, KEPT = 257, 20, (1, 10, 20)
PARAMETER_SALT, PARAMETER_SCALE = 31, 1.0
GRADIENT_SALT = 100
MAX_NORM = 0.5


def gradient(step):
    """Its L2 norm halves from step to step, from about 9 to 0.3, six steps a cycle: clipping to 0.5 sees both sides."""
    return value((SIZE,), GRADIENT_SALT + step, 2.0 ** -((step - 1) % 6))


def run(name, optimizer_type, options, max_norm=None):
    parameter = value((SIZE,), PARAMETER_SALT, PARAMETER_SCALE).requires_grad_()
    optimizer = optimizer_type([parameter], **options)
    kept, norms = {}, []
    for step in range(1, STEPS + 1):
        parameter.grad = gradient(step)
        if max_norm is not None:
            norms.append(clip_grad_norm_([parameter], max_norm).item())
        optimizer.step()
        if step in KEPT:
            kept[str(step)] = parameter.detach().clone()
    clipping = {} if max_norm is None else {"max_norm": max_norm, "norms_before_clipping": norms}
    return {"name": name, "optimizer": optimizer_type.__name__, "options": options, **clipping, "parameters_after": kept}


write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "parameters": {"shape": [SIZE], "salt": PARAMETER_SALT, "scale": PARAMETER_SCALE, "first": value((SIZE,), PARAMETER_SALT)[:4]},
    "gradients": {
        "shape": [SIZE], "salt": f"{GRADIENT_SALT} + step, steps from 1", "scale": "2 ^ -((step - 1) mod 6)",
        "first_of_step_1": gradient(1)[:4], "first_of_step_2": gradient(2)[:4]},
    "cases": [
        run("Adam", torch.optim.Adam, {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.0}),
        run("Adam, weight decay", torch.optim.Adam, {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.01}),
        run("Adam, gradient norm clipped", torch.optim.Adam,
            {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.0}, MAX_NORM),
        run("AdamW", torch.optim.AdamW, {"lr": 1e-3, "betas": [0.9, 0.999], "eps": 1e-8, "weight_decay": 0.05}),
        run("SGD", torch.optim.SGD, {"lr": 0.01}),
        run("SGD, momentum", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9}),
        run("SGD, momentum and dampening", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "dampening": 0.1}),
        run("SGD, Nesterov", torch.optim.SGD, {"lr": 0.01, "momentum": 0.9, "nesterov": True}),
        run("SGD, weight decay", torch.optim.SGD, {"lr": 0.01, "weight_decay": 0.01})]})
