"""A Linear layer under autocast to bfloat16: output, and float32 gradients for an upstream gradient made by formula."""
import torch
from torch.nn import functional as F

from reference import value, write

X, WEIGHT, BIAS, UPSTREAM = value((6, 9), 51, 2.0), value((5, 9), 52), value((5,), 53), value((6, 5), 54)

leaves = [tensor.clone().requires_grad_() for tensor in (X, WEIGHT, BIAS)]
with torch.autocast("cpu", dtype=torch.bfloat16):
    output = F.linear(*leaves)
assert output.dtype == torch.bfloat16
output.float().backward(UPSTREAM)

write(__file__, {"x": X, "weight": WEIGHT, "bias": BIAS, "upstream": UPSTREAM, "output": output.detach().float(),
                     "x_gradient": leaves[0].grad, "weight_gradient": leaves[1].grad, "bias_gradient": leaves[2].grad})
