"""Stand-ins for cvxpy and for qpsolvers, which Debian does not have: the problems are those that the libraries state, solved to 1e-10.

`solve_qp` is a least squares problem over the non-negative numbers for SciPy's NNLS. `Problem` evaluates the expressions that it was given in
PyTorch, and minimises by a barrier and Newton's method with the derivatives that autograd takes.
"""
import importlib.machinery
import sys
import types

import numpy as np
import torch
from scipy.linalg import null_space
from scipy.optimize import nnls

GAP = 1e-10


def solve_qp(P, q, G, h, solver):
    """min xᵀPx / 2 over x ≥ -h, the only form that TorchJD and LibMTL ask for."""
    assert not q.any() and (G == -np.eye(len(P))).all()
    factor = np.linalg.cholesky(P)
    return nnls(factor.T, factor.T @ h)[0] - h


class SolverError(Exception):
    pass


class Expression:
    def __init__(self, of):
        self.of = of

    def __add__(self, other):
        return Expression(lambda x: self.of(x) + at(other, x))

    def __radd__(self, other):
        return Expression(lambda x: at(other, x) + self.of(x))

    def __sub__(self, other):
        return Expression(lambda x: self.of(x) - at(other, x))

    def __neg__(self):
        return Expression(lambda x: -self.of(x))

    def __mul__(self, other):
        return Expression(lambda x: self.of(x) * at(other, x))

    def __rmul__(self, other):
        return Expression(lambda x: at(other, x) * self.of(x))

    def __truediv__(self, other):
        return Expression(lambda x: self.of(x) / at(other, x))

    def __rtruediv__(self, other):
        return Expression(lambda x: at(other, x) / self.of(x))

    def __matmul__(self, other):
        return Expression(lambda x: self.of(x) @ at(other, x))

    def __rmatmul__(self, other):
        return Expression(lambda x: at(other, x) @ self.of(x))

    __array_ufunc__ = None  # NumPy leaves products to the methods above

    def __getitem__(self, i):
        return Expression(lambda x: self.of(x)[i])

    def __iter__(self):
        return (self[i] for i in range(len(self.of(CURRENT[0]))))

    def __le__(self, other):
        return ("at most", self - other)

    def __ge__(self, other):
        return ("at most", other - self if isinstance(other, Expression) else Expression(lambda x: at(other, x) - self.of(x)))

    def __eq__(self, other):
        return ("equal", self - other)

    __hash__ = None


CURRENT = [None]


def at(item, x):
    return item.of(x) if isinstance(item, Expression) else torch.as_tensor(item, dtype=torch.float64)


class Variable(Expression):
    def __init__(self, shape, nonneg=False):
        super().__init__(lambda x: x)
        self.size, self.nonneg, self.value = (shape if isinstance(shape, int) else shape[0]), nonneg, None
        CURRENT[0] = torch.ones(self.size, dtype=torch.float64)
        CURRENT[1:] = [self]


class Parameter(Expression):
    def __init__(self, shape, value):
        super().__init__(lambda x: torch.as_tensor(np.array(self.value, dtype=np.float64)))
        self.value = value
        if len(shape) == 2:
            CURRENT[2:] = [self]


def log(item):
    return Expression(lambda x: at(item, x).log())


def total(item):
    return Expression(lambda x: at(item, x).sum())


def norm(item, order):
    return Expression(lambda x: at(item, x).norm(p=order))


class Problem:
    def __init__(self, objective, constraints):
        self.variable, self.matrix = CURRENT[1], (CURRENT[2:] or [None])[0]
        self.objective = objective
        self.limits = [item for kind, item in constraints if kind == "at most"]
        self.equations = [item for kind, item in constraints if kind == "equal"]

    def solve(self, solver, **options):
        x = self.start()
        jacobian = [torch.autograd.functional.jacobian(item.of, x).reshape(1, -1) for item in self.equations]
        free = torch.as_tensor(null_space(torch.cat(jacobian).numpy())) if jacobian else torch.eye(len(x), dtype=torch.float64)
        sharpness, count = 1e3, len(self.distances(x))
        while True:
            x = self.center(x, free, sharpness)
            if count / sharpness < GAP * max(1.0, abs(self.objective.of(x).item())):
                break
            sharpness *= 100
        self.variable.value = x.numpy()

    def distances(self, x):
        parts = [(-item.of(x)).reshape(-1) for item in self.limits] + ([x] if self.variable.nonneg else [])
        return torch.cat(parts)

    def barrier(self, x, sharpness):
        return sharpness * self.objective.of(x).sum() - self.distances(x).log().sum()

    def center(self, x, free, sharpness):
        for _ in range(60):
            def along(step):
                return self.barrier(x + free @ step, sharpness)
            zero = torch.zeros(free.shape[1], dtype=torch.float64)
            slope = torch.autograd.functional.jacobian(along, zero)
            step = -torch.linalg.lstsq(torch.autograd.functional.hessian(along, zero), slope[:, None]).solution[:, 0]
            decrease = -(slope @ step).item()
            if not decrease > 1e-14:
                return x
            length, value = 1.0, along(zero).item()
            while not along(length * step).item() <= value - 1e-4 * length * decrease + 1e-13 * abs(value):
                length /= 2
                if length < 1e-12:
                    return x
            x = x + free @ (length * step)
        return x

    def start(self):
        """A point strictly within the constraints: 1 / n each, or multiples of the a with G a = 1 / a, which Nash-MTL's constraints hold for."""
        n = self.variable.size
        if self.equations:
            return torch.full((n,), 1 / n, dtype=torch.float64)
        G, a = np.array(self.matrix.value, dtype=np.float64), np.ones(n)
        for _ in range(200):
            step = np.linalg.lstsq(G + np.diag(a ** -2), 1 / a - G @ a, rcond=None)[0]
            a = a + min(1.0, 0.9 / max(1e-9, (-step / a).max())) * step
        for scale in 2.0 ** np.arange(1, 40):
            x = torch.as_tensor(a * scale)
            if (self.distances(x) > 0).all():
                return x
        raise SolverError("no point is within the constraints")


def install():
    """Puts the stand-ins where the libraries import them from."""
    members = {
        "cvxpy": dict(Expression=Expression, SolverError=SolverError, Variable=Variable, Parameter=Parameter, log=log, sum=total, norm=norm,
                      Minimize=lambda item: item, Problem=Problem, ECOS="ECOS", CLARABEL="CLARABEL"),
        "qpsolvers": dict(solve_qp=solve_qp), "quadprog": {}, "ecos": {}, "clarabel": {},
    }
    for name, content in members.items():
        if importlib.util.find_spec(name) is None:
            module = types.ModuleType(name)
            module.__spec__ = importlib.machinery.ModuleSpec(name, None)
            module.__dict__.update(content)
            sys.modules[name] = module
