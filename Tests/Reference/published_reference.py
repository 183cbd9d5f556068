"""What LibMTL's and TorchJD's own code makes of fixed gradients and losses: published_reference.py LIBMTL@COMMIT TORCHJD@COMMIT [--many FILE].

Each path is a copy of a repository, in which nothing is written. With --many figures of some hundred more matrices go to FILE.
"""
import contextlib
import json
import sys
import warnings

import numpy as np

from reference import FORMULA, value, write
import torch

import published_libraries as published
import published_losses
from published_libraries import Draws, LibMTL, torchjd

warnings.filterwarnings("ignore")

SEED = 3
MASK = (1 << 64) - 1

# TorchJD's methods that need no more than the matrix; with a number after a space: its option.
LIBMTL = {
    "MGDA": {}, "MGDA l2": {"mgda_gn": "l2"}, "MGDA loss": {"mgda_gn": "loss"}, "MGDA loss+": {"mgda_gn": "loss+"}, "PCGrad": {}, "GradVac": {},
    "IMTL": {}, "CAGrad": {}, "CAGrad 0.4 as it is": {"calpha": 0.4, "rescale": 0}, "CAGrad 0.8 by 1 + c": {"calpha": 0.8, "rescale": 2},
    "Nash_MTL": {}, "Nash_MTL without limit": {"max_norm": 0.0}, "Aligned_MTL": {}, "FairGrad": {}, "FairGrad 2": {"FairGrad_alpha": 2.0},
    "UPGrad": {}, "MoCo": {}, "DB_MTL": {}, "ExcessMTL": {}, "GradNorm": {},
}
TORCHJD = {
    "MGDA": (), "PCGrad": (), "GradVac": (), "IMTLG": (), "CAGrad": (0.5,), "AlignedMTL": (), "AlignedMTL median": (None, "median"),
    "AlignedMTL rmse": (None, "rmse"), "FairGrad": (1.0,), "UPGrad": (), "DualProj": (), "ConFIG": (), "ExcessMTL": (), "NashMTL": (),
}
# Those whose own iterations may stop early.
TO_THE_END = " to the end"
LIBMTL |= {name + TO_THE_END: options for name, options in LIBMTL.items() if name.startswith(("MGDA", "CAGrad", "FairGrad"))}
TORCHJD |= {"MGDA to the end": (1e-9, 5000), "FairGrad to the end": (1.0,)}
REMEMBERED = {
    "LibMTL": {"GradVac": {}, "IMTL": {}, "Nash_MTL": {}, "Nash_MTL every 2": {"update_weights_every": 2}, "MoCo": {},
               "MoCo decay": {"MoCo_beta_sigma": 0.1, "MoCo_gamma": 1.0, "MoCo_rho": 0.2}, "DB_MTL": {}, "DB_MTL decay": {"DB_beta_sigma": 0.5},
               "ExcessMTL": {}, "GradNorm": {}, "GradNorm 0.5": {"alpha": 0.5}},
    "TorchJD": {"GradVac": (), "ExcessMTL": (), "ExcessMTL warmup": (0.1, 2), "NashMTL": ()},
}
SAMPLED = {"LibMTL": {"MoDo": {}, "MoDo 0.1": {"MoDo_gamma": 0.1}, "SDMGrad": {}}, "TorchJD": {"MoDoWeighting": (), "SDMGradWeighting": ()}}


