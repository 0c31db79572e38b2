#!/usr/bin/env python3
"""Records the losses of 40 batches of fine-tunings by PyTorch, for FineTuningReferenceTests.

Run with Debian's python3-torch (1.13): python3 make_fine_tuning_reference.py > fine_tuning_reference.json
Images, labels and first weights come from formulas that the test repeats; each batch takes the next images in turn.
"""
import json

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

IMAGES, SIDE, CLASSES, FILTERS, HIDDEN, BATCH, STEPS = 80, 6, 5, 8, 12, 8, 40


def wave(count, phase):
    i = np.arange(count)
    return np.float32(0.4 * np.sin(0.7 * i + 0.013 * i**2 + phase)).astype(np.float64)


labels = torch.tensor([(i * i + i // 7) % CLASSES for i in range(IMAGES)])
squares = torch.tensor([
    [((37 * i * (p + 1) + 11 * p + 50 * (i * i + i // 7)) % 256) / 255 for p in range(SIDE * SIDE)] for i in range(IMAGES)
]).reshape(IMAGES, 1, SIDE, SIDE)

# The library's parameters in their order: its kernels are [height, width, inputs, outputs], its images [height, width, channels].
SHAPES = {
    "kernel": (3, 3, 1, FILTERS), "gamma": (FILTERS,), "beta": (FILTERS,), "mean": (FILTERS,), "variance": (FILTERS,),
    "hidden": ((SIDE - 2) ** 2 * FILTERS, HIDDEN), "hidden bias": (HIDDEN,),
    "gamma2": (HIDDEN,), "beta2": (HIDDEN,), "mean2": (HIDDEN,), "variance2": (HIDDEN,),
    "last": (HIDDEN, CLASSES), "last bias": (CLASSES,),
}
LAYERS = {"convolution": ["kernel"], "normalization": ["gamma", "beta"], "hidden": ["hidden", "hidden bias"],
          "normalization2": ["gamma2", "beta2"], "last": ["last", "last bias"]}


def first_weights():
    weights = {}
    for phase, (name, shape) in enumerate(SHAPES.items()):
        values = wave(int(np.prod(shape)), phase + 1.0).reshape(shape)
        if name.startswith("variance"):
            values = np.float32(np.float32(1) + np.float32(values)).astype(np.float64)
        weights[name] = torch.tensor(values)
    return weights


def normalize(x, weights, number, frozen):
    return F.batch_norm(
        x, weights["mean" + number], weights["variance" + number], weights["gamma" + number], weights["beta" + number],
        training=not frozen, momentum=0.01, eps=1e-3)


def train(make_optimizer, rates):
    """rates: what the learning rate of each layer is multiplied by; 0 freezes it."""
    weights = first_weights()
    groups = [{"params": [weights[name].requires_grad_() for name in LAYERS[layer]], "factor": factor}
              for layer, factor in rates.items() if factor > 0]
    optimizer = make_optimizer(groups)
    for group in optimizer.param_groups:
        group["lr"] *= group["factor"]
    losses = []
    for step in range(STEPS):
        batch = [(step * BATCH + i) % IMAGES for i in range(BATCH)]
        x = F.conv2d(squares[batch], weights["kernel"].permute(3, 2, 0, 1))
        x = F.relu(normalize(x, weights, "", rates["normalization"] == 0))
        x = x.permute(0, 2, 3, 1).flatten(1) @ weights["hidden"] + weights["hidden bias"]
        x = F.relu(normalize(x, weights, "2", rates["normalization2"] == 0))
        loss = F.cross_entropy(x @ weights["last"] + weights["last bias"], labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(f"{loss.item():.9g}"))
    return losses


def adamw(groups):
    return torch.optim.AdamW(groups, lr=0.01, eps=1e-7, weight_decay=0.1)


def sgd(groups):
    return torch.optim.SGD(groups, lr=0.05, momentum=0.9)


def rates(*factors):
    return dict(zip(LAYERS, factors))


print(json.dumps({
    "frozen up to the last layer": train(adamw, rates(0, 0, 0, 0, 1)),
    "frozen convolution": train(sgd, rates(0, 0, 1, 1, 1)),
    "frozen between": train(sgd, rates(1, 0, 0, 1, 1)),
    "frozen normalizations": train(sgd, rates(1, 0, 1, 0, 1)),
    "rates, AdamW": train(adamw, rates(0.1, 0.1, 0.25, 0.25, 1)),
    "rates, momentum": train(sgd, rates(0.1, 0.1, 0.25, 0.25, 2)),
    "frozen and rates": train(adamw, rates(0, 0, 0.1, 0.1, 1)),
}, indent=1))
