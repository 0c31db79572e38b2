#!/usr/bin/env python3
"""Writes classification_reference.json: what scikit-learn (Debian's python3-sklearn, 1.2.1) measures.

Probabilities are whole numbers / 1024, which a float32 holds exactly, so that both sides read the same. Where they tie,
numpy's argmax takes the lower class and scikit-learn's top-k the higher; the library takes the lower in both, and
scikit-learn does once the classes are turned round.
"""
import json
import pathlib
import warnings

import numpy as np
from sklearn import metrics

SCALE = 1024
SMALLEST_FLOAT = float(np.finfo(np.float32).smallest_subnormal)
random = np.random.default_rng(20261121)
warnings.simplefilter("ignore")


def draw(images, classes, sharpness, labels=None, right=0.6):
    """Rows of whole numbers that sum to 1024, most of whose largest is the label."""
    labels = random.integers(0, classes, images) if labels is None else np.asarray(labels)
    logits = random.normal(0, sharpness, (images, classes))
    hits = random.random(images) < right
    logits[hits, labels[hits]] = logits[hits].max(1) + random.random(hits.sum())
    shares = np.exp(logits)
    counts = np.floor(SCALE * shares / shares.sum(1, keepdims=True)).astype(int)
    counts[np.arange(images), counts.argmax(1)] += SCALE - counts.sum(1)
    return labels, counts


def pad(probabilities, value):
    """scikit-learn wants three classes or more here: the others have this probability and are never an image's."""
    return np.pad(probabilities, ((0, 0), (0, max(0, 3 - probabilities.shape[1]))), constant_values=value)


def calibration_error(confidence, right):
    """Guo et al. 2017, equations 2, 3 and 5, over 15 bins (lower, upper]."""
    edges = np.arange(16) / 15
    error = 0.0
    bins = []
    for lower, upper in zip(edges, edges[1:]):
        inside = (confidence > lower) & (confidence <= upper)
        bins.append(int(inside.sum()))
        if inside.any():
            error += inside.sum() / len(right) * abs(right[inside].mean() - confidence[inside].mean())
    return error, bins


def averages(labels, answers, average):
    return [float(x) for x in metrics.precision_recall_fscore_support(labels, answers, average=average, zero_division=0)[:3]]


def number(value):
    return None if np.isnan(value) else float(value)


def measure(name, labels, counts):
    classes = counts.shape[1]
    assert (counts.sum(1) == SCALE).all() and (counts >= 0).all()
    probabilities = counts / SCALE
    answers = probabilities.argmax(1)
    everything = list(range(classes))
    padded = pad(probabilities, 0)
    width = padded.shape[1]
    turned = pad(probabilities, -1)[:, ::-1]
    confusion, by_row, by_column = (
        metrics.confusion_matrix(labels, answers, labels=everything, normalize=n) for n in (None, "true", "pred"))
    cells = np.argwhere(confusion)
    error, bins = calibration_error(probabilities.max(1), answers == labels)
    per_class = metrics.precision_recall_fscore_support(labels, answers, labels=everything, zero_division=0)
    return {
        "name": name,
        "labels": labels.tolist(),
        "probabilities": counts.tolist(),
        "accuracy": float(metrics.accuracy_score(labels, answers)),
        "balancedAccuracy": float(metrics.balanced_accuracy_score(labels, answers)),
        "topK": {str(k): float(metrics.top_k_accuracy_score(
            width - 1 - labels, turned, k=k, labels=range(width))) for k in (1, 2, 3, 5)},
        "logLoss": float(metrics.log_loss(labels, padded, eps=SMALLEST_FLOAT, labels=range(width))),
        "kappa": number(metrics.cohen_kappa_score(labels, answers)),
        "calibrationError": float(error),
        "binCounts": bins,
        "precision": per_class[0].tolist(),
        "recall": per_class[1].tolist(),
        "f1": per_class[2].tolist(),
        "support": per_class[3].astype(int).tolist(),
        "macro": averages(labels, answers, "macro"),
        "weighted": averages(labels, answers, "weighted"),
        # [actual, predicted, count, share of the row, share of the column] of the cells that are not 0.
        "confusion": [[int(a), int(p), int(confusion[a, p]), float(by_row[a, p]), float(by_column[a, p])] for a, p in cells],
    }


