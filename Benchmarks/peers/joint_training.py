"""Ten tasks on one shared layer: the model, its data, and a step that leaves the gradients to the programs that import this."""
import torch
from torch import nn
from torch.nn import functional as F

from measurement import ROWS

TASKS, FEATURES, HIDDEN, CLASSES = 10, 100, 64, 10


class HardSharing(nn.Module):
    def __init__(self):
        super().__init__()
        self.trunk = nn.Linear(FEATURES, HIDDEN)
        self.heads = nn.ModuleList(nn.Linear(HIDDEN, CLASSES) for _ in range(TASKS))

    def forward(self, features):
        trunk = F.relu(self.trunk(features))
        return [head(trunk) for head in self.heads]


class Training:
    """Steps over batches of resident columns; backward(scores, labels) sets all gradients and returns the sum of the losses."""

    def __init__(self, batch):
        self.model = HardSharing()
        self.shared = list(self.model.trunk.parameters())
        self.optimizer = torch.optim.Adam(self.model.parameters(), lr=1e-3)
        self.features = torch.randn(ROWS, FEATURES)
        self.labels = [torch.randint(CLASSES, (ROWS,)) for _ in range(TASKS)]
        self.permutation = torch.randperm(ROWS)
        self.batch = batch
        self.position = 0

    def backward(self, scores, labels):
        raise NotImplementedError

    def step(self):
        if self.position + self.batch > ROWS:
            self.position = 0
        rows = self.permutation[self.position:self.position + self.batch]
        self.position += self.batch
        features = self.features.index_select(0, rows)
        labels = [column.index_select(0, rows) for column in self.labels]

        self.optimizer.zero_grad()
        loss = self.backward(self.model(features), labels)
        self.optimizer.step()
        return loss

    def set_shared_gradient(self, gradient):
        start = 0
        for parameter in self.shared:
            parameter.grad.copy_(gradient[start:start + parameter.numel()].view_as(parameter))
            start += parameter.numel()
