"""What the reference scripts share: the formula that makes their inputs, and the JSON that they write."""
import os
import pathlib

os.environ["OMP_NUM_THREADS"] = "1"  # one thread, so that sums are always added up in one order

import numpy as np  # noqa: E402
import torch  # noqa: E402

torch.set_num_threads(1)

FORMULA = (
    "value(i, salt) = ((7919 * i * i + 104729 * i + 1299709 * salt) mod 8191 - 4095) / 4096 * scale, in 64-bit integers up to "
    "the division; scale is a power of two, so every value is exact in float32; i counts the elements in row-major order")


def value(shape, salt, scale=1.0):
    """A float32 tensor with values between -scale and scale, made by FORMULA."""
    i = torch.arange(torch.Size(shape).numel(), dtype=torch.int64)
    k = (7919 * i * i + 104729 * i + 1299709 * salt) % 8191 - 4095
    return (k.to(torch.float64) / 4096 * scale).to(torch.float32).reshape(shape)


def label(count, classes, salt):
    """Class indices made by the same integers: ((7919 * i * i + 104729 * i + 1299709 * salt) mod 8191) mod classes."""
    i = torch.arange(count, dtype=torch.int64)
    return (7919 * i * i + 104729 * i + 1299709 * salt) % 8191 % classes


def summary(tensor, first=16):
    """The first values, the sum and the L2 norm (both added up in float64) of a tensor too large to print."""
    flat = tensor.detach().reshape(-1)
    wide = flat.to(torch.float64)
    return {"first": flat[:first], "sum": wide.sum().item(), "norm": wide.norm().item()}


def write(script, document):
    """Writes the document beside the script, under the script's name without `_reference`."""
    path = pathlib.Path(script).with_name(pathlib.Path(script).stem.replace("_reference", "") + ".json")
    path.write_text(_render(document, "") + "\n", encoding="utf-8", newline="\n")
    print(f"{path.name}: {path.stat().st_size} bytes")


def _render(node, indent):
    inner = indent + "  "
    if isinstance(node, torch.Tensor):
        node = node.detach().numpy()
    if isinstance(node, np.ndarray):
        node = list(node) if node.ndim else node[()]
    if node == {}:
        return "{}"
    if isinstance(node, dict):
        members = [f'{inner}"{name}": {_render(member, inner)}' for name, member in node.items()]
        return "{\n" + ",\n".join(members) + f"\n{indent}}}"
    if not isinstance(node, (list, tuple)):
        return _scalar(node)
    if any(isinstance(member, (dict, list, tuple, np.ndarray, torch.Tensor)) for member in node):
        return "[\n" + ",\n".join(inner + _render(member, inner) for member in node) + f"\n{indent}]"
    return _wrapped([_scalar(member) for member in node], inner, indent)


def _wrapped(texts, inner, indent):
    line = "[" + ", ".join(texts) + "]"
    if len(indent) + len(line) <= 120:
        return line
    lines, current = [], ""
    for text in texts:
        if current and len(inner) + len(current) + len(text) > 120:
            lines.append(current.rstrip())
            current = ""
        current += text + ", "
    lines.append(current[:-2])
    return "[\n" + "\n".join(inner + line for line in lines) + f"\n{indent}]"


def _scalar(node):
    if node is None:
        return "null"
    if isinstance(node, (bool, np.bool_)):
        return "true" if node else "false"
    if isinstance(node, (int, np.integer)):
        return str(int(node))
    if isinstance(node, str):
        return '"' + node.replace("\\", "\\\\").replace('"', '\\"') + '"'
    if not np.isfinite(node):
        raise ValueError(f"{node} has no place in JSON")
    # Nine digits always bring a float32 back; Python's own floats print the fewest that bring the float64 back.
    return format(float(node), ".9g") if isinstance(node, np.float32) else repr(float(node))
