"""Has ONNX check models and OpenCV run them. OpenCVCases writes the folder, and reads what is written into it here."""

import json
import os
import pathlib
import sys

os.environ["OPENCV_LOG_LEVEL"] = "OFF"  # else every refusal is on the console as well

import cv2
import numpy as np
import onnx

BATCH = 128  # of images that are in memory at once

cv2.setNumThreads(1)  # others run beside it

folder = pathlib.Path(sys.argv[1])
problems = {}
for case in json.loads((folder / "cases.json").read_text()):
    name = case["name"]
    path = folder / f"{name}.onnx"
    model = onnx.load(path)
    if model.opset_import[0].version <= onnx.defs.onnx_opset_version():
        onnx.checker.check_model(model, full_check=True)
        onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)

    inputs = np.fromfile(folder / f"{name}.inputs", np.float32).reshape(case["shape"])
    try:
        network = cv2.dnn.readNetFromONNX(str(path))
        network.enableFusion(case["fusion"])
        outputs = []
        for start in range(0, len(inputs), BATCH):
            network.setInput(inputs[start : start + BATCH])
            outputs.append(network.forward().copy())
        np.concatenate(outputs).tofile(folder / f"{name}.outputs")
    except cv2.error as e:
        problems[name] = str(e)
(folder / "problems.json").write_text(json.dumps(problems))