def from_scores():
    """A network's outputs, as EvaluatorTests makes them of pixels, through softmax in double precision."""
    pixels = np.array([255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 100, 50, 10, 20, 30, 90, 80, 250]).reshape(6, 3)
    labels = [0, 1, 2, 1, 1, 0]
    scores = np.exp(pixels / 255)
    probabilities = scores / scores.sum(1, keepdims=True)
    answers = probabilities.argmax(1)
    return {
        "pixels": pixels.ravel().tolist(),
        "labels": labels,
        "accuracy": float(metrics.accuracy_score(labels, answers)),
        "balancedAccuracy": float(metrics.balanced_accuracy_score(labels, answers)),
        "logLoss": float(metrics.log_loss(labels, probabilities)),
    }


def with_answers(labels, answers, classes):
    """Sure answers: probability 3/4 for the answer, the rest for the class after it, 1 where there is no other."""
    counts = np.zeros((len(labels), classes), int)
    for row, answer in zip(counts, answers):
        row[answer] += SCALE * 3 // 4
        row[(answer + 1) % classes] += SCALE // 4
    return np.asarray(labels), counts


def ties(images, classes):
    """Rows in which two, four or all classes share the largest probability."""
    counts = np.zeros((images, classes), int)
    for i, row in enumerate(counts):
        n = (2, 4, classes)[i % 3]
        row[random.permutation(classes)[:n]] = SCALE // n
    return random.integers(0, classes, images), counts


def zero_for_own(images, classes):
    labels, counts = draw(images, classes, 2)
    rows = np.arange(0, images, 3)
    moved = counts[rows, labels[rows]].copy()
    counts[rows, labels[rows]] = 0
    counts[rows, (labels[rows] + 1) % classes] += moved
    return labels, counts


cases = [
    ("ten classes", *draw(120, 10, 1.5)),
    ("forty-seven classes", *draw(90, 47, 2, right=0.8)),
    ("two classes", *draw(60, 2, 1)),
    ("worse than chance", *draw(60, 4, 1, right=0)),
    ("a class never predicted", *with_answers([0, 1, 2, 2, 1, 0, 2], [0, 1, 1, 0, 1, 1, 1], 3)),
    ("a class absent", *with_answers([0, 0, 3, 3, 1, 1], [0, 3, 3, 3, 1, 0], 4)),
    ("a class absent but predicted", *with_answers([0, 0, 3, 3, 3], [0, 2, 3, 2, 3], 4)),
    ("one class in the set", *draw(20, 3, 1, labels=[1] * 20)),
    ("one class, always right", *with_answers([2, 2, 2], [2, 2, 2], 3)),
    ("one class, always wrong", *with_answers([2, 2, 2], [0, 0, 0], 3)),
    ("one class exists", np.zeros(3, int), np.full((3, 1), SCALE)),
    ("all right", *with_answers([0, 1, 2, 3, 3], [0, 1, 2, 3, 3], 4)),
    ("ties", *ties(48, 8)),
    ("probability 0 for the own class", *zero_for_own(30, 5)),
    ("one image, right", *with_answers([1], [1], 3)),
    ("one image, wrong", *with_answers([1], [2], 3)),
    ("two hundred and fifty-six classes", *draw(40, 256, 2.5, labels=[*random.integers(0, 256, 38), 0, 255])),
]
reference = {"scores": from_scores(), "cases": [measure(*case) for case in cases]}
path = pathlib.Path(__file__).with_name("classification_reference.json")
path.write_text(json.dumps(reference, separators=(",", ":")).replace('{"name"', '\n{"name"') + "\n")
