"""Prints what EmnistDatasetTests records of the real sets: python3 record_datasets.py FOLDER (needs numpy).

Digests are SHA-256 over the upright images, [count, height, width], and over the class indices from 0.
"""
import gzip
import hashlib
import sys

import numpy as np

for name in ["merged47-train", "merged47-test", "digits-test", "letters-test", "mnist-test"]:
    with gzip.open(f"{sys.argv[1]}/emnist-{name}-images-idx3-ubyte.gz") as file:
        raw = file.read()
    with gzip.open(f"{sys.argv[1]}/emnist-{name}-labels-idx1-ubyte.gz") as file:
        labels = np.frombuffer(file.read(), np.uint8)[8:]
    count, rows, columns = np.frombuffer(raw, ">u4", 3, 4)
    images = np.frombuffer(raw, np.uint8, offset=16).reshape(count, rows, columns).transpose(0, 2, 1)
    images = np.ascontiguousarray(images)
    labels = labels - 1 if name == "letters-test" else labels
    print(f"emnist-{name}: {count} images of {images.shape[1]} rows and {images.shape[2]} columns")
    print("  pixel sum", images.sum(dtype=np.int64), "first image", images[0].sum(), "last image", images[-1].sum())
    print("  pixels", hashlib.sha256(images).hexdigest())
    print("  labels", hashlib.sha256(labels.tobytes()).hexdigest())
    print("  counts", np.bincount(labels).tolist())
