"""Writes array_reference.json: files of NumPy and of SciPy, and what is in them.

Made with NumPy 1.24.2 and SciPy 1.10.1: python3 record_arrays.py
Three images of 2 rows and 3 columns, numbered from 0; square ones of 4 x 4 where an array has no rows and columns.
"""
import base64
import io
import json

import numpy as np
import scipy.io

images = (np.arange(3 * 2 * 3).reshape(3, 2, 3) * 7 + 1).astype(np.uint8)
square = (np.arange(3 * 16).reshape(3, 16) * 5).astype(np.uint8)
labels = np.array([7, 0, 9], np.uint8)
files = []


def add(name, data, pixels, names, **asked):
    files.append({
        "name": name,
        "file": base64.b64encode(data).decode(),
        "height": pixels.shape[1],
        "width": pixels.shape[2],
        "pixels": pixels.astype(int).flatten().tolist(),
        "names": names,
        **asked,
    })


def npz(name, pixels=images, names="709", compressed=False, pickle=False, part=None, **arrays):
    out = io.BytesIO()
    (np.savez_compressed if compressed else np.savez)(out, **arrays)
    add(name, out.getvalue(), pixels, list(names), part=part)


def versioned(version):
    """An archive whose arrays have another version of the .npy format."""
    import zipfile
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        for key, array in (("x_train", images), ("y_train", labels)):
            with archive.open(f"{key}.npy", "w") as entry:
                np.lib.format.write_array(entry, array, version=version)
    add(f"version {version[0]}", out.getvalue(), images, list("709"), part=None)


npz("stored", x_train=images, y_train=labels)
npz("deflated", compressed=True, x_train=images, y_train=labels)
for version in ((1, 0), (2, 0), (3, 0)):
    versioned(version)
for type in ("<i2", ">i2", "<u2", "<i4", ">i4", "<u4", "<i8", ">i8", "<u8", "<f2", "<f4", ">f4", "<f8", ">f8"):
    npz(type, x_train=images.astype(type), y_train=labels.astype(type))
npz("Fortran", x_train=np.asfortranarray(images), y_train=labels)
npz("Fortran of int64", x_train=np.asfortranarray(images.astype(np.int64)), y_train=labels.astype(np.int64))
npz("Fortran with a channel", x_train=np.asfortranarray(images[..., None]), y_train=labels)
npz("channel last", x_train=images[..., None], y_train=labels)
npz("channel first", x_train=images[:, None], y_train=labels)
npz("flat", pixels=square.reshape(3, 4, 4), x_train=square, y_train=labels)
npz("flat, Fortran", pixels=square.reshape(3, 4, 4), x_train=np.asfortranarray(square), y_train=labels)
npz("0 to 1, float32", x_train=images.astype(np.float32) / 255, y_train=labels)
npz("0 to 1, float64", x_train=images / 255.0, y_train=labels)
npz("0 to 1, float16", x_train=(images / 255.0).astype(np.float16), y_train=labels)
npz("booleans", pixels=(images > 60) * 255, x_train=images > 60, y_train=labels)
npz("labels in a column", x_train=images, y_train=labels[:, None])
npz("labels in a row", x_train=images, y_train=labels[None, :])
npz("one-hot", x_train=images, y_train=np.eye(10, dtype=np.float32)[labels])
npz("one-hot, Fortran", x_train=images, y_train=np.asfortranarray(np.eye(10)[labels]))
npz("letters", names="BaC", x_train=images, y_train=np.array(["B", "a", "C"]))
npz("letters as bytes", names="BaC", x_train=images, y_train=np.array([b"B", b"a", b"C"]))
npz("words", names=["one", "of", "ten"], x_train=images, y_train=np.array(["one", "of", "ten"]))
npz("other names", train_images=images, train_labels=labels)
npz("no part", images=images, labels=labels)
npz("camel case", trainImages=images, trainLabels=labels)
npz("medical names", part="Test", train_images=images[:1], train_labels=labels[:1], val_images=images[:2], val_labels=labels[:2],
    test_images=images, test_labels=labels)
