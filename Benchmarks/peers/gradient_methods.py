"""Gradient methods as the published code of each does them: from the rows of a matrix (tasks, parameters) to one gradient (parameters)."""
import random

import numpy as np
import torch
from scipy.optimize import minimize

try:
    import cvxpy
except ImportError:
    cvxpy = None


def pcgrad(gradients):
    """Yu et al., 2020: full gradients, pair by pair."""
    projected = gradients.clone()
    order = list(range(len(gradients)))
    for i in range(len(gradients)):
        random.shuffle(order)
        for j in order:
            product = torch.dot(projected[i], gradients[j])
            if product < 0:
                projected[i] -= product * gradients[j] / (gradients[j].norm().pow(2) + 1e-8)
    return projected.sum(0)


def mgda(gradients):
    """Sener and Koltun, 2018: from the best pair, projected descent with a line search, until the weights change by less than 1e-5; on tensors, as
    LibMTL has it."""
    gram = gradients @ gradients.t()
    weights = best_pair(gram)
    for _ in range(250):
        point = next_point(weights, -gram @ weights)
        share, _ = between(weights @ gram @ weights, weights @ gram @ point, point @ gram @ point)
        following = share * weights + (1 - share) * point
        if (following - weights).abs().sum() < 1e-5:
            break
        weights = following
    return weights @ gradients


def between(first, product, second):
    """The share of the first of two vectors, given by their products, in the shortest point between them; its squared norm."""
    if product >= first:
        return 0.999, first
    if product >= second:
        return 0.001, second
    share = (second - product) / (first + second - 2 * product)
    return share, second + share * (product - second)


def best_pair(gram):
    tasks, shortest = len(gram), float("inf")
    for i in range(tasks):
        for j in range(i + 1, tasks):
            share, norm = between(gram[i, i], gram[i, j], gram[j, j])
            if norm < shortest:
                shortest, best = norm, (i, j, share)
    weights = torch.zeros(tasks)
    weights[best[0]], weights[best[1]] = best[2], 1 - best[2]
    return weights


def next_point(weights, direction):
    direction = direction - direction.mean()
    falling, rising = direction < 0, direction > 0
    steps = torch.cat([-weights[falling] / direction[falling], (1 - weights[rising]) / direction[rising]])
    steps = steps[steps > 1e-7]
    return onto_simplex(weights + direction * (steps.min() if len(steps) else 1.0))


def onto_simplex(point):
    descending = point.sort(descending=True)[0]
    levels = (descending.cumsum(0) - 1) / torch.arange(1, len(point) + 1)
    return (point - levels[(descending > levels).nonzero()[-1]]).clamp(min=0)


def cagrad(gradients, c=0.5):
    """Liu et al., 2021: the dual problem by SciPy's SLSQP, as the authors solve it."""
    gram = (gradients @ gradients.t()).numpy()
    tasks = len(gram)
    mean = np.full(tasks, 1 / tasks)
    radius = c * np.sqrt(gram.mean() + 1e-8)

    def objective(weights):
        return weights @ gram @ mean + radius * np.sqrt(weights @ gram @ weights + 1e-8)

    weights = minimize(
        objective, mean, bounds=[(0, 1)] * tasks, constraints={"type": "eq", "fun": lambda weights: 1 - weights.sum()}).x
    combined = torch.from_numpy(weights).float() @ gradients
    return (gradients.mean(0) + radius / (combined.norm() + 1e-8) * combined) / (1 + c ** 2)


class NashMTL:
    """Navon et al., 2022: G a = 1 / a by a sequence of convex problems, each of which the authors give to ECOS through CVXPY. Where there is no
    CVXPY, SciPy's SLSQP solves the same problems from the same start to the same end, with exact derivatives."""

    def __init__(self, tasks):
        self.weights = np.ones(tasks)
        self.minimise = ConvexProblem(tasks) if cvxpy else linearised

    def __call__(self, gradients):
        combined = torch.from_numpy(self.weights_for(gradients)).float() @ gradients
        return combined * min(1.0, 1.0 / (combined.norm().item() + 1e-6))

    def weights_for(self, gradients):
        gram = (gradients @ gradients.t()).numpy().astype(np.float64)
        norm = np.linalg.norm(gram)
        gram /= norm
        for _ in range(20):
            previous, self.weights = self.weights, self.minimise(gram, self.weights, norm)
            if np.linalg.norm(gram @ previous - 1 / (previous + 1e-10)) < 1e-3 or np.linalg.norm(self.weights - previous) < 1e-6:
                break
        return self.weights


def linearised(gram, previous, norm):
    """min 1ᵀG a + φ'(previous) a / norm, where log(a norm) + log G a >= 0."""
    slope = gram.sum(0) + (1 / previous + (1 / (gram @ previous)) @ gram) / norm
    constraint = {
        "type": "ineq",
        "fun": lambda a: np.log(a * norm) + np.log(np.maximum(gram @ a, 1e-10)),
        "jac": lambda a: np.diag(1 / a) + gram / np.maximum(gram @ a, 1e-10)[:, None],
    }
    found = minimize(lambda a: slope @ a, previous, jac=lambda a: slope, bounds=[(1e-6, None)] * len(gram), constraints=constraint)
    return found.x if found.success else previous


class ConvexProblem:
    """The same, built once with parameters for what changes."""

    def __init__(self, tasks):
        self.weights = cvxpy.Variable(tasks, nonneg=True)
        self.previous = cvxpy.Parameter(tasks, value=np.ones(tasks))
        self.gram = cvxpy.Parameter((tasks, tasks), value=np.eye(tasks))
        self.norm = cvxpy.Parameter(1, value=np.ones(1))
        weighted = self.gram @ self.weights
        slope = 1 / self.previous + (1 / (self.gram @ self.previous)) @ self.gram
        constraints = [-cvxpy.log(self.weights[i] * self.norm) - cvxpy.log(weighted[i]) <= 0 for i in range(tasks)]
        objective = cvxpy.sum(weighted) + slope @ (self.weights - self.previous) / self.norm
        self.problem = cvxpy.Problem(cvxpy.Minimize(objective), constraints)

    def __call__(self, gram, previous, norm):
        self.gram.value, self.previous.value, self.norm.value = gram, previous, np.array([norm])
        self.weights.value = previous
        try:
            self.problem.solve(solver=cvxpy.ECOS, warm_start=True, max_iters=100)
        except cvxpy.error.SolverError:
            return previous
        return previous if self.weights.value is None else self.weights.value
