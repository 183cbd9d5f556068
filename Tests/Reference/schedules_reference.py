"""The learning rates of each schedule, as the steps or epochs of a run take them."""
import warnings

import torch
from torch.optim import lr_scheduler as lr

from reference import write

warnings.simplefilter("ignore")  # PyTorch wants an optimizer's step before each scheduler's; there is nothing to optimize here

# A loss, or 3 less an accuracy, that falls, stays, is not a number, falls by less than the threshold, and falls again.
METRICS = [2.0, 1.0, 0.5, 0.5, 0.49999, 0.6, float("nan"), 0.55, 0.52, 0.4, 0.41, 0.42, 0.43, 0.44, 0.45, 0.46, 0.47, 0.2, 0.3, 0.31,
           0.32, 0.33, 0.34, 0.35, 0.36, 0.37, 0.38, 0.39, 0.4, 0.41]


def optimizer(learning_rate):
    return torch.optim.SGD([torch.nn.Parameter(torch.zeros(1))], lr=learning_rate)


def run(name, steps, learning_rate, make):
    used = optimizer(learning_rate)
    schedule = make(used)
    rates = []
    for step in range(steps):
        rates.append(used.param_groups[0]["lr"])
        if step < steps - 1:
            schedule.step()
    return {"name": name, "learning_rate": learning_rate, "rates": rates}


def plateau(name, learning_rate, mode="min", **options):
    used = optimizer(learning_rate)
    schedule = lr.ReduceLROnPlateau(used, mode=mode, **options)
    rates = []
    for metric in METRICS:
        rates.append(used.param_groups[0]["lr"])
        schedule.step(metric if mode == "min" else 3 - metric)
    return {"name": name, "learning_rate": learning_rate, "rates": rates}


def warmup(used, steps, start_factor, then):
    first = lr.LinearLR(used, start_factor=start_factor, total_iters=steps)
    return lr.SequentialLR(used, [first, then(used)], milestones=[steps])


write(__file__, {
    "pytorch": torch.__version__,
    # Quoted, because JSON has no NaN.
    "metrics": [repr(metric) for metric in METRICS],
    "cases": [
        run("Constant", 5, 0.1, lambda o: lr.ConstantLR(o, factor=1.0)),
        run("StepDecay", 20, 0.1, lambda o: lr.StepLR(o, 6, gamma=0.3)),
        run("MultiStepDecay", 20, 0.1, lambda o: lr.MultiStepLR(o, [3, 4, 11], gamma=0.5)),
        run("ExponentialDecay", 20, 0.1, lambda o: lr.ExponentialLR(o, 0.9)),
        run("CosineDecay", 26, 0.1, lambda o: lr.CosineAnnealingLR(o, 25)),
        run("CosineDecay, smallest rate", 13, 0.1, lambda o: lr.CosineAnnealingLR(o, 12, eta_min=0.02)),
        run("CosineWarmRestarts", 20, 0.1, lambda o: lr.CosineAnnealingWarmRestarts(o, 6)),
        run("CosineWarmRestarts, growing", 60, 0.1, lambda o: lr.CosineAnnealingWarmRestarts(o, 4, T_mult=2, eta_min=0.001)),
        run("OneCycle", 40, 0.1, lambda o: lr.OneCycleLR(o, 0.1, total_steps=40, cycle_momentum=False)),
        run("OneCycle, linear", 33, 0.1, lambda o: lr.OneCycleLR(
            o, 0.1, total_steps=33, pct_start=0.25, anneal_strategy="linear", div_factor=10, final_div_factor=100, cycle_momentum=False)),
        run("OneCycle, three phases", 37, 0.1, lambda o: lr.OneCycleLR(
            o, 0.1, total_steps=37, pct_start=0.4, three_phase=True, cycle_momentum=False)),
        run("LinearWarmup", 10, 0.1, lambda o: lr.LinearLR(o, start_factor=0.25, total_iters=6)),
        run("LinearWarmup, cosine", 30, 0.1, lambda o: warmup(o, 8, 0.01, lambda p: lr.CosineAnnealingLR(p, 22))),
        run("LinearWarmup, steps", 30, 0.1, lambda o: warmup(o, 5, 0.1, lambda p: lr.StepLR(p, 7, gamma=0.5))),
        plateau("ReduceOnPlateau", 0.1, factor=0.5, patience=2),
        plateau("ReduceOnPlateau, rising", 0.1, mode="max", factor=0.3, patience=1),
        plateau("ReduceOnPlateau, absolute threshold and cooldown", 0.1, factor=0.5, patience=1, threshold=0.05, threshold_mode="abs",
                cooldown=3),
        plateau("ReduceOnPlateau, smallest rate", 0.1, factor=0.1, patience=0, min_lr=0.004)]})