npz("both parts, the first", part="Train", x_train=images, y_train=labels, x_test=images[:1], y_test=labels[:1])
npz("both parts, the second", part="Test", x_train=images[:1], y_train=labels[:1], x_test=images, y_test=labels)

mapping = np.array([[1, 65, 97], [2, 66, 98], [3, 67, 99]])
sideways = np.stack([image.reshape(4, 4).T for image in square]).reshape(3, 16)


def mat(name, compressed, part="Train", images=sideways, labels=np.array([[2], [1], [3]], np.uint8), mapping=mapping, extra={}):
    dataset = {
        "train": {"images": images, "labels": labels, "writers": np.array([[1.0], [2.0], [3.0]])},
        "test": {"images": images[::-1], "labels": labels[::-1]},
        "mapping": mapping,
    }
    out = io.BytesIO()
    scipy.io.savemat(out, {**extra, "dataset": dataset}, do_compression=compressed)
    pixels = square.reshape(3, 4, 4)
    add(name, out.getvalue(), pixels if part == "Train" else pixels[::-1], list("BAC" if part == "Train" else "CAB"), part=part, mat=True)


mat("MATLAB", False)
mat("MATLAB, compressed", True)
mat("MATLAB, test", True, part="Test")
mat("MATLAB, doubles", True, images=sideways.astype(float), labels=np.array([[2.0], [1.0], [3.0]]), mapping=mapping.astype(float))
mat("MATLAB, other variables", True, extra={"a": np.arange(100.0), "names": np.array(["x", "y"], dtype=object), "text": "abc"})
mat("MATLAB, labels in a row", False, labels=np.array([[2, 1, 3]], np.uint8).T.reshape(3, 1))

refused = []
out = io.BytesIO()
np.savez(out, x_train=np.array([images[0], None, "x"], dtype=object), y_train=labels)
refused.append({"name": "objects", "file": base64.b64encode(out.getvalue()).decode(), "message": "pickled objects, which can run code"})
out = io.BytesIO()
np.savez(out, x_train=np.zeros(3, dtype=[("a", "u1"), ("b", "f4")]), y_train=labels)
refused.append({"name": "records", "file": base64.b64encode(out.getvalue()).decode(), "message": "expected elements of one type"})
out = io.BytesIO()
np.savez(out, x_train=images, y_train=labels, x_test=images, y_test=labels)
refused.append({"name": "two parts", "file": base64.b64encode(out.getvalue()).decode(), "message": "Say which part by NpzOptions.Part."})
out = io.BytesIO()
np.savez(out, images, labels)
refused.append({"name": "no names", "file": base64.b64encode(out.getvalue()).decode(), "message": "found the arrays arr_0, arr_1. Name the arrays"})
out = io.BytesIO()
np.savez(out, x_train=np.zeros((3, 2, 3, 3), np.uint8), y_train=labels)
refused.append({"name": "colours", "file": base64.b64encode(out.getvalue()).decode(), "message": "found the shape (3, 2, 3, 3)"})
out = io.BytesIO()
np.savez(out, x_train=images, y_train=labels[:2])
refused.append({"name": "too few labels", "file": base64.b64encode(out.getvalue()).decode(), "message": "expected 3 labels, one for each image"})
out = io.BytesIO()
np.savez(out, x_train=(images > 60).astype(np.uint8), y_train=labels)
refused.append({"name": "zeros and ones", "file": base64.b64encode(out.getvalue()).decode(), "message": "found zeros and ones alone. Set MaxPixel"})
out = io.BytesIO()
np.savez(out, x_train=images.astype(float) - 20, y_train=labels)
refused.append({"name": "below zero", "file": base64.b64encode(out.getvalue()).decode(), "message": "element 0: expected a whole number of 0 to 255, found -19"})
out = io.BytesIO()
np.savez(out, x_train=images, y_train=np.array([7, 0, 10]))
refused.append({"name": "no digit", "file": base64.b64encode(out.getvalue()).decode(), "message": "label 2: expected a label of the digits' mapping, found 10"})

with open("array_reference.json", "w") as file:
    json.dump({"read": files, "refused": refused}, file, indent=1)
    file.write("\n")
