"""The QuickStart training step in PyTorch, written as its users write it.

    quickstart_step.py --batch 32 --threads 1 --seconds 5

prints one line of JSON: the median over the rounds of the time of one step.
"""
from measurement import ROWS, arguments, measure

options = arguments(batch=32)

import torch  # noqa: E402
from torch import nn  # noqa: E402
from torch.nn import functional as F  # noqa: E402

FEATURES, HIDDEN, DIGITS, SUITS = 100, 64, 10, 5


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


torch.manual_seed(1)
torch.set_num_threads(options.threads)
measure("pytorch", options, Training(options.batch).step)
