"""Joint losses, and their gradients with respect to the tasks' losses, of strategies that weigh losses, step by step.

Each formula is written as its paper has it, and differentiated and minimised by PyTorch: torch.autograd and torch.optim.Adam, in float64.
The losses of the steps are given, so that the figures depend on the strategy alone. A task without labels in a step is left out of it.
"""
import math

import torch

from reference import FORMULA, value, write

TASKS, STEPS, STEPS_PER_EPOCH, SEED = 3, 20, 4, 7

# Positive, from 1/16 to 4; each is exact in float32.
LOSSES = (value((STEPS, TASKS), 31, 1.0).double() + 1.0625) * torch.tensor([2.0, 0.5, 1.0], dtype=torch.float64)
AFTER = LOSSES * (1 + value((STEPS, TASKS), 32, 0.125).double())
SCORES = (value((STEPS // STEPS_PER_EPOCH, TASKS), 33, 0.5).double() + 0.5).clamp(0, 1)
PRESENT = torch.tensor([[(step + 2 * task) % 5 != 0 or step < 2 for task in range(TASKS)] for step in range(STEPS)])


class Strategy:
    """One without memory: a function of the losses and the tasks that they are of."""

    def __init__(self, function):
        self.function = function

    def joint(self, losses, tasks, step):
        return self.function(losses, tasks)

    def step_taken(self, tasks, step):
        pass

    def epoch_ended(self, means, scores):
        pass

    def parameters(self):
        return None


class Learned(Strategy):
    """A parameter for each task, in an Adam that leaves alone those without a gradient."""

    def __init__(self, function, initial, rate, decay=0.0):
        super().__init__(function)
        self.values = [torch.tensor(initial, dtype=torch.float64, requires_grad=True) for _ in range(TASKS)]
        self.adam = torch.optim.Adam(self.values, lr=rate, weight_decay=decay)

    def chosen(self, tasks):
        return torch.stack([self.values[task] for task in tasks])

    def joint(self, losses, tasks, step):
        joint = self.function(losses, self.chosen(tasks))
        self.adam.zero_grad(set_to_none=True)
        joint.backward(retain_graph=True)
        return joint

    def step_taken(self, tasks, step):
        self.adam.step()

    def parameters(self):
        return torch.stack([item.detach() for item in self.values])


class Famo(Learned):
    """Algorithm 1 of the FAMO paper; the reward is that of its equation for the change of the logarithms."""

    def __init__(self, bounds):
        super().__init__(None, 0.0, 0.025, 0.001)
        self.bounds = torch.tensor(bounds, dtype=torch.float64)

    def joint(self, losses, tasks, step):
        distance = losses - self.bounds[tasks] + 1e-8
        shares = torch.softmax(self.chosen(tasks).detach(), 0)
        self.before = distance.detach().log()
        return (shares * distance.log()).sum() / (shares / distance.detach()).sum()

    def step_taken(self, tasks, step):
        fall = self.before - (AFTER[step][tasks] - self.bounds[tasks] + 1e-8).log()
        self.adam.zero_grad(set_to_none=True)
        torch.softmax(self.chosen(tasks), 0).backward(fall)
        self.adam.step()


class WeightAverage(Strategy):
    def __init__(self, temperature):
        self.temperature, self.means = temperature, []

    def joint(self, losses, tasks, step):
        if len(self.means) < 2:
            return losses.sum()
        weights = TASKS * torch.softmax(self.means[-1] / self.means[-2] / self.temperature, 0)
        return (weights[tasks] * losses).sum()

    def epoch_ended(self, means, scores):
        self.means.append(means)


class Prioritization(Strategy):
    def __init__(self, focus, smoothing):
        self.focus, self.smoothing, self.score = focus, smoothing, None

    def joint(self, losses, tasks, step):
        if self.score is None:
            return losses.sum()
        score = self.score.clamp(min=0.01)
        return (-(1 - score) ** self.focus * score.log())[tasks] @ losses

    def epoch_ended(self, means, scores):
        self.score = scores if self.score is None else self.smoothing * scores + (1 - self.smoothing) * self.score


class NormalizedTchebycheff(Strategy):
    def __init__(self, smoothing, warmup):
        self.smoothing, self.warmup, self.means = smoothing, warmup, []

    def joint(self, losses, tasks, step):
        if len(self.means) < self.warmup:
            return losses.log().sum()
        nadir = self.means[self.warmup - 1][tasks]
        return len(tasks) * self.smoothing * torch.logsumexp((losses / nadir).log() / self.smoothing, 0)

    def epoch_ended(self, means, scores):
        self.means.append(means)


class Discrepancy(Learned):
    """LDC-MTL as its authors' trainers for CelebA and QM9 have it (weights a sigmoid, their sum detached), and the ratios of that for NYUv2."""

    def __init__(self, penalty, scaling, weighted=True):
        super().__init__(None, 1.0, 1e-3)
        self.penalty, self.scaling, self.weighted, self.first = penalty, scaling, weighted, {}

    def joint(self, losses, tasks, step):
        for loss, task in zip(losses, tasks):
            self.first.setdefault(task, loss.detach())
        first = torch.stack([self.first[task] for task in tasks])
        scaled = {"none": lambda: losses, "ratio": lambda: losses / (first / first.min()), "logarithm": lambda: (losses / first).log()}[self.scaling]()
        weights = torch.sigmoid(self.chosen(tasks))
        compared = weights * scaled if self.weighted else scaled
        joint = weights @ scaled / weights.sum().detach() + self.penalty * (compared[:-1] - compared[1:]).abs().sum()
        self.adam.zero_grad(set_to_none=True)
        joint.backward(retain_graph=True)
        return joint

    def epoch_ended(self, means, scores):
        if self.scaling == "logarithm":
            self.first = {}


def philox(counter, key):
    """Philox4x32-10 (Salmon et al., 2011)."""
    x, k = list(counter), list(key)
    for _ in range(10):
        p0, p1 = 0xD2511F53 * x[0], 0xCD9E8D57 * x[2]
        x = [(p1 >> 32) ^ x[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ x[3] ^ k[1], p0 & 0xFFFFFFFF]
        k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
    return x


assert philox((0, 0, 0, 0), (0, 0))[0] == 0x6627E8D5  # the first of the paper's test vectors


class Random(Strategy):
    def __init__(self):
        pass

    def joint(self, losses, tasks, step):
        words = [word for block in range(2) for word in philox((block, 0, step, 0), (SEED, 0))]
        normal = [math.sqrt(-2 * math.log((words[2 * task] + 1) / 2 ** 32)) * math.cos(2 * math.pi * words[2 * task + 1] / 2 ** 32)
                  for task in range(TASKS)]
        return torch.softmax(torch.tensor(normal, dtype=torch.float64)[tasks], 0) @ losses


def tchebycheff(smoothing, preferences, ideal):
    def joint(losses, tasks):
        chosen = torch.full_like(losses, 1 / len(tasks)) if preferences is None else torch.tensor(preferences, dtype=torch.float64)[tasks]
        return smoothing * torch.logsumexp(chosen * (losses - torch.tensor(ideal, dtype=torch.float64)[tasks]) / smoothing, 0)
    return joint


def boundary(penalty, preferences, ideal):
    def joint(losses, tasks):
        direction = torch.tensor(preferences, dtype=torch.float64)[tasks]
        direction = direction / direction.norm()
        distance = losses - torch.tensor(ideal, dtype=torch.float64)[tasks]
        along = distance @ direction
        return along + penalty * ((distance - along * direction).square().sum() + 1e-12).sqrt()
    return joint


NONE = [0.0] * TASKS
STRATEGIES = {
    "EqualWeighting": lambda: Strategy(lambda losses, tasks: losses.sum()),
    "FixedWeighting": lambda: Strategy(lambda losses, tasks: torch.tensor([1.0, 0.5, 2.0], dtype=torch.float64)[tasks] @ losses),
    "ScaleInvariant": lambda: Strategy(lambda losses, tasks: losses.log().sum()),
    "GeometricLossStrategy": lambda: Strategy(lambda losses, tasks: losses.prod() ** (1 / len(tasks))),
    "SoftOptimalUncertaintyWeighting": lambda: Strategy(lambda losses, tasks: torch.softmax(1 / losses.detach() / 5.0, 0) @ losses),
    "RandomLossWeighting": Random,
    "DynamicWeightAverage": lambda: WeightAverage(2.0),
    "DynamicTaskPrioritization": lambda: Prioritization(2.0, 0.25),
    "UncertaintyWeighting": lambda: Learned(lambda losses, s: (losses / (2 * s.exp()) + s / 2).sum(), -0.5, 0.01),
    "RevisedUncertaintyWeighting": lambda: Learned(
        lambda losses, c: (losses / (2 * c ** 2) + (1 + c ** 2).log()).sum(), 1.0, 0.01),
    "ImpartialLossWeighting": lambda: Learned(lambda losses, s: (s.exp() * losses - s).sum(), 0.0, 0.01, 0.001),
    "Famo": lambda: Famo(NONE),
    "Famo, bounds": lambda: Famo([0.0, 0.015625, 0.03125]),
    "LossDiscrepancyControl": lambda: Discrepancy(0.01, "none"),
    "LossDiscrepancyControl, unweighted ratios": lambda: Discrepancy(0.1, "ratio", weighted=False),
    "LossDiscrepancyControl, logarithms": lambda: Discrepancy(0.05, "logarithm"),
    "SmoothTchebycheff": lambda: Strategy(tchebycheff(0.5, None, NONE)),
    "SmoothTchebycheff, preferences": lambda: Strategy(tchebycheff(0.25, [0.5, 0.375, 0.125], [0.125, 0.0, 0.25])),
    "NormalizedSmoothTchebycheff": lambda: NormalizedTchebycheff(0.5, 2),
    "PenaltyBoundaryIntersection": lambda: Strategy(boundary(5.0, [1.0] * TASKS, NONE)),
    "PenaltyBoundaryIntersection, preferences": lambda: Strategy(boundary(2.0, [0.5, 0.375, 0.125], [0.125, 0.0, 0.25])),
}


def run(name, make, missing):
    strategy, steps = make(), []
    for step in range(STEPS):
        tasks = [task for task in range(TASKS) if PRESENT[step, task] or not missing]
        losses = LOSSES[step].clone().requires_grad_()
        joint = strategy.joint(losses[tasks], tasks, step)
        gradient, = torch.autograd.grad(joint, losses)
        steps.append({"joint": joint.detach(), "gradient": gradient})
        strategy.step_taken(tasks, step)
        if (step + 1) % STEPS_PER_EPOCH == 0:
            means = LOSSES[step + 1 - STEPS_PER_EPOCH:step + 1].mean(0)
            strategy.epoch_ended(means, SCORES[step // STEPS_PER_EPOCH])
    learned = strategy.parameters()
    return {"name": name + (", labels missing" if missing else ""), "missing": missing, "steps": steps,
            **({} if learned is None else {"parameters": learned})}


write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "steps_per_epoch": STEPS_PER_EPOCH,
    "seed": SEED,
    "losses": LOSSES,
    "losses_after": AFTER,
    "has_labels": PRESENT,
    "mean_losses": torch.stack([LOSSES[i:i + STEPS_PER_EPOCH].mean(0) for i in range(0, STEPS, STEPS_PER_EPOCH)]),
    "scores": SCORES,
    "cases": [run(name, make, missing) for name, make in STRATEGIES.items() for missing in (False, True)]})
