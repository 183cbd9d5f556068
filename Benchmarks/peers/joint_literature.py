"""Joint training of ten tasks as the code of the literature does it: losses are written into one tensor, so that the backward pass of each
task goes through all heads; shared gradients are copied into vectors element by element and set to 0 in between.

    joint_literature.py --method pcgrad --batch 256 --threads 1 --seconds 5

prints one line of JSON: the median over the rounds of the time of one step.
"""
from measurement import arguments, measure

METHODS = ["equal", "pcgrad", "mgda", "cagrad", "nashmtl"]
options = arguments(batch=256, methods=METHODS)

import torch  # noqa: E402
from torch.nn import functional as F  # noqa: E402

import gradient_methods  # noqa: E402
import joint_training  # noqa: E402
from joint_training import TASKS  # noqa: E402


class Literature(joint_training.Training):
    def losses(self, scores, labels):
        losses = torch.zeros(TASKS)
        for task in range(TASKS):
            losses[task] = F.cross_entropy(scores[task], labels[task])
        return losses

    def flattened(self):
        vector = torch.zeros(sum(parameter.numel() for parameter in self.shared))
        start = 0
        for parameter in self.shared:
            vector[start:start + parameter.numel()] = parameter.grad.view(-1)
            start += parameter.numel()
        return vector


class EqualWeights(Literature):
    def backward(self, scores, labels):
        losses = self.losses(scores, labels)
        torch.mul(losses, torch.ones_like(losses)).sum().backward()
        return losses.detach().sum()


class GradientMethod(Literature):
    def __init__(self, batch, combine):
        super().__init__(batch)
        self.combine = combine

    def backward(self, scores, labels):
        losses = self.losses(scores, labels)
        rows = torch.zeros(TASKS, sum(parameter.numel() for parameter in self.shared))
        for task in range(TASKS):
            losses[task].backward(retain_graph=task + 1 < TASKS)
            rows[task] = self.flattened()
            for parameter in self.shared:
                parameter.grad.zero_()
        self.set_shared_gradient(self.combine(rows))
        return losses.detach().sum()


class NashMTL(Literature):
    """Differentiates for the shared parameters alone, and once more for the weighted sum."""

    def __init__(self, batch):
        super().__init__(batch)
        self.weigh = gradient_methods.NashMTL(TASKS)

    def backward(self, scores, labels):
        losses = self.losses(scores, labels)
        rows = torch.zeros(TASKS, sum(parameter.numel() for parameter in self.shared))
        for task in range(TASKS):
            gradients = torch.autograd.grad(losses[task], self.shared, retain_graph=True)
            rows[task] = torch.cat([gradient.view(-1) for gradient in gradients])
        torch.sum(torch.from_numpy(self.weigh.weights_for(rows)).float() * losses).backward()
        torch.nn.utils.clip_grad_norm_(self.shared, 1.0)
        return losses.detach().sum()


def training():
    if options.method == "equal":
        return EqualWeights(options.batch)
    if options.method == "nashmtl":
        return NashMTL(options.batch)
    return GradientMethod(options.batch, getattr(gradient_methods, options.method))


torch.manual_seed(1)
torch.set_num_threads(options.threads)
solver = " with SLSQP" if options.method == "nashmtl" and gradient_methods.cvxpy is None else ""
measure("literature" + solver, options, training().step)
