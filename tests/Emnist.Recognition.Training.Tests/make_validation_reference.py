#!/usr/bin/env python3
"""Records what Keras calls val_loss, and the log-loss beside it, of a training by PyTorch, for ValidationLossTests.

Run with Debian's python3-torch (1.13): python3 make_validation_reference.py > validation_reference.json
The training is that of make_training_reference.py. After every tenth step, the loss is that of Keras's evaluate: the mean over
further images, with label smoothing and with the penalties of regularisation once, and the log-loss has neither.
"""
import json

import torch
import torch.nn.functional as F

import make_training_reference as training

SMOOTHING, L1, L2, IMAGES = 0.2, 0.002, 0.01, 48

numbers = range(training.IMAGES, training.IMAGES + IMAGES)
labels = torch.tensor([(i * i + i // 7) % training.CLASSES for i in numbers])
pixels = torch.tensor([[((37 * i * (p + 1) + 11 * p + 50 * (i * i + i // 7)) % 256) / 255 for p in range(training.PIXELS)] for i in numbers])

parameters = [parameter.requires_grad_() for parameter in training.parameters_of(training.DENSE, 0.5, 1.0)]
optimizer = training.adam(0.01)(parameters)


def penalty():
    return L1 * parameters[0].abs().sum() + L2 * parameters[0].square().sum()


measured = []
for step in range(training.STEPS):
    batch = training.drawn[step * training.BATCH:(step + 1) * training.BATCH]
    loss = F.cross_entropy(training.dense(batch, parameters), training.labels[batch], label_smoothing=SMOOTHING) + penalty()
    optimizer.zero_grad()
    loss.backward()
    optimizer.step()
    if step % 10 == 9:
        with torch.no_grad():
            logits = F.relu(pixels @ parameters[0] + parameters[1]) @ parameters[2] + parameters[3]
            total = F.cross_entropy(logits, labels, label_smoothing=SMOOTHING) + penalty()
            measured.append({"total": float(f"{total:.9g}"), "log": float(f"{F.cross_entropy(logits, labels):.9g}")})

print(json.dumps(measured))
