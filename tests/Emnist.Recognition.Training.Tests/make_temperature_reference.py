#!/usr/bin/env python3
"""Writes temperature_reference.json: the temperatures with the smallest log-loss that SciPy (Debian's python3-scipy, 1.10.1) finds.

Logits are eighths, which a float32 holds exactly. The classes are uneven, so that counting them evenly makes a difference.
"""
import json
import pathlib

import numpy as np
from scipy.optimize import minimize_scalar
from scipy.special import log_softmax

random = np.random.default_rng(20261121)
CLASSES = 4


def temperature(logits, labels, weights):
    def loss(t):
        return -(weights * log_softmax(logits / t, axis=1)[np.arange(len(labels)), labels]).sum()

    return minimize_scalar(loss, bounds=(0.05, 20), method="bounded", options={"xatol": 1e-10}).x


cases = []
for sharpness in (0.5, 2, 8):
    labels = np.minimum(random.geometric(0.5, 40) - 1, CLASSES - 1)
    logits = random.normal(0, sharpness, (40, CLASSES))
    logits[np.arange(40), labels] += 0.7 * sharpness
    logits = np.round(logits * 8) / 8
    counts = np.bincount(labels, minlength=CLASSES)
    cases.append({
        "labels": labels.tolist(),
        "logits": logits.ravel().tolist(),
        "temperature": temperature(logits, labels, np.ones(40)),
        "balanced": temperature(logits, labels, 1 / counts[labels]),
    })
path = pathlib.Path(__file__).with_name("temperature_reference.json")
path.write_text("[\n" + ",\n".join(json.dumps(case) for case in cases) + "\n]\n")
