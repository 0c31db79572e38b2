#!/usr/bin/env python3
"""Prints what scikit-learn (Debian's python3-sklearn, 1.2) makes of the scores in EvaluatorTests."""
import numpy as np
from sklearn.metrics import accuracy_score, balanced_accuracy_score, log_loss

pixels = np.array([255, 0, 0, 0, 255, 0, 0, 0, 255, 200, 100, 50, 10, 20, 30, 90, 80, 250]).reshape(6, 3)
labels = [0, 1, 2, 1, 1, 0]
scores = np.exp(pixels / 255)
probabilities = scores / scores.sum(1, keepdims=True)
answers = probabilities.argmax(1)
print(accuracy_score(labels, answers), balanced_accuracy_score(labels, answers), log_loss(labels, probabilities))
