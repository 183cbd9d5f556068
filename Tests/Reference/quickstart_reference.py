"""Ten training steps of the QuickStart model: 100 -> 64 (ReLU) -> 10 and 5, joint loss 1.0 * digit + 0.5 * suit, Adam."""
import torch
from torch.nn import functional as F

from reference import FORMULA, label, summary, value, write

BATCH, STEPS, LEARNING_RATE = 8, 10, 1e-3
# name: (shape, salt, scale)
PARAMETERS = {
    "trunk.weight": ((64, 100), 1, 0.125), "trunk.bias": ((64,), 2, 0.125),
    "digit.weight": ((10, 64), 3, 0.125), "digit.bias": ((10,), 4, 0.125),
    "suit.weight": ((5, 64), 5, 0.125), "suit.bias": ((5,), 6, 0.125)}
FEATURES = ((BATCH, 100), 7, 1.0)
DIGIT_SALT, SUIT_SALT = 8, 9


def forward(weights, features):
    hidden = F.linear(features, weights["trunk.weight"], weights["trunk.bias"])
    trunk = F.relu(hidden)
    digit = F.linear(trunk, weights["digit.weight"], weights["digit.bias"])
    suit = F.linear(trunk, weights["suit.weight"], weights["suit.bias"])
    return hidden, trunk, digit, suit


def train(dtype):
    """The figures of the first step and of each of the ten, computed in this precision."""
    weights = {name: value(*made).to(dtype).requires_grad_() for name, made in PARAMETERS.items()}
    features = value(*FEATURES).to(dtype)
    digits, suits = label(BATCH, 10, DIGIT_SALT), label(BATCH, 5, SUIT_SALT)
    optimizer = torch.optim.Adam(weights.values(), lr=LEARNING_RATE)
    first, steps, margin = None, [], float("inf")
    for step in range(1, STEPS + 1):
        optimizer.zero_grad()
        hidden, trunk, digit, suit = forward(weights, features)
        margin = min(margin, hidden.abs().min().item())
        digit_loss, suit_loss = F.cross_entropy(digit, digits), F.cross_entropy(suit, suits)
        joint = 1.0 * digit_loss + 0.5 * suit_loss
        joint.backward()
        if first is None:
            first = {
                "trunk": trunk.clone(), "digit": digit.clone(), "suit": suit.clone(),
                "gradients": {name: weight.grad.clone() for name, weight in weights.items()}}
        optimizer.step()
        steps.append({"digit": digit_loss.detach(), "suit": suit_loss.detach(), "joint": joint.detach(),
                      "weights": {name: weight.detach().clone() for name, weight in weights.items()}})
    return first, steps, digits, suits, margin


def largest_difference(narrow, wide):
    return max((narrow[name].to(torch.float64) - wide[name]).abs().max().item() for name in narrow)


first, steps, digits, suits, margin = train(torch.float32)
exact_first, exact_steps, *_ = train(torch.float64)

# A hidden unit at ReLU's kink could fall on either side of it elsewhere; these are all farther away than float32 can err.
assert margin > 1e-5, margin

write(__file__, {
    "pytorch": torch.__version__,
    "formula": FORMULA,
    "label_formula": "label(i, salt) = ((7919 * i * i + 104729 * i + 1299709 * salt) mod 8191) mod classes",
    "batch": BATCH, "learning_rate": LEARNING_RATE, "betas": [0.9, 0.999], "eps": 1e-8,
    "loss_weights": {"digit": 1.0, "suit": 0.5},
    "made_by_formula": {
        **{name: {"shape": list(shape), "salt": salt, "scale": scale}
           for name, (shape, salt, scale) in {**PARAMETERS, "features": FEATURES}.items()},
        "digits": {"classes": 10, "salt": DIGIT_SALT}, "suits": {"classes": 5, "salt": SUIT_SALT}},
    "features_first_row": value(*FEATURES)[0], "digits": digits, "suits": suits,
    "initial_weights": {name: summary(value(*made)) for name, made in PARAMETERS.items()},
    # How far float32 is from the same computation in float64: what a tolerance has to allow for.
    "float32_error": {
        "outputs": largest_difference({name: first[name] for name in ("trunk", "digit", "suit")}, exact_first),
        "gradients": largest_difference(first["gradients"], exact_first["gradients"]),
        "losses": max(largest_difference({n: s[n] for n in ("digit", "suit", "joint")}, e) for s, e in zip(steps, exact_steps)),
        "weights": max(largest_difference(s["weights"], e["weights"]) for s, e in zip(steps, exact_steps))},
    "smallest_distance_to_the_relu_kink": margin,
    "forward": {"trunk": first["trunk"], "digit": first["digit"], "suit": first["suit"]},
    "losses": {name: steps[0][name] for name in ("digit", "suit", "joint")},
    # In full except for the trunk's 6400 weights.
    "gradients": {name: summary(gradient) if name == "trunk.weight" else gradient for name, gradient in first["gradients"].items()},
    "gradient_norms": {name: summary(gradient)["norm"] for name, gradient in first["gradients"].items()},
    "steps": [{
        "step": number,
        "losses": {name: step[name] for name in ("digit", "suit", "joint")},
        "weights_after": {name: summary(weight) for name, weight in step["weights"].items()}}
        for number, step in enumerate(steps, 1)]})
