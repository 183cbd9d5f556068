"""What gradient methods make of fixed gradients, computed in float64 on the formulas of LibMTL and TorchJD, their inner problems by SciPy."""
import numpy as np
from scipy.optimize import least_squares, minimize

from reference import FORMULA, value, write

EPSILON = np.finfo(np.float32).eps  # what LibMTL and TorchJD call a rank by


def gradients(tasks, parameters, salt, tilt=0.0):
    """A tilt is added to even rows and subtracted from odd ones, which then conflict."""
    return value((tasks, parameters), salt).numpy().astype(np.float64) + tilt * (-1.0) ** np.arange(tasks)[:, None]


def on_simplex(objective, slope, tasks):
    result = minimize(objective, np.full(tasks, 1 / tasks), jac=slope, method="SLSQP", bounds=[(0, 1)] * tasks,
                      constraints={"type": "eq", "fun": lambda w: w.sum() - 1, "jac": lambda w: np.ones(tasks)},
                      options={"ftol": 1e-16, "maxiter": 2000})
    return result.x


def mgda(J, losses, kind="none"):
    norms = np.linalg.norm(J, axis=1)
    size = {"none": np.ones(len(J)), "l2": norms, "loss": losses, "loss+": losses * norms}[kind]
    J = J / size[:, None]
    G = J @ J.T
    return on_simplex(lambda w: w @ G @ w, lambda w: 2 * G @ w, len(J)) / size


def cagrad(J, c, rescale=0):
    n = len(J)
    G = J @ J.T
    radius = c * np.sqrt(G.mean())
    w = on_simplex(lambda w: w @ G.mean(1) + radius * np.sqrt(w @ G @ w), lambda w: G.mean(1) + radius * G @ w / np.sqrt(w @ G @ w), n)
    weights = 1 / n + radius / np.sqrt(w @ G @ w) * w
    return weights / {0: 1, 1: 1 + c ** 2, 2: 1 + c}[rescale]


def imtl(J):
    units = J / np.linalg.norm(J, axis=1, keepdims=True)
    D, U = J[0] - J[1:], units[0] - units[1:]
    alpha = J[0] @ U.T @ np.linalg.inv(D @ U.T)
    return np.concatenate([[1 - alpha.sum()], alpha])


