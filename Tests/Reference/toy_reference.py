"""Where gradient methods end on the two-dimensional toy of CAGrad, Nash-MTL and FAMO, with closed forms for two tasks in float64, as far as the papers went."""
import numpy as np
import torch

from reference import write

LEAST = 5e-6
STARTS = [[-8.5, 7.5], [-8.5, 5.0], [0.0, 0.0], [9.0, 9.0], [10.0, -8.0]]  # of the CAGrad paper
CODE_START = [[-8.5, -5.0]]  # what its code has for the second
FAMO_STARTS = [[-8.5, 7.5], [0.0, 0.0], [9.0, 9.0], [-7.5, -0.5], [9.0, -1.0]]  # of Nash-MTL's and FAMO's code


def losses(x, y):
    f1 = torch.clamp((0.5 * (-x - 7) - torch.tanh(-y)).abs(), LEAST).log() + 6
    f2 = torch.clamp((0.5 * (-x + 3) + torch.tanh(-y) + 2).abs(), LEAST).log() + 6
    c1, c2 = torch.clamp(torch.tanh(0.5 * y), 0), torch.clamp(torch.tanh(-0.5 * y), 0)
    s1 = ((-x + 7) ** 2 + 0.1 * (-y - 8) ** 2) / 10 - 20
    s2 = ((-x - 7) ** 2 + 0.1 * (-y - 8) ** 2) / 10 - 20
    return f1 * c1 + s1 * c2, f2 * c1 + s2 * c2


def evaluate(points, scale):
    """Losses (2, starts) and gradients (starts, 2 tasks, 2) by autograd."""
    p = torch.tensor(points, requires_grad=True)
    L = torch.stack(losses(p[:, 0], p[:, 1]))
    L = L * torch.tensor([[scale], [1.0]], dtype=torch.float64)
    rows = [torch.autograd.grad(L[task].sum(), p, retain_graph=True)[0] for task in range(2)]
    return L.detach().numpy(), torch.stack(rows, 1).numpy()


def products(J):
    return (J[:, 0] ** 2).sum(1), (J[:, 0] * J[:, 1]).sum(1), (J[:, 1] ** 2).sum(1)


def least(a, b, d):
    return np.clip((d - b) / np.maximum(a + d - 2 * b, 1e-300), 0, 1)


def total(J):
    return np.ones((len(J), 2))


def mgda(J):
    w = least(*products(J))
    return np.stack([w, 1 - w], 1)


def pcgrad(J):
    a, b, d = products(J)
    b = np.minimum(b, 0)
    return np.stack([1 - b / a, 1 - b / d], 1)


def upgrad(J):
    return 0.5 * pcgrad(J)


def cagrad(J, c=0.5):
    a, b, d = products(J)
    length = np.sqrt(np.maximum(a + d - 2 * b, 1e-300))  # of g1 - g2
    height = np.sqrt(np.maximum(a * d - b * b, 0)) / length  # how far the line through both is from 0
    radius = c * np.sqrt(np.maximum(a + d + 2 * b, 0)) / 2
    slope = (a - d) / (2 * length)
    with np.errstate(invalid="ignore", divide="ignore"):
        place = np.where(np.abs(slope) < radius, -slope * height / np.sqrt(radius ** 2 - slope ** 2), -np.sign(slope) * 1e300)
    place = np.clip(place, (b - d) / length, (a - b) / length)
    w = np.clip((place - (b - d) / length) / length, 0, 1)
    norm = np.sqrt(np.maximum(w * w * a + 2 * w * (1 - w) * b + (1 - w) ** 2 * d, 0))
    cancelled = norm <= 1e-5 * (w * np.sqrt(a) + (1 - w) * np.sqrt(d))
    step = radius / np.where(cancelled, 1, norm)
    return np.where(cancelled[:, None], 0, np.stack([0.5 + step * w, 0.5 + step * (1 - w)], 1))


def nash(J):
    a, b, d = products(J)
    cosine = b / np.sqrt(a * d)
    # Opposite gradients have no bargain: the weights grow for ever.
    w = 1 / np.sqrt(np.stack([a, d], 1) * np.maximum(1 + cosine, 1e-10)[:, None])
    norm = np.linalg.norm(np.einsum("st,stp->sp", w, J), axis=1)
    return w / np.maximum(norm, 1)[:, None]


