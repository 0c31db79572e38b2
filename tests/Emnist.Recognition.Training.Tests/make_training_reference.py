#!/usr/bin/env python3
"""Records the losses of 50 batches that PyTorch trains on, for TrainingReferenceTests.

Run with Debian's python3-torch (1.13): python3 make_training_reference.py > training_reference.json
Images, labels, first weights and the order of the images come from formulas that the test and the library repeat.
"""
import json
import math

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

IMAGES, PIXELS, SIDE, CLASSES, HIDDEN, FILTERS, BATCH, STEPS, SEED = 96, 30, 8, 5, 16, 32, 8, 50, 7
MASK = 2**64 - 1


def wave(count, phase, scale):
    i = np.arange(count)
    return np.float32(scale * np.sin(0.7 * i + 0.013 * i**2 + phase)).astype(np.float64)


def split_mix(state):
    while True:
        state = (state + 0x9E3779B97F4A7C15) & MASK
        z = state
        z = ((z ^ (z >> 30)) * 0xBF58476D1CE4E5B9) & MASK
        z = ((z ^ (z >> 27)) * 0x94D049BB133111EB) & MASK
        yield z ^ (z >> 31)


def order(count):
    """The library's order: the images are shuffled in place each time all were drawn."""
    numbers, indices, drawn = split_mix(SEED), list(range(IMAGES)), []
    while len(drawn) < count:
        for i in range(IMAGES - 1, 0, -1):
            j = ((next(numbers) >> 32) * (i + 1)) >> 32
            indices[i], indices[j] = indices[j], indices[i]
        drawn += indices
    return drawn[:count]


