"""The QuickStart training step in PyTorch, written as its users write it.

    quickstart_step.py --batch 32 --threads 1 --seconds 5

prints one line of JSON: the median over the rounds of the time of one step.
"""
import argparse
import json
import os
import statistics
import time

ROWS, FEATURES, HIDDEN, DIGITS, SUITS = 8192, 100, 64, 10, 5
WARM_UP_SECONDS, ROUND_SECONDS = 1.0, 0.2


def positive(parse):
    def check(text):
        value = parse(text)
        if value <= 0:
            raise argparse.ArgumentTypeError(f"{text} is not positive")
        return value
    return check


def arguments():
    parser = argparse.ArgumentParser()
    parser.add_argument("--batch", type=positive(int), default=32)
    parser.add_argument("--threads", type=positive(int), default=1)
    parser.add_argument("--seconds", type=positive(float), default=5.0)
    options = parser.parse_args()
    if options.batch > ROWS:
        parser.error(f"--batch {options.batch}: there are only {ROWS} rows")
    return options


options = arguments()
# The BLAS and OpenMP libraries read these when they are loaded, so they are set before torch is.
os.environ["OMP_NUM_THREADS"] = os.environ["OPENBLAS_NUM_THREADS"] = str(options.threads)

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402


class QuickStart(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Linear(FEATURES, HIDDEN)
        self.digit = nn.Linear(HIDDEN, DIGITS)
        self.suit = nn.Linear(HIDDEN, SUITS)

    def forward(self, features):
        trunk = F.relu(self.trunk(features))
        return self.digit(trunk), self.suit(trunk)


class Training:
    def __init__(self, batch):
        self.model = QuickStart()
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.features = torch.randn(ROWS, FEATURES)
        self.digits = torch.randint(DIGITS, (ROWS,))
        self.suits = torch.randint(SUITS, (ROWS,))
        self.permutation = torch.randperm(ROWS)
        self.batch = batch
        self.position = 0

    def step(self):
        if self.position + self.batch > ROWS:
            self.position = 0
        rows = self.permutation[self.position:self.position + self.batch]
        self.position += self.batch
        features = self.features.index_select(0, rows)
        digits = self.digits.index_select(0, rows)
        suits = self.suits.index_select(0, rows)

        self.optimizer.zero_grad()
        digit, suit = self.model(features)
        loss = 1.0 * F.cross_entropy(digit, digits) + 0.5 * F.cross_entropy(suit, suits)
        loss.backward()
        self.optimizer.step()
        return loss

    def run(self, steps):
        """The seconds that this many steps take, and the loss of the last one."""
        start = time.perf_counter()
        for _ in range(steps):
            loss = self.step()
        return time.perf_counter() - start, loss.item()


def main():
    torch.manual_seed(1)
    torch.set_num_threads(options.threads)
    training = Training(options.batch)

    warm_up, warm_up_steps = 0.0, 0
    while warm_up < WARM_UP_SECONDS:
        warm_up += training.run(10)[0]
        warm_up_steps += 10
    steps = max(1, round(warm_up_steps / warm_up * ROUND_SECONDS))

    rounds, total = [], 0.0
    while total < options.seconds:
        seconds, loss = training.run(steps)
        rounds.append(seconds / steps)
        total += seconds

    median = statistics.median(rounds)
    print(json.dumps({
        "peer": "pytorch", "version": torch.__version__, "batch": options.batch, "threads": options.threads,
        "steps_per_second": round(1 / median, 1), "microseconds_per_step": round(median * 1e6, 2),
        "fastest_round_microseconds": round(min(rounds) * 1e6, 2), "rounds": len(rounds), "loss": loss}))


main()
