"""Steps of bilevel methods on three small regressions that share their features: weights, gradients and parameters, step by step.

Each method is written as LibMTL's trainer.py has it (bacth_forward_AutoLambda, _MOML, _FORUM; Auto-λ also as its authors' auto_lambda.py has it),
with torch.autograd and torch.optim.Adam, in float64; the step's training batch is the inner one and the one that the model learns from, as in Auto-λ's
own code. The quadratic problems within are solved exactly, by trying each set of active constraints. A task without labels in a batch is left out of it.
"""
import itertools

import numpy as np
import torch

from reference import FORMULA, value, write

TASKS, INPUTS, ROWS, STEPS, STEPS_PER_EPOCH, RATE = 3, 8, 16, 10, 4, 0.25
NAMES = ["Digit", "Suit", "Color"]
SCALES = torch.tensor([1.0, 0.5, 2.0], dtype=torch.float64)
LENGTH = INPUTS + TASKS


def batch(step, is_held_out, missing):
    salt = 100 + 10 * step + 5 * is_held_out
    x, y = value((ROWS, INPUTS), salt).double(), value((ROWS, TASKS), salt + 1).double()
    tasks = [task for task in range(TASKS) if not missing or (step + 2 * task + is_held_out) % 5 != 0]
    return x, y, tasks


def losses(theta, data):
    x, y, _ = data
    return SCALES * ((torch.tanh(x @ theta[:INPUTS])[:, None] + theta[INPUTS:] - y) ** 2).mean(0)


def gradient(loss, of):
    return torch.autograd.grad(loss, of, retain_graph=True)[0]


def active_sets(matrix, linear, equal, at_least):
    """The minimum of ½ wᵀQw + bᵀw with E w = e and A w ≥ 0: the best point of those that fulfil all, each active set tried."""
    (e_matrix, e_right), best = equal, None
    for count in range(len(at_least) + 1):
        for active in itertools.combinations(range(len(at_least)), count):
            rows = np.vstack([e_matrix] + [at_least[list(active)]])
            right = np.concatenate([e_right, np.zeros(count)])
            system = np.block([[matrix, rows.T], [rows, np.zeros((len(rows), len(rows)))]])
            point = np.linalg.lstsq(system, np.concatenate([-linear, right]), rcond=None)[0][:len(linear)]
            if np.abs(rows @ point - right).max() > 1e-9 or (at_least @ point).min() < -1e-10:
                continue
            cost = point @ matrix @ point / 2 + linear @ point
            if best is None or cost < best[0] - 1e-14:
                best = cost, point
    return best[1]


class Learned:
    def __init__(self, initial, rate, softmax):
        self.values = [torch.tensor(initial, dtype=torch.float64, requires_grad=True) for _ in range(TASKS)]
        self.adam, self.softmax = torch.optim.Adam(self.values, lr=rate), softmax

    def weights(self, values):
        return torch.softmax(values, 0) if self.softmax else values

    def chosen(self, tasks):
        return torch.stack([self.values[task] for task in tasks])

    def joint(self, theta, data):
        return self.weights(self.chosen(data[2])) @ losses(theta, data)[data[2]]

    def learn(self, tasks, slopes):
        for item in self.values:
            item.grad = None
        for task, slope in zip(tasks, slopes):
            self.values[task].grad = slope.detach().clone()
        self.adam.step()

    def model_gradient(self, theta, data):
        return gradient(self.joint(theta, data), theta)


class AutoLambda(Learned):
    def __init__(self, softmax, primary):
        super().__init__(0.1, 0.05, softmax)
        self.primary = primary

    def step(self, theta, train, held_out, epoch):
        def slopes(at):
            alpha = self.chosen(train[2])
            return torch.autograd.grad(self.weights(alpha) @ losses(at, train)[train[2]].detach(), alpha)[0]

        moved = (theta - RATE * gradient(self.joint(theta, train), theta)).detach().requires_grad_()
        outer = [task for task in held_out[2] if task in self.primary]
        direction = gradient(losses(moved, held_out)[outer].sum(), moved)
        epsilon = 0.01 / direction.norm()
        hessian = (slopes(theta + epsilon * direction) - slopes(theta - epsilon * direction)) / (2 * epsilon)
        self.learn(train[2], -RATE * hessian)
        return self.model_gradient(theta, train)


class MOML(Learned):
    def __init__(self, inner_rate):
        super().__init__(1 / TASKS, 0.05, True)
        self.inner_rate = inner_rate

    def step(self, theta, train, held_out, epoch):
        inner = torch.stack([gradient(losses(theta, train)[task], theta) for task in train[2]])
        alpha = self.chosen(train[2]).detach()
        moved = (theta - self.inner_rate * torch.softmax(alpha, 0) @ inner).detach().requires_grad_()
        jacobian = torch.autograd.functional.jacobian(lambda x: torch.softmax(x, 0), alpha)
        outer = torch.stack([gradient(losses(moved, held_out)[task], moved) for task in held_out[2]])
        slopes = -self.inner_rate * outer @ inner.T @ jacobian
        slopes = slopes / slopes.norm(dim=1, keepdim=True)
        count = len(held_out[2])
        shares = active_sets((slopes @ slopes.T).numpy(), np.zeros(count), (np.ones((1, count)), np.ones(1)), np.eye(count))
        self.learn(train[2], torch.from_numpy(shares) @ slopes)
        return self.model_gradient(theta, train)


