#!/usr/bin/env python3
"""OpenCV's side of compare.sh: runs one of our ONNX files on one thread, an image at a time, and prints images a second."""
import sys
import time

import cv2
import numpy as np

cv2.setNumThreads(1)
network = cv2.dnn.readNetFromONNX(sys.argv[1])
image = np.random.default_rng(1).random((1, 1, 28, 28), dtype=np.float32)


def run(seconds):
    start, calls = time.perf_counter(), 0
    while time.perf_counter() - start < seconds:
        network.setInput(image)
        network.forward()
        calls += 1
    return calls / (time.perf_counter() - start)


run(1.0)
print(run(2.0))
