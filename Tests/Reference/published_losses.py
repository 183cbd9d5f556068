"""Steps of LibMTL's and TorchJD's strategies that weigh losses: the gradient of the joint loss with respect to the losses."""
import math

import torch

from published_libraries import Draws, LibMTL, torchjd
from reference import value

TASKS, STEPS_PER_EPOCH, EPOCHS = 3, 3, 7
STEPS = STEPS_PER_EPOCH * EPOCHS
LOSSES = (value((STEPS, TASKS), 71, 1.0) + 1.0625) * torch.tensor([2.0, 0.5, 1.0])
AFTER = LOSSES * (1 + value((STEPS, TASKS), 72, 0.125))
PREFERENCES, IDEAL = [0.5, 0.375, 0.125], [0.125, 0.0, 0.25]

LIBMTL = {"EW": {}, "UW": {}, "DWA": {}, "GLS": {}, "RLW": {}, "FAMO": {}, "STCH": {}, "STCH 0.5": {"STCH_mu": 0.5, "STCH_warmup_epoch": 2}}
TORCHJD = {
    "Sum": (), "UW": (TASKS,), "IMTLL": (TASKS,), "FAMO": (TASKS,), "DWA": (), "GeometricMean": (), "Random": (), "STCH": (1.0,),
    "STCH with preferences": (0.25, torch.tensor(PREFERENCES), torch.tensor(IDEAL)), "PBI": (5.0, torch.ones(TASKS)),
    "PBI with preferences": (2.0, torch.tensor(PREFERENCES), torch.tensor(IDEAL)),
}


def normals(words):
    """Box and Muller's normal numbers, as RandomLossWeighting draws them."""
    pairs = [((words[2 * task] + 1) / 2 ** 32, words[2 * task + 1] / 2 ** 32) for task in range(TASKS)]
    return torch.tensor([math.sqrt(-2 * math.log(radius)) * math.cos(2 * math.pi * angle) for radius, angle in pairs])


def libmtl_steps(name, options, normal):
    strategy, gradients = LibMTL(name.split(" ")[0], TASKS, **options), []
    for step in range(STEPS):
        epoch = step // STEPS_PER_EPOCH
        strategy.model.epoch = epoch
        with Draws(normal=normal(step)):
            gradients.append(strategy.weigh(LOSSES[step]))
        if name == "FAMO":
            strategy.model.prev_losses = LOSSES[step]
            strategy.model.update_w(AFTER[step])
        strategy.model.train_loss_buffer[:, epoch] = LOSSES[epoch * STEPS_PER_EPOCH:(epoch + 1) * STEPS_PER_EPOCH].mean(0)
    return gradients


def torchjd_steps(name, arguments, normal):
    scalarizer, gradients = torchjd(name.split(" ")[0], *arguments, within="scalarization"), []
    adam = torch.optim.Adam(scalarizer.parameters(), lr=1e-2, weight_decay=1e-5) if name in ("UW", "IMTLL") else None
    for step in range(STEPS):
        losses = LOSSES[step].clone().requires_grad_()
        with Draws(normal=normal(step)):
            joint = scalarizer(losses)
        if adam:
            adam.zero_grad()
        joint.backward()
        if adam:
            adam.step()
        gradients.append(losses.grad)
        if name == "FAMO":
            scalarizer.update(AFTER[step])
        if name == "DWA" and (step + 1) % STEPS_PER_EPOCH == 0:
            scalarizer.step()
    return gradients


def document(normal):
    figures = [{"library": "LibMTL", "strategy": name, "gradients": libmtl_steps(name, options, normal)} for name, options in LIBMTL.items()]
    figures += [{"library": "TorchJD", "strategy": name, "gradients": torchjd_steps(name, arguments, normal)} for name, arguments in TORCHJD.items()]
    return {"steps_per_epoch": STEPS_PER_EPOCH, "losses": LOSSES, "losses_after": AFTER, "figures": figures}