labels = torch.tensor([(i * i + i // 7) % CLASSES for i in range(IMAGES)])


def images(count):
    return torch.tensor([[((37 * i * (p + 1) + 11 * p + 50 * (i * i + i // 7)) % 256) / 255 for p in range(count)] for i in range(IMAGES)])


pixels, squares = images(PIXELS), images(SIDE * SIDE).reshape(IMAGES, 1, SIDE, SIDE)
drawn = order(STEPS * BATCH)


def cosine(step, warmup):
    progress = step / STEPS
    return progress / warmup if progress < warmup else 0.5 * (1 + math.cos(math.pi * (progress - warmup) / (1 - warmup)))


def dense(batch, parameters):
    return F.relu(pixels[batch] @ parameters[0] + parameters[1]) @ parameters[2] + parameters[3]


def convolutional(batch, parameters):
    """The library's kernels are [height, width, inputs, outputs], and its images [height, width, channels]."""
    x = squares[batch]
    for kernel in parameters[:2]:
        x = F.relu(F.conv2d(x, kernel.permute(3, 2, 0, 1), padding=1))
    return x.permute(0, 2, 3, 1).flatten(1) @ parameters[2] + parameters[3]


DENSE = [(PIXELS, HIDDEN), (HIDDEN,), (HIDDEN, CLASSES), (CLASSES,)]
CONVOLUTIONAL = [(3, 3, 1, FILTERS), (3, 3, FILTERS, FILTERS), (SIDE * SIDE * FILTERS, CLASSES), (CLASSES,)]


def parameters_of(shapes, scale, phase):
    return [torch.tensor(wave(int(np.prod(shape)), number + phase, scale).reshape(shape)) for number, shape in enumerate(shapes)]


def teach(batch, count, weight, smoothing):
    """The label's smoothed vector, and the mean of what dense networks say, whose weights are out of step."""
    taught = sum(F.softmax(dense(batch, parameters_of(DENSE, 0.5, 10.0 * (k + 1))), 1) for k in range(count)) / count
    told = (1 - smoothing) * F.one_hot(labels[batch], CLASSES) + smoothing / CLASSES
    return weight * taught + (1 - weight) * told


def train(make_optimizer, smoothing=0.0, weights=None, teachers=0, l1=0.0, l2=0.0, rate=None, network=dense, shapes=DENSE, scale=0.5):
    parameters = [parameter.requires_grad_() for parameter in parameters_of(shapes, scale, 1.0)]
    optimizer = make_optimizer(parameters)
    base = optimizer.param_groups[0]["lr"]
    losses = []
    for step in range(STEPS):
        if rate is not None:
            optimizer.param_groups[0]["lr"] = base * rate(step)
        batch = drawn[step * BATCH:(step + 1) * BATCH]
        logits = network(batch, parameters)
        if teachers:
            each = F.cross_entropy(logits, teach(batch, teachers, 0.7, smoothing), reduction="none")
            loss = (each * torch.tensor(weights)[labels[batch]]).sum() / BATCH
        elif weights is None:
            loss = F.cross_entropy(logits, labels[batch], label_smoothing=smoothing)
        else:
            loss = F.cross_entropy(logits, labels[batch], weight=torch.tensor(weights), reduction="sum") / BATCH
        loss = loss + l1 * parameters[0].abs().sum() + l2 * parameters[0].square().sum()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(float(f"{loss.item():.9g}"))
    return losses


def adam(lr, kind=torch.optim.Adam, **options):
    return lambda parameters: kind(parameters, lr=lr, eps=1e-7, **options)


def sgd(lr, **options):
    return lambda parameters: torch.optim.SGD(parameters, lr=lr, **options)


def rmsprop(lr, **options):
    """PyTorch adds epsilon to the root and Keras to what is under it: with one of next to nothing they agree."""
    return lambda parameters: torch.optim.RMSprop(parameters, lr=lr, alpha=0.9, eps=1e-20, **options)


class KerasRmsProp(torch.optim.Optimizer):
    """Keras 3's update_step of RMSprop, with an epsilon large enough to tell where it stands."""

    def __init__(self, parameters, lr):
        super().__init__(parameters, {"lr": lr})

    @torch.no_grad()
    def step(self):
        for parameter in self.param_groups[0]["params"]:
            if not self.state[parameter]:
                self.state[parameter].update(velocity=torch.zeros_like(parameter), momentum=torch.zeros_like(parameter))
            state = self.state[parameter]
            state["velocity"] = 0.9 * state["velocity"] + 0.1 * parameter.grad.square()
            increment = self.param_groups[0]["lr"] * parameter.grad * torch.rsqrt(state["velocity"] + 1e-3)
            state["momentum"] = 0.5 * state["momentum"] + increment
            parameter -= state["momentum"]


if __name__ == "__main__":
    print(json.dumps({
        "sgd": train(sgd(0.05)),
        "momentum": train(sgd(0.02, momentum=0.9)),
        "nesterov": train(sgd(0.02, momentum=0.9, nesterov=True)),
        "adam": train(adam(0.01)),
        "adamw": train(adam(0.01, torch.optim.AdamW, weight_decay=0.1)),
        "label smoothing": train(adam(0.01), smoothing=0.2),
        "class weights": train(adam(0.01), weights=[1.0, 0.5, 2.0, 0.0, 1.5]),
        "regularization": train(adam(0.01), l1=0.002, l2=0.01),
        "cosine": train(adam(0.02), rate=lambda step: cosine(step, 0.25)),
        "convolutions": train(sgd(0.02, momentum=0.9), network=convolutional, shapes=CONVOLUTIONAL, scale=0.1),
        "distillation": train(adam(0.01), smoothing=0.2, teachers=2, weights=[1.0, 0.5, 2.0, 0.0, 1.5]),
        "step": train(sgd(0.1), rate=lambda step: 0.5 ** (step // 20)),
        "rmsprop": train(rmsprop(0.01)),
        "rmsprop, momentum": train(rmsprop(0.002, momentum=0.9)),
        "rmsprop, centered": train(rmsprop(0.01, centered=True)),
        "rmsprop, falling rate": train(lambda parameters: KerasRmsProp(parameters, lr=0.02), rate=lambda step: 0.5 ** (step // 20)),
    }))