class Forum(Learned):
    def __init__(self, inner_steps, inner_rate, phi):
        super().__init__(1 / TASKS, 0.05, True)
        self.inner_steps, self.inner_rate, self.phi = inner_steps, inner_rate, phi
        self.buffer = torch.zeros(TASKS, dtype=torch.float64)

    def step(self, theta, train, held_out, epoch):
        tasks, outer_tasks = train[2], held_out[2]

        def of_alpha(at):
            alpha = self.chosen(tasks)
            return torch.autograd.grad(torch.softmax(alpha, 0) @ losses(at, train)[tasks].detach(), alpha)[0]

        inner = theta
        for _ in range(self.inner_steps):
            inner = (inner - self.inner_rate * gradient(self.joint(inner, train), inner)).detach().requires_grad_()
        constraint = torch.cat([of_alpha(theta) - of_alpha(inner), gradient(self.joint(theta, train), theta)])
        outer = torch.stack([gradient(losses(theta, held_out)[task], theta) for task in outer_tasks])
        outer = outer / outer.norm(dim=1, keepdim=True)
        outer = torch.cat([torch.zeros(len(outer_tasks), len(tasks), dtype=torch.float64), outer], 1)
        squared = constraint.norm() ** 2 + 1e-8
        pi = self.phi - outer @ constraint / squared
        rows = torch.cat([outer, constraint[None]])
        count = len(outer_tasks)
        point = active_sets(
            2 * (rows @ rows.T).numpy(), np.concatenate([np.zeros(count), [-self.phi * squared.item()]]),
            (np.concatenate([np.ones(count), [0]])[None], np.ones(1)), np.vstack([np.eye(count + 1), np.concatenate([-pi.numpy(), [1]])]))
        for task, share in zip(outer_tasks, point):
            self.buffer[task] += (epoch + 1) ** -0.75 * (share - self.buffer[task])
        nu = (self.buffer[outer_tasks] @ pi).clamp(min=0)
        direction = self.buffer[outer_tasks] @ outer + nu * constraint
        self.learn(tasks, direction[:len(tasks)])
        return direction[len(tasks):]


METHODS = {
    "AutoLambda": lambda: AutoLambda(False, [0, 1, 2]),
    "AutoLambda, primary": lambda: AutoLambda(False, [1, 2]),
    "AutoLambda, softmax": lambda: AutoLambda(True, [0, 1, 2]),
    "MOML": lambda: MOML(0.5),
    "FORUM": lambda: Forum(3, 0.25, 0.1),
    "FORUM, one inner step": lambda: Forum(1, 0.5, 1.0),
}


def run(name, make, missing):
    method, steps = make(), []
    theta = (value((LENGTH,), 3, 0.5).double()).requires_grad_()
    for step in range(STEPS):
        train, held_out = batch(step, 0, missing), batch(step, 1, missing)
        slope = method.step(theta, train, held_out, step // STEPS_PER_EPOCH)
        theta = (theta - RATE * slope).detach().requires_grad_()
        steps.append({"gradient": slope, "alpha": torch.stack([item.detach() for item in method.values])})
    return {"name": name + (", labels missing" if missing else ""), "missing": missing, "steps": steps, "theta": theta}


def duals():
    """The problem of FORUM for vectors of which each of its three cases comes up."""
    cases = []
    for salt in range(36):
        count = 2 + salt % 4
        rows, q = value((count, 5), 40 + salt).double(), value((5,), 80 + salt, 2.0 ** (salt % 7 - 2)).double()
        rows = rows / rows.norm(dim=1, keepdim=True) + (salt % 3) * 0.75 * q / q.norm()
        phi = [0.1, 0.5, 1.0, 2.0, 3.0][salt % 5]
        squared = q @ q
        pi = phi - rows @ q / squared
        every = torch.cat([rows, q[None]])
        point = active_sets(
            2 * (every @ every.T).numpy(), np.concatenate([np.zeros(count), [-phi * squared.item()]]),
            (np.concatenate([np.ones(count), [0]])[None], np.ones(1)), np.vstack([np.eye(count + 1), np.concatenate([-pi.numpy(), [1]])]))
        cases.append({"gram": rows @ rows.T, "along": rows @ q, "rates": pi, "squared": squared, "constant": phi * squared, "point": torch.from_numpy(point)})
    return cases


write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "steps_per_epoch": STEPS_PER_EPOCH,
    "duals": duals(),
    "cases": [run(name, make, missing) for name, make in METHODS.items() for missing in (False, True)]})
