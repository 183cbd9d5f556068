"""Runs LibMTL's and TorchJD's own code on given gradients and losses: losses c + G θ at θ = 0 have the values c and the gradients G."""
import contextlib
import functools
import importlib
import random
import sys
import types

import numpy as np
import torch
from scipy.optimize import least_squares, minimize

import published_solvers

LIBMTL_DEFAULTS = {
    "MGDA": {"mgda_gn": "none"}, "GradVac": {"GradVac_beta": 0.5, "GradVac_group_type": 0}, "GradNorm": {"alpha": 1.5},
    "CAGrad": {"calpha": 0.5, "rescale": 1}, "Nash_MTL": {"update_weights_every": 1, "optim_niter": 20, "max_norm": 1.0},
    "MoCo": {"MoCo_beta": 0.5, "MoCo_beta_sigma": 0.5, "MoCo_gamma": 0.1, "MoCo_gamma_sigma": 0.5, "MoCo_rho": 0},
    "DB_MTL": {"DB_beta": 0.9, "DB_beta_sigma": 0}, "ExcessMTL": {"robust_step_size": 1e-2}, "FairGrad": {"FairGrad_alpha": 1.0},
    "MoDo": {"MoDo_gamma": 1e-3, "MoDo_rho": 0.1}, "SDMGrad": {"SDMGrad_lamda": 0.3, "SDMGrad_niter": 20},
    "UPGrad": {"UPGrad_norm_eps": 1e-4, "UPGrad_reg_eps": 1e-4}, "GradDrop": {"leak": 0.0}, "DWA": {"T": 2.0},
    "STCH": {"STCH_mu": 1.0, "STCH_warmup_epoch": 4}, "FAMO": {"FAMO_w_lr": 0.025, "FAMO_w_gamma": 1e-3},
}


def load(libmtl, torchjd):
    """Makes `LibMTL.weighting`, `torchjd.aggregation` and `torchjd.scalarization` importable, without the rest of either library."""
    published_solvers.install()
    for name, path in (("LibMTL", f"{libmtl}/LibMTL"), ("torchjd", f"{torchjd}/src/torchjd")):
        package = types.ModuleType(name)
        package.__path__ = [path]
        sys.modules[name] = package


@contextlib.contextmanager
def to_the_end():
    """Lets the libraries' own iterations go on: tighter tolerances of SciPy's solvers, and of LibMTL's for MGDA, and no other change."""
    modules = [importlib.import_module(name) for name in ("LibMTL.weighting.CAGrad", "LibMTL.weighting.FairGrad", "torchjd.aggregation._fairgrad")]
    tight = {"minimize": functools.partial(minimize, options={"ftol": 1e-15, "maxiter": 1000}),
             "least_squares": functools.partial(least_squares, xtol=1e-15, ftol=1e-15, gtol=1e-15)}
    mgda = importlib.import_module("LibMTL.weighting.MGDA").MGDA
    kept, code = [(module, name, getattr(module, name)) for module in modules for name in tight if hasattr(module, name)], mgda._find_min_norm_element.__code__
    for module, name, _ in kept:
        setattr(module, name, lambda *arguments, name=name, **options: tight[name](*arguments, **{**options, **({} if name == "minimize" else {"max_nfev": 5000})}))
    mgda._find_min_norm_element.__code__ = code.replace(co_consts=tuple({250: 20000, 1e-5: 1e-9}.get(item, item) for item in code.co_consts))
    try:
        yield
    finally:
        mgda._find_min_norm_element.__code__ = code
        for module, name, function in kept:
            setattr(module, name, function)


class LibMTL:
    """One of LibMTL's weightings with its own bookkeeping of gradients, on a parameter θ that all tasks share."""

    def __init__(self, name, tasks, width=1, learning_rate=1e-2, **options):
        base = getattr(importlib.import_module(f"LibMTL.weighting.{name}"), name)
        self.options = LIBMTL_DEFAULTS.get(name, {}) | options
        self.parameter = torch.nn.Parameter(torch.zeros(width))

        class Model(base):
            pass

        model = Model.__new__(Model)
        torch.nn.Module.__init__(model)
        model.encoder = torch.nn.Module()
        model.encoder.theta = self.parameter
        model.get_share_params = model.encoder.parameters
        model.zero_grad_share_params = lambda: model.encoder.zero_grad(set_to_none=False)
        model.task_num, model.task_name, model.device, model.rep_grad, model.decoders = tasks, list(range(tasks)), "cpu", False, {}
        model.epoch, model.train_loss_buffer = 0, np.zeros((tasks, 1000))
        model.init_param()
        self.model = model
        learned = [model.loss_scale] if hasattr(model, "loss_scale") else []
        # The trainer's optimizer, which learns the strategy's parameters too.
        self.optimizer = torch.optim.Adam(learned, lr=learning_rate, weight_decay=1e-5) if learned else None

    def step(self, gradients, losses, further=()):
        """The weights that it returns, and the gradient that it leaves."""
        self.parameter.grad = torch.zeros_like(self.parameter)
        batches = [torch.as_tensor(losses) + batch @ self.parameter for batch in (gradients, *further)]
        weights = self.backward(batches if further else batches[0])
        return weights, self.parameter.grad.clone()

    def drop(self, gradients):
        """GradDrop's gradient of a representation of ones in a batch of one."""
        self.model.rep_grad, self.model.rep = True, torch.ones(1, gradients.shape[1], requires_grad=True)
        self.model.rep_tasks = {task: torch.ones(1, gradients.shape[1], requires_grad=True) for task in self.model.task_name}
        self.model.backward([(self.model.rep_tasks[task] * row).sum() for task, row in enumerate(gradients)], **self.options)
        return self.model.rep.grad[0]

    def weigh(self, losses):
        """The gradient of the joint loss with respect to the losses."""
        losses = losses.clone().requires_grad_()
        self.backward(losses)
        return losses.grad

    def backward(self, losses):
        if self.optimizer:
            self.optimizer.zero_grad(set_to_none=False)
        weights = self.model.backward(losses, **self.options)
        if self.optimizer:
            self.optimizer.step()
        return weights


def torchjd(name, *arguments, within="aggregation"):
    return getattr(importlib.import_module(f"torchjd.{within}"), name)(*arguments)


class Draws:
    """Replaces what the libraries draw by what is drawn here: `order(row)` is the order in which a task meets the others."""

    def __init__(self, order=None, uniform=None, normal=None):
        self.order, self.uniform, self.normal, self.row = order, uniform, normal, 0

    def __enter__(self):
        self.kept = random.shuffle, torch.randperm, torch.rand_like, torch.rand, torch.randn
        random.shuffle = self.shuffle
        torch.randperm = self.permutation
        torch.rand_like = lambda like: self.uniform
        torch.rand = lambda *shape, **options: self.uniform
        torch.randn = lambda *shape, **options: self.normal

    def __exit__(self, *exception):
        random.shuffle, torch.randperm, torch.rand_like, torch.rand, torch.randn = self.kept

    def next(self, count):
        row, others = self.row, self.order(self.row)
        self.row += 1
        return row, others, count == len(others)

    def shuffle(self, tasks):
        # LibMTL's PCGrad lets a task meet itself, which changes nothing where it comes first.
        row, others, without = self.next(len(tasks))
        tasks[:] = others if without else [row, *others]

    def permutation(self, count):
        # TorchJD's GradVac permutes the positions of the others.
        row, others, without = self.next(count)
        return torch.tensor([other - (other > row) for other in others] if without else [row, *others])
