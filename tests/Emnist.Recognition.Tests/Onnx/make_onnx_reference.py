"""Exports four networks of PyTorch's with their logits, and has onnx check all models: the second step of make_onnx_reference.sh."""

import json
import pathlib
import sys

import onnx
import torch
from torch import nn

folder, work = map(pathlib.Path, sys.argv[1:])


class Cnn(nn.Module):
    """Convolutions before and after, batch normalization that is no part of one, a flattened image with 5 channels."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(1, 3, (3, 5), padding=(1, 2)), nn.BatchNorm2d(3), nn.ReLU(), nn.MaxPool2d(2),
            nn.Conv2d(3, 5, 3), nn.BatchNorm2d(5), nn.ReLU(), nn.Dropout(0.5), nn.Flatten(), nn.Linear(5 * 3 * 2, 4))

    def forward(self, x):
        return self.body(x)


class Pooled(nn.Module):
    """A global mean, a view, and a dense layer without bias."""

    def __init__(self):
        super().__init__()
        self.conv = nn.Conv2d(2, 6, 3, stride=2, padding=1, bias=False)
        self.pool = nn.AdaptiveAvgPool2d(1)
        self.dense = nn.Linear(6, 3, bias=False)

    def forward(self, x):
        return torch.softmax(self.dense(self.pool(torch.relu(self.conv(x))).reshape(-1, 6)), dim=1)


class Separable(nn.Module):
    """Groups, dilation, channels by themselves, and means that count their padding."""

    def __init__(self):
        super().__init__()
        self.body = nn.Sequential(
            nn.Conv2d(2, 6, 3, padding=2, dilation=2, groups=2), nn.ReLU(),
            nn.Conv2d(6, 12, 3, padding=1, groups=6, bias=False), nn.BatchNorm2d(12), nn.ReLU(), nn.Conv2d(12, 6, 1, groups=3),
            nn.AvgPool2d(3, stride=2, padding=1), nn.AvgPool2d(2), nn.Flatten(), nn.Linear(6 * 2 * 2, 4))

    def forward(self, x):
        return self.body(x)


class Residual(nn.Module):
    """Blocks around which a value goes, with a convolution and without, and activations of all kinds."""

    def __init__(self):
        super().__init__()
        self.stem = nn.Sequential(nn.Conv2d(2, 4, 3, padding=1), nn.BatchNorm2d(4), nn.LeakyReLU())
        self.block = nn.Sequential(nn.Conv2d(4, 4, 3, padding=1, bias=False), nn.BatchNorm2d(4), nn.GELU(), nn.Conv2d(4, 4, 3, padding=1))
        self.smaller = nn.Sequential(nn.Conv2d(4, 6, 3, stride=2, padding=1), nn.SiLU(), nn.Conv2d(6, 6, 1))
        self.around = nn.Conv2d(4, 6, 1, stride=2, bias=False)
        self.end = nn.Sequential(nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Linear(6, 5), nn.ELU(1.3), nn.Linear(5, 4), nn.Tanh())
        self.gate = nn.Sequential(nn.Linear(4, 4), nn.Sigmoid())

    def forward(self, x):
        x = self.stem(x)
        x = torch.relu(x + self.block(x))
        x = self.end(torch.relu(self.smaller(x) + self.around(x)))
        return x + self.gate(x)


def inputs(count, channels, height, width):
    """Value i, channels last, is (37 i mod 256) / 255, as TestNetworks.Inputs has it."""
    values = torch.arange(count * channels * height * width, dtype=torch.int64)
    return (37 * values % 256).float().div(255).reshape(count, height, width, channels).permute(0, 3, 1, 2).contiguous()


def randomize(module):
    for name, values in module.state_dict().items():
        if values.is_floating_point():
            offset = 1 if "running_var" in name else 0
            values.copy_(torch.rand_like(values) - 0.5 + offset)


torch.manual_seed(7)
logits = {}
preserve, default = torch.onnx.TrainingMode.PRESERVE, torch.onnx.TrainingMode.EVAL


def models():
    """Names, modules, shapes and modes; a module made before others would change their random numbers."""
    yield from [("torch_cnn", Cnn(), (1, 10, 8), preserve), ("torch_pooled", Pooled(), (2, 7, 9), default)]
    yield "torch_residual", Residual(), (2, 9, 7), preserve
    yield "torch_separable", Separable(), (2, 7, 9), default


for name, module, shape, mode in models():
    randomize(module)
    module.eval()
    x = inputs(3, *shape)
    logits[name] = [float(value) for value in module(x).detach().flatten()]
    torch.onnx.export(
        module, x, folder / f"{name}.onnx", opset_version=13, input_names=["image"], output_names=["logits"],
        dynamic_axes={"image": {0: "n"}, "logits": {0: "n"}}, training=mode,
        do_constant_folding=mode == default)  # by default, batch normalization goes into the convolution before it
(work / "torch.json").write_text(json.dumps(logits))

for path in sorted(folder.glob("*.onnx")):
    model = onnx.load(path)  # given a path, the checker would write the shapes it infers into the file
    onnx.checker.check_model(model, full_check=True)
    onnx.shape_inference.infer_shapes(model, strict_mode=True, data_prop=True)
    print(path.name, [node.op_type for node in model.graph.node])