def imtl(J):
    a, b, d = products(J)
    w = np.sqrt(d) / (np.sqrt(a) + np.sqrt(d))
    return np.stack([w, 1 - w], 1)


class Adam:
    """torch.optim.Adam's formula."""

    def __init__(self, shape, rate, decay=0.0):
        self.m, self.v, self.t, self.rate, self.decay = np.zeros(shape), np.zeros(shape), 0, rate, decay

    def step(self, x, g):
        g = g + self.decay * x
        self.t += 1
        self.m = 0.9 * self.m + 0.1 * g
        self.v = 0.999 * self.v + 0.001 * g * g
        return x - self.rate * (self.m / (1 - 0.9 ** self.t)) / (np.sqrt(self.v / (1 - 0.999 ** self.t)) + 1e-8)


def run(methods, starts, steps, scale=1.0, rate=1e-3):
    """Where each method ends from each start, all side by side."""
    count = len(starts)
    x = np.array(starts * len(methods))
    adam = Adam(x.shape, rate)
    for _ in range(steps):
        J = evaluate(x, scale)[1]
        weights = np.concatenate([weigh(J[i * count:(i + 1) * count]) for i, weigh in enumerate(methods.values())])
        x = adam.step(x, np.einsum("st,stp->sp", weights, J))
        assert np.isfinite(x).all(), x
    return {name: x[i * count:(i + 1) * count] for i, name in enumerate(methods)}


def famo(starts, steps, scale, rate=1e-3, decay=0.0):
    """decay is the paper's gamma; the losses are compared with those after the step on the same (the only) example."""
    x, w = np.array(starts), np.zeros((len(starts), 2))
    bounds = np.array([[-21 * scale], [-21.0]])
    adam, logits = Adam(x.shape, rate), Adam(w.shape, 0.025, decay)
    for _ in range(steps):
        L, J = evaluate(x, scale)
        z = np.exp(w - w.max(1, keepdims=True))
        z /= z.sum(1, keepdims=True)
        D = (L - bounds + 1e-8).T
        shares = z / D
        shares /= shares.sum(1, keepdims=True)
        x = adam.step(x, np.einsum("st,stp->sp", shares, J))
        fall = np.log(D) - np.log((evaluate(x, scale)[0] - bounds + 1e-8).T)
        w = logits.step(w, z * (fall - (z * fall).sum(1, keepdims=True)))
    return x


def case(name, ends, starts, steps, rate, scale):
    L, J = evaluate(ends, scale)
    J /= np.linalg.norm(J, axis=2, keepdims=True)
    w = least(*products(J))
    return {"name": name, "starts": starts, "steps": steps, "rate": rate, "scale": scale, "ends": ends, "losses": L.T,
            "distance": np.linalg.norm(np.einsum("st,stp->sp", np.stack([w, 1 - w], 1), J), axis=1)}


def cases(suffix, methods, starts, steps, rate, scale):
    return [case(name + suffix, ends, starts, steps, rate, scale) for name, ends in run(methods, starts, steps, scale, rate).items()]


METHODS = {"Sum": total, "MGDA": mgda, "PCGrad": pcgrad, "CAGrad": cagrad, "NashMTL": nash, "IMTLG": imtl, "UPGrad": upgrad}

if __name__ == "__main__":
    published = cases("", METHODS, STARTS, 100_000, 1e-3, 1.0) + cases(" scaled", METHODS, FAMO_STARTS, 50_000, 1e-3, 0.1)
    published.append(case("Famo scaled", famo(FAMO_STARTS, 50_000, 0.1), FAMO_STARTS, 50_000, 1e-3, 0.1))
    published += cases(" code", {"Sum": total}, CODE_START, 100_000, 1e-3, 1.0)
    quick = cases(" quick", METHODS, STARTS, 12_000, 1e-2, 1.0) + cases(" scaled quick", METHODS, FAMO_STARTS, 12_000, 1e-2, 0.1)
    quick.append(case("Famo scaled quick", famo(FAMO_STARTS, 10_000, 0.1, 1e-2), FAMO_STARTS, 10_000, 1e-2, 0.1))
    grid = np.array(STARTS + FAMO_STARTS + [[1.0, 2.0], [-3.0, -4.0], [5.0, 0.5], [-6.0, 1.5]])
    L, J = evaluate(grid, 1.0)
    write(__file__, {"points": grid, "losses": L.T, "gradients": J, "cases": published + quick})
