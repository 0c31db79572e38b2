#!/usr/bin/env python3
"""PyTorch's side of compare.sh: trains one network for a fixed time and prints images a second."""
import sys
import time

import torch
from torch import nn

THREADS, WARM_UP, MEASURED = 2, 1.0, 2.0


def block(inputs, filters):
    return [nn.Conv2d(inputs, filters, 3, padding=1, bias=False), nn.BatchNorm2d(filters), nn.ReLU()]


def separable(inputs, filters, stride=1):
    return [
        nn.Conv2d(inputs, inputs, 3, stride, padding=1, groups=inputs, bias=False), nn.BatchNorm2d(inputs), nn.ReLU(),
        nn.Conv2d(inputs, filters, 1, bias=False), nn.BatchNorm2d(filters), nn.ReLU()]


def create(name):
    if name == "vgg":
        return nn.Sequential(
            *block(1, 32), *block(32, 32), nn.MaxPool2d(2),
            *block(32, 64), *block(64, 64), nn.MaxPool2d(2),
            *block(64, 128), *block(128, 128), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(1152, 256), nn.ReLU(), nn.Linear(256, 47)), 47, 256
    if name == "conv128":
        return nn.Sequential(
            nn.Conv2d(1, 128, 5), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(128, 64, 3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Flatten(), nn.Linear(1600, 128), nn.ReLU(), nn.Dropout(0.5), nn.Linear(128, 47)), 47, 256
    if name == "separable":
        return nn.Sequential(
            *block(1, 32), *separable(32, 64), *separable(64, 128, 2), *separable(128, 128), *separable(128, 256, 2),
            *separable(256, 256), nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(256, 47)), 47, 256
    return nn.Sequential(nn.Flatten(), nn.Linear(784, 128), nn.ReLU(), nn.Linear(128, 10)), 10, 128


def main():
    torch.set_num_threads(THREADS)
    network, classes, batch = create(sys.argv[1])
    # oneDNN's own layout for convolutions; plain NCHW measured slower for none of the first three.
    images = torch.rand(64 * batch, 1, 28, 28)
    labels = torch.randint(0, classes, (64 * batch,))
    optimizer = torch.optim.Adam(network.parameters(), eps=1e-7)
    loss_of = nn.CrossEntropyLoss()

    def step(start):
        optimizer.zero_grad()
        loss_of(network(images[start:start + batch]), labels[start:start + batch]).backward()
        optimizer.step()

    def run(seconds):
        start, batches = time.perf_counter(), 0
        while time.perf_counter() - start < seconds:
            step(batch * (batches % 64))
            batches += 1
        return batch * batches / (time.perf_counter() - start)

    run(WARM_UP)
    print(run(MEASURED))


main()