def aligned(J, mode="min"):
    values, vectors = np.linalg.eigh(J @ J.T)
    kept = values > values.max() * len(J) * EPSILON
    values, vectors = values[kept], vectors[:, kept]
    scale = {"min": values.min(), "median": np.sort(values)[(len(values) - 1) // 2], "rmse": values.mean()}[mode]
    return np.sqrt(scale) * vectors @ np.diag(values ** -0.5) @ vectors.T @ np.ones(len(J))


def fair(J, exponent, shares=1.0):
    G = J @ J.T
    start = np.full(len(J), 1 / len(J))
    return least_squares(lambda x: G @ x - (shares / x) ** exponent, start, bounds=(0, np.inf), xtol=1e-15, ftol=1e-15, gtol=1e-15,
                         max_nfev=20000).x


def nash(J, max_norm=1.0):
    w = fair(J, 1.0)
    norm = np.linalg.norm(w @ J)
    return w * min(1.0, max_norm / norm)


def pivrg(J, scores):
    temperature = max((scores.max() - scores.min()) / np.log(2.0), 10)
    powers = np.exp((scores - scores.max()) / temperature)
    return len(J) * fair(J, 0.5, len(J) * powers / powers.sum())


def cone(J, u):
    G = J @ J.T
    G = G / np.trace(G) + 1e-4 * np.eye(len(J))
    return minimize(lambda v: 0.5 * v @ G @ v, u, jac=lambda v: G @ v, method="SLSQP", bounds=[(low, None) for low in u],
                    options={"ftol": 1e-16, "maxiter": 2000}).x


def upgrad(J):
    return sum(cone(J, u) for u in np.eye(len(J)) / len(J))


def dualproj(J):
    return cone(J, np.full(len(J), 1 / len(J)))


def config(J):
    units = J / np.linalg.norm(J, axis=1, keepdims=True)
    best = np.linalg.pinv(units) @ np.ones(len(J))
    best /= np.linalg.norm(best)
    return (J @ best).sum() * best


def ntkmtl(J):
    G = J @ J.T
    return len(J) * np.sqrt(np.trace(G) / np.diag(G))


def pcgrad(J, orders):
    rows = []
    for i, order in enumerate(orders):
        g = J[i].copy()
        for j in order:
            if g @ J[j] < 0:
                g -= g @ J[j] / (J[j] @ J[j]) * J[j]
        rows.append(g)
    return rows


def gradvac(steps, beta=0.5):
    n = len(steps[0])
    target, outputs = np.zeros((n, n)), []
    for J in steps:
        rows = J.copy()
        for i in range(n):
            for j in range(n):
                if i == j:
                    continue
                rho = rows[i] @ J[j] / (np.linalg.norm(rows[i]) * np.linalg.norm(J[j]) + 1e-8)
                t = target[i, j]
                if rho < t:
                    w = np.linalg.norm(rows[i]) * (t * np.sqrt(1 - rho ** 2) - rho * np.sqrt(1 - t ** 2))
                    rows[i] = rows[i] + w / (np.linalg.norm(J[j]) * np.sqrt(1 - t ** 2) + 1e-8) * J[j]
                target[i, j] = (1 - beta) * t + beta * rho
        outputs.append(rows.sum(0))
    return outputs


def softmax(x):
    e = np.exp(x - x.max())
    return e / e.sum()


def simplex(y):
    u = np.sort(y)[::-1]
    total = np.cumsum(u)
    rho = np.nonzero(u * np.arange(1, len(y) + 1) > total - 1)[0][-1]
    return (y - (total[rho] - 1) / (rho + 1)).clip(min=0)


def moco(steps, losses, beta=0.5, gamma=0.1, sigma=0.5):
    n = len(steps[0])
    y, lam, outputs = np.zeros_like(steps[0]), np.full(n, 1 / n), []
    for k, J in enumerate(steps, 1):
        g = J / (np.linalg.norm(J, axis=1, keepdims=True) + 1e-8) * losses[:, None]
        y = y - beta / k ** sigma * (y - g)
        lam = softmax(lam - gamma / k ** sigma * (y @ y.T) @ lam)
        outputs.append(lam @ y)
    return outputs


def dbmtl(steps, losses, beta=0.9, sigma=0.5):
    buffer, outputs = np.zeros_like(steps[0]), []
    for k, J in enumerate(steps, 1):
        g = J / (losses[:, None] + 1e-8)
        buffer = g + beta / k ** sigma * (buffer - g)
        norms = np.linalg.norm(buffer, axis=1)
        outputs.append((norms.max() / (norms + 1e-8)) @ buffer)
    return outputs


def modo(steps, gamma=0.1, rho=0.1):
    lam, outputs = np.full(len(steps[0][0]), 1 / len(steps[0][0])), []
    for first, second, third in steps:
        lam = simplex(lam - gamma * (first @ (second.T @ lam) + rho * lam))
        outputs.append(lam @ third)
    return outputs


def sdmgrad(steps, lam=0.3, iterations=20, rate=5.0, momentum=0.5):
    n = len(steps[0][0])
    w, outputs = np.full(n, 1 / n), []
    for first, second, third in steps:
        G = first @ second.T
        scale = np.sqrt(np.diag(G).clip(min=0)).mean()
        G = G / (scale ** 2 + 1e-8)
        buffer = np.zeros(n)
        for _ in range(iterations):
            buffer = momentum * buffer + G @ w + lam * G.mean(1)
            w = simplex(w - rate * buffer)
        outputs.append((w @ third + lam * third.mean(0)) / (1 + lam))
    return outputs


def crmogm(steps, alpha=0.9):
    weights, outputs = None, []
    for J in steps:
        new = imtl(J)
        weights = new if weights is None else alpha * weights + (1 - alpha) * new
        outputs.append(weights @ J)
    return outputs


def case(name, tasks, parameters, salt, tilt=0.0):
    J = gradients(tasks, parameters, salt, tilt)
    losses = np.linspace(0.5, 2.0, tasks)
    scores = np.linspace(-20.0, 15.0, tasks)
    weights = {
        "MGDA": mgda(J, losses), "MGDA l2": mgda(J, losses, "l2"), "MGDA loss": mgda(J, losses, "loss"), "MGDA loss+": mgda(J, losses, "loss+"),
        "IMTLG": imtl(J), "CAGrad": cagrad(J, 0.5), "CAGrad rescaled": cagrad(J, 0.4, 1), "NashMTL": nash(J),
        "AlignedMTL": aligned(J), "AlignedMTL median": aligned(J, "median"), "AlignedMTL rmse": aligned(J, "rmse"),
        "FairGrad": fair(J, 1.0), "FairGrad 2": fair(J, 0.5), "PIVRG": pivrg(J, scores), "UPGrad": upgrad(J), "DualProj": dualproj(J),
        "NTKMTL": ntkmtl(J),
    }
    combined = {name: w @ J for name, w in weights.items()} | {"ConFIG": config(J)}
    return {"name": name, "shape": [tasks, parameters], "salt": salt, "tilt": tilt, "losses": losses, "scores": scores, "weights": weights,
            "combined": combined}


def sequences():
    pairs = [gradients(2, 6, salt) for salt in (31, 32, 33)]
    steps = [gradients(4, 9, salt) for salt in (41, 42, 43)]
    batches = [[gradients(4, 9, salt + batch) for batch in range(3)] for salt in (51, 61, 71)]
    losses = np.array([0.5, 1.0, 1.5, 2.0])
    return [
        {"name": "GradVac", "shape": [2, 6], "salts": [[31], [32], [33]], "combined": gradvac(pairs)},
        {"name": "MoCo", "shape": [4, 9], "salts": [[41], [42], [43]], "losses": losses, "combined": moco(steps, losses)},
        {"name": "DBMTL", "shape": [4, 9], "salts": [[41], [42], [43]], "losses": losses, "combined": dbmtl(steps, losses)},
        {"name": "CRMOGM", "shape": [4, 9], "salts": [[41], [42], [43]], "combined": crmogm(steps)},
        {"name": "MoDo", "shape": [4, 9], "salts": [[51, 52, 53], [61, 62, 63], [71, 72, 73]], "combined": modo(batches)},
        {"name": "SDMGrad", "shape": [4, 9], "salts": [[51, 52, 53], [61, 62, 63], [71, 72, 73]], "combined": sdmgrad(batches)},
    ]


def surgery(tasks, parameters, salt):
    J = gradients(tasks, parameters, salt)
    up = [[j for j in range(tasks) if j != i] for i in range(tasks)]
    return {"shape": [tasks, parameters], "salt": salt, "ascending": pcgrad(J, up), "descending": pcgrad(J, [order[::-1] for order in up])}


write(__file__, {
    "formula": FORMULA,
    "cases": [case("2 tasks", 2, 5, 1), case("2 in conflict", 2, 6, 5, 0.5), case("3 tasks", 3, 8, 2), case("3 in conflict", 3, 20, 7, 0.5),
              case("5 in conflict", 5, 12, 3, 0.25), case("10 tasks", 10, 40, 4), case("10 in conflict", 10, 40, 6, 0.375)],
    "sequences": sequences(),
    "pcgrad": [surgery(2, 5, 1), surgery(3, 4, 2), surgery(3, 4, 9)],
})