def philox(key, stream, count):
    """Philox4x32-10 (Salmon et al., 2011): the words of a stream."""
    words = []
    for block in range(-(-count // 4)):
        x, k = [block, 0, stream & 0xFFFFFFFF, stream >> 32], [key & 0xFFFFFFFF, key >> 32]
        for _ in range(10):
            p0, p1 = 0xD2511F53 * x[0], 0xCD9E8D57 * x[2]
            x = [(p1 >> 32) ^ x[1] ^ k[0], p1 & 0xFFFFFFFF, (p0 >> 32) ^ x[3] ^ k[1], p0 & 0xFFFFFFFF]
            k = [(k[0] + 0x9E3779B9) & 0xFFFFFFFF, (k[1] + 0xBB67AE85) & 0xFFFFFFFF]
        words += x
    return words


def order(step, tasks):
    """The order in which a task meets the others, as TaskOrder draws it for the seed."""
    def of(row):
        result, words = list(range(tasks)), philox((SEED ^ 0x5DEECE66D) & MASK, (step << 16) + row, tasks)
        for word, last in zip(words, range(tasks - 1, 0, -1)):
            other = word * (last + 1) >> 32
            result[last], result[other] = result[other], result[last]
        return [other for other in result if other != row]
    return of


def uniform(step, count):
    """The draws of GradDrop for the seed."""
    generator = torch.Generator()
    generator.manual_seed(((SEED * 1_000_003 + step) ^ 0x5851F42D4C957F2D) & MASK)
    return torch.rand(count, generator=generator)


def figure(library, name, steps):
    """Weights are kept where they are what the gradients are multiplied by."""
    entry = {"library": library, "method": name, "combined": [combined.numpy() for *_, combined in steps]}
    products = [weights is not None and np.allclose(np.asarray(weights, np.float64) @ J.numpy(), combined.numpy(), atol=1e-4 * (combined.abs().max().item() + 1e-12))
                for J, weights, combined in steps]
    if all(products) or name.startswith("MoCo"):
        entry["weights"] = [np.asarray(weights, np.float32) for _, weights, _ in steps]
    return entry


def attempt(run, name):
    """None where the library cannot: its inner problem has no solution, its matrix no inverse."""
    if name.endswith(TO_THE_END):
        with published.to_the_end():
            return attempt(run, "")
    with contextlib.suppress(published.published_solvers.SolverError, ValueError, RuntimeError, np.linalg.LinAlgError, NameError):
        result = run()
        if all(torch.isfinite(combined).all() for *_, combined in result["steps"]):
            return figure(result["library"], result["name"], result["steps"])
    return None


def libmtl_steps(name, options, steps, losses):
    tasks, width = steps[0][0].shape
    method, results = LibMTL(name.split(" ")[0], tasks, width, **options), []
    for k, (first, *further) in enumerate(steps):
        method.model.epoch = min(k, 1)
        with Draws(order(k, tasks)):
            # MoDo and SDMGrad of LibMTL take their batches in other orders.
            batches = (further[-1], first, further[0]) if name.startswith("SDMGrad") else (first, *further)
            results.append((steps[k][-1], *method.step(batches[0], losses[k], batches[1:])))
        method.model.train_loss_buffer[:, 0] = losses[0].numpy()
    return {"library": "LibMTL", "name": name, "steps": results}


def torchjd_steps(name, arguments, steps):
    tasks = len(steps[0][0])
    base = name.split(" ")[0]
    method, results = torchjd(base, *((tasks,) if base == "NashMTL" else arguments)), []
    for k, (first, *further) in enumerate(steps):
        with Draws(order(k, tasks)):
            if further:
                weights = method(first @ further[0].T)
                results.append((further[1], weights, weights @ further[1]))
            else:
                seen = []
                part = getattr(method, "weighting", None) if base != "ConFIG" else None
                hook = part.register_forward_hook(lambda module, given, result: seen.append(result.detach())) if part is not None else None
                combined = method(first)
                if hook:
                    hook.remove()
                results.append((first, seen[0] if seen else None, combined))
    return {"library": "TorchJD", "name": name, "steps": results}


def converged(figures):
    """Without those that stopped before they came to the solution, which the library's own code comes to when it goes on; TorchJD's MGDA hardly ever does."""
    ends = {(item["library"], item["method"]): item for item in figures if item["method"].endswith(TO_THE_END)}

    def has_converged(item):
        name = item["method"].removesuffix(TO_THE_END) + TO_THE_END
        end = ends.get(("LibMTL" if name.startswith("MGDA") else item["library"], name))
        return end is None or np.allclose(item["combined"], end["combined"], rtol=0, atol=3e-5 * np.abs(end["combined"]).max())
    return [item for item in figures if has_converged(item)]


def case(name, steps, losses, methods):
    figures = []
    for method, options in methods.get("LibMTL", {}).items():
        figures.append(attempt(lambda: libmtl_steps(method, options, steps, losses), method))
    for method, arguments in methods.get("TorchJD", {}).items():
        figures.append(attempt(lambda: torchjd_steps(method, arguments, steps), method))
    return {"name": name, "seed": SEED, "steps": [[batch for batch in step] for step in steps], "losses": losses, "figures": [item for item in figures if item]}


def drops(name, J):
    figures = []
    for library in ("LibMTL", "TorchJD"):
        with Draws(uniform=uniform(0, J.shape[1])):
            combined = LibMTL("GradDrop", len(J), J.shape[1]).drop(J) if library == "LibMTL" else torchjd("GradDrop")(J)
        figures.append(figure(library, "GradDrop", [(J, None, combined)]))
    with Draws(uniform=uniform(0, J.shape[1])):
        figures.append(figure("LibMTL", "GradDrop leak 0.25", [(J, None, LibMTL("GradDrop", len(J), J.shape[1], leak=0.25).drop(J))]))
    return {"name": name, "seed": SEED, "steps": [[J]], "losses": [torch.ones(len(J))], "figures": figures}


def losses_of(tasks, steps, salt):
    return list(value((steps, tasks), salt, 0.5) + 1.0)


def matrix(tasks, width, salt, tilt=0.0, kind=""):
    """Kinds: rows of other sizes, a row twice, a row of 0, a row and its opposite."""
    J = value((tasks, width), salt) + tilt * torch.tensor([(-1.0) ** row for row in range(tasks)])[:, None]
    if kind.endswith("scaled"):
        J *= 2.0 ** torch.linspace(*((-6, 6) if kind.startswith("badly") else (-3, 3)), tasks).round()[:, None]
    if kind == "small":
        J *= 2.0 ** -5
    if kind == "large":
        J *= 2.0 ** 10
    if kind == "twice":
        J[-1] = J[0]
    if kind == "zero":
        J[1] = 0
    if kind == "opposite":
        J[-1] = -J[0]
    return J


def single(tasks, width, salt, tilt=0.0, kind=""):
    J = matrix(tasks, width, salt, tilt, kind)
    name = f"{tasks} x {width}, salt {salt}{', conflict' if tilt else ''}{', ' + kind if kind else ''}"
    # The stand-in for cvxpy takes a quarter of a minute for ten tasks.
    skipped = "Nash" if tasks == 10 and (kind or salt == 101) else "nothing"
    methods = {"LibMTL": LIBMTL, "TorchJD": TORCHJD}
    return case(name, [[J]], losses_of(tasks, 1, salt), {library: {name: options for name, options in all.items() if skipped not in name}
                                                         for library, all in methods.items()})


def sequence(tasks, width, salt, count, tilt=0.0, batches=1):
    steps = [[matrix(tasks, width, salt + 10 * k + batch, tilt) for batch in range(batches)] for k in range(count)]
    if batches > 1:  # three batches of one problem
        steps = [[0.25 * batch + steps[k][0] for batch in step] for k, step in enumerate(steps)]
    name = f"{count} steps of {tasks} x {width}, salt {salt}{', conflict' if tilt else ''}{', three batches' if batches > 1 else ''}"
    remembered = {library: {name: options for name, options in all.items() if tasks < 10 or "Nash" not in name} for library, all in REMEMBERED.items()}
    return case(name, steps, losses_of(tasks, count, salt), SAMPLED if batches > 1 else remembered)


def main(libmtl, torchjd_path, *rest):
    paths = [item.rsplit("@", 1) for item in (libmtl, torchjd_path)]
    published.load(paths[0][0], paths[1][0])
    libraries = {"LibMTL": {"repository": "median-research-group/LibMTL", "commit": paths[0][1]},
                 "TorchJD": {"repository": "SimplexLab/TorchJD", "commit": paths[1][1]}}
    if rest:
        kinds = ["", "scaled", "badly scaled", "small", "large", "twice", "zero", "opposite"]
        del LIBMTL["Nash_MTL without limit"]
        cases = [single(tasks, width, salt, tilt, kind) for tasks, width in ((2, 5), (2, 40), (3, 8), (5, 12), (5, 3), (10, 60), (10, 6))
                 for salt in (101, 102) for tilt in (0.0, 0.375) for kind in (kinds if salt == 101 else kinds[:2])]
        cases += [sequence(tasks, 3 * tasks, salt, 8, tilt, batches) for tasks in (2, 3, 5, 10) for salt in (201, 303) for tilt in (0.0, 0.375)
                  for batches in (1, 3)]
        cases += [drops(f"drop {salt}", matrix(3, 50, salt)) for salt in (401, 402)]
        with open(rest[1], "w") as file:
            json.dump({"libraries": libraries, "cases": cases}, file, default=lambda item: np.asarray(item).tolist())
        return
    cases = [single(2, 5, 1), single(2, 6, 5, 0.5), single(3, 8, 2), single(5, 12, 3, 0.25), single(5, 12, 6, 0, "scaled"), single(5, 12, 6, 0, "small"),
             single(10, 16, 4), sequence(2, 5, 21, 4), sequence(3, 6, 22, 5, 0.25), sequence(3, 6, 23, 4, 0, 3), drops("signs", matrix(3, 12, 8))]
    for item in cases:
        # LibMTL's MGDA compares steps with 1e-7 whatever the gradients' size, and for small ones ends anywhere.
        item["figures"] = [entry for entry in converged(item["figures"]) if not (item["name"].endswith("small") and entry["method"].startswith("MGDA loss to"))]
    write(__file__, {"formula": FORMULA, "libraries": libraries, "cases": cases,
                     "losses": published_losses.document(lambda step: published_losses.normals(philox(SEED, step, 8)))})


if __name__ == "__main__":
    main(*sys.argv[1:])
