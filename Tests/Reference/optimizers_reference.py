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


class Lion(torch.optim.Optimizer):
    """Algorithm 2 of Chen et al., Symbolic Discovery of Optimization Algorithms (arXiv 2302.06675, 2023)."""

    def __init__(self, params, lr=1e-4, betas=(0.9, 0.99), weight_decay=0.0):
        super().__init__(params, {"lr": lr, "betas": betas, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            lr, (beta1, beta2), weight_decay = group["lr"], group["betas"], group["weight_decay"]
            for parameter in group["params"]:
                state, grad = self.state[parameter], parameter.grad
                m = state.setdefault("exp_avg", torch.zeros_like(parameter))
                c = beta1 * m + (1 - beta1) * grad
                parameter -= lr * (torch.sign(c) + weight_decay * parameter)
                m.copy_(beta2 * m + (1 - beta2) * grad)


class AdaBelief(torch.optim.Optimizer):
    """Algorithm 2 of Zhuang et al., AdaBelief Optimizer (arXiv 2010.07468, 2020), with decoupled weight decay."""

    def __init__(self, params, lr=1e-3, betas=(0.9, 0.999), eps=1e-16, weight_decay=0.0):
        super().__init__(params, {"lr": lr, "betas": betas, "eps": eps, "weight_decay": weight_decay})

    @torch.no_grad()
    def step(self):
        for group in self.param_groups:
            lr, (beta1, beta2), eps, weight_decay = group["lr"], group["betas"], group["eps"], group["weight_decay"]
            for parameter in group["params"]:
                state, grad = self.state[parameter], parameter.grad
                m = state.setdefault("exp_avg", torch.zeros_like(parameter))
                s = state.setdefault("exp_avg_var", torch.zeros_like(parameter))
                t = state["step"] = state.get("step", 0) + 1
                parameter -= lr * weight_decay * parameter
                m.copy_(beta1 * m + (1 - beta1) * grad)
                s.copy_(beta2 * s + (1 - beta2) * (grad - m) ** 2 + eps)
                parameter -= lr * (m / (1 - beta1 ** t)) / ((s / (1 - beta2 ** t)).sqrt() + eps)


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
        run("SGD, weight decay", torch.optim.SGD, {"lr": 0.01, "weight_decay": 0.01}),
        run("RMSprop", torch.optim.RMSprop, {"lr": 0.01}),
        run("RMSprop, alpha and weight decay", torch.optim.RMSprop, {"lr": 2e-3, "alpha": 0.9, "eps": 1e-6, "weight_decay": 0.01}),
        run("RMSprop, momentum", torch.optim.RMSprop, {"lr": 1e-3, "momentum": 0.9}),
        run("RMSprop, centered", torch.optim.RMSprop, {"lr": 1e-3, "centered": True}),
        run("RMSprop, centered, momentum and weight decay", torch.optim.RMSprop,
            {"lr": 5e-4, "momentum": 0.5, "centered": True, "weight_decay": 0.02}),
        run("RMSprop, gradient norm clipped", torch.optim.RMSprop, {"lr": 1e-3, "alpha": 0.9}, MAX_NORM),
        run("Adagrad", torch.optim.Adagrad, {"lr": 0.01}),
        run("Adagrad, all options", torch.optim.Adagrad,
            {"lr": 0.05, "lr_decay": 0.1, "weight_decay": 0.01, "initial_accumulator_value": 0.5, "eps": 1e-8}),
        run("NAdam", torch.optim.NAdam, {"lr": 2e-3}),
        run("NAdam, all options", torch.optim.NAdam,
            {"lr": 1e-3, "betas": [0.8, 0.99], "eps": 1e-6, "weight_decay": 0.01, "momentum_decay": 0.1}),
        run("Lion", Lion, {"lr": 1e-3}),
        run("Lion, all options", Lion, {"lr": 1e-3, "betas": [0.95, 0.98], "weight_decay": 0.1}),
        run("Lion, gradient norm clipped", Lion, {"lr": 1e-3}, MAX_NORM),
        run("AdaBelief", AdaBelief, {"lr": 1e-3}),
        run("AdaBelief, all options", AdaBelief, {"lr": 1e-3, "betas": [0.8, 0.99], "eps": 1e-8, "weight_decay": 0.05})]})
