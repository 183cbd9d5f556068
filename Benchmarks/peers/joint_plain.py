"""Joint training of ten tasks in plain PyTorch: a list of losses, a backward pass for each.

    joint_plain.py --method pcgrad --batch 256 --threads 1 --seconds 5

prints one line of JSON: the median over the rounds of the time of one step.
"""
from measurement import arguments, measure

METHODS = ["equal", "pcgrad", "mgda", "cagrad", "nashmtl"]
options = arguments(batch=256, methods=METHODS)

import torch  # noqa: E402
from torch.nn import functional as F  # noqa: E402

import gradient_methods  # noqa: E402
import joint_training  # noqa: E402


class EqualWeights(joint_training.Training):
    def backward(self, scores, labels):
        loss = sum(F.cross_entropy(score, label) for score, label in zip(scores, labels))
        loss.backward()
        return loss


class GradientMethod(joint_training.Training):
    def __init__(self, batch, combine):
        super().__init__(batch)
        self.combine = combine

    def backward(self, scores, labels):
        losses = [F.cross_entropy(score, label) for score, label in zip(scores, labels)]
        rows = []
        for loss in losses:
            for parameter in self.shared:
                parameter.grad = None
            loss.backward(retain_graph=True)
            rows.append(torch.cat([parameter.grad.flatten() for parameter in self.shared]))
        self.set_shared_gradient(self.combine(torch.stack(rows)))
        return sum(loss.detach() for loss in losses)


def training():
    if options.method == "equal":
        return EqualWeights(options.batch)
    combine = gradient_methods.NashMTL(joint_training.TASKS) if options.method == "nashmtl" else getattr(gradient_methods, options.method)
    return GradientMethod(options.batch, combine)


torch.manual_seed(1)
torch.set_num_threads(options.threads)
measure("plain", options, training().step)
