#!/usr/bin/env python3
"""Records what PyTorch makes of small networks, for PyTorchReferenceTests.

Run with Debian's python3-torch (1.13): python3 make_pytorch_reference.py > pytorch_reference.json
Parameters, inputs and labels come from formulas that the test repeats; recorded are logits, gradients and losses.
"""
import json

import numpy as np
import torch
import torch.nn.functional as F

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)


def wave(count, phase, scale):
    return np.float32(scale * np.sin(0.7 * np.arange(count) + 0.013 * np.arange(count) ** 2 + phase)).astype(np.float64)


class Case:
    """Layers as Keras defines them, over NHWC input; kernels in Keras's layout."""

    def __init__(self, batch, shape, layers):
        self.batch, self.shape, self.layers = batch, shape, layers
        self.parameters, self.names, self.moving = [], [], {}
        for layer in layers:
            for name, size in layer.get("parameters", {}).items():
                phase = len(self.names) + 1.0
                values = wave(int(np.prod(size)), phase, 0.5)
                if name == "gamma":
                    values = np.float32(1 + 0.5 * values).astype(np.float64)
                self.names.append(name)
                self.parameters.append(torch.tensor(values.reshape(size), requires_grad=True))
        self.input = torch.tensor(wave(batch * int(np.prod(shape)), 0.0, 1.0).reshape(batch, *shape))
        self.labels = torch.tensor([(3 * i + 1) % layers[-1]["units"] for i in range(batch)])

    def forward(self):
        outputs = {-1: self.input.permute(0, 3, 1, 2)}
        parameters = iter(self.parameters)
        for index, layer in enumerate(self.layers):
            kind = layer["kind"]
            inputs = [outputs[place] for place in layer.get("inputs", [index - 1])]
            x = inputs[0]
            if kind == "conv":
                kernel = next(parameters)
                bias = next(parameters) if "bias" in layer["parameters"] else None
                x = F.conv2d(
                    pad(x, layer, 0.0), kernel.permute(3, 2, 0, 1), bias, layer["strides"], 0, layer["dilation"], layer["groups"])
            elif kind == "depthwise":
                x = depthwise(x, layer, next(parameters), next(parameters) if "bias" in layer["parameters"] else None)
            elif kind == "separable":
                x = depthwise(x, layer, next(parameters), None)
                kernel = next(parameters)
                x = F.conv2d(x, kernel.permute(3, 2, 0, 1), next(parameters) if "bias" in layer["parameters"] else None)
            elif kind == "dense":
                kernel = next(parameters)
                bias = next(parameters) if "bias" in layer["parameters"] else None
                x = x @ kernel + (0 if bias is None else bias)
            elif kind == "pool":
                x = F.max_pool2d(pad(x, layer, -torch.inf), layer["window"], layer["strides"])
            elif kind == "mean_pool":
                sums, counts = (
                    F.avg_pool2d(pad(image, layer, 0.0), layer["window"], layer["strides"]) for image in (x, torch.ones_like(x)))
                x = sums / counts
            elif kind == "zeros":
                top, bottom, left, right = layer["sides"]
                x = F.pad(x, (left, right, top, bottom))
            elif kind == "batch_norm":
                gamma, beta = next(parameters), next(parameters)
                axes = (0, 2, 3) if x.dim() == 4 else (0,)
                mean, variance = x.mean(axes), x.var(axes, unbiased=False)
                self.moving[index] = (0.01 * mean).tolist(), (0.99 + 0.01 * variance).tolist()
                x = F.batch_norm(x, None, None, gamma, beta, training=True, eps=1e-3)
            elif kind == "relu":
                x = F.relu(x)
            elif kind == "softmax":
                x = F.softmax(x, 1)
            elif kind == "leaky_relu":
                x = F.leaky_relu(x, layer["alpha"])
            elif kind == "elu":
                x = F.elu(x, layer["alpha"])
            elif kind in ("tanh", "sigmoid", "gelu", "silu"):
                x = {"tanh": torch.tanh, "sigmoid": torch.sigmoid, "gelu": F.gelu, "silu": F.silu}[kind](x)
            elif kind == "add":
                x = sum(inputs[1:], x)
            elif kind == "average":
                x = x.mean((2, 3))
            elif kind == "flatten":
                x = x.permute(0, 2, 3, 1).reshape(self.batch, -1) if x.dim() == 4 else x
            outputs[index] = x
        return x

    def record(self, steps=10):
        logits = self.forward()
        loss = F.cross_entropy(logits, self.labels)
        loss.backward()
        moving = [values for index in sorted(self.moving) for values in self.moving[index]]
        result = {
            "logits": logits.detach().flatten().tolist(),
            "loss": loss.item(),
            "gradients": [p.grad.flatten().tolist() for p in self.parameters],
            "moving": moving,
        }
        optimizer = torch.optim.Adam(self.parameters, lr=1e-2, eps=1e-7)
        losses = []
        for _ in range(steps):
            optimizer.zero_grad()
            loss = F.cross_entropy(self.forward(), self.labels)
            loss.backward()
            losses.append(loss.item())
            optimizer.step()
        result["adamLosses"] = losses
        return result


def same(size, window, stride):
    total = max(0, (-(-size // stride) - 1) * stride + window - size)
    return total // 2, total - total // 2


def pad(x, layer, value):
    if not layer.get("same"):
        return x
    extent = [(side - 1) * rate + 1 for side, rate in zip(layer["window"], layer.get("dilation", (1, 1)))]
    top, bottom = same(x.shape[2], extent[0], layer["strides"][0])
    left, right = same(x.shape[3], extent[1], layer["strides"][1])
    return F.pad(x, (left, right, top, bottom), value=value)


def depthwise(x, layer, kernel, bias):
    """Keras's kernel is [height, width, channels, multiplier], PyTorch's [channels * multiplier, 1, height, width]."""
    height, width, channels, multiplier = kernel.shape
    weight = kernel.permute(2, 3, 0, 1).reshape(channels * multiplier, 1, height, width)
    return F.conv2d(pad(x, layer, 0.0), weight, bias, layer["strides"], 0, layer["dilation"], channels)


def conv(filters, window, channels, strides=(1, 1), is_same=False, bias=True, dilation=(1, 1), groups=1):
    parameters = {"kernel": [*window, channels // groups, filters]} | ({"bias": [filters]} if bias else {})
    return {
        "kind": "conv", "window": window, "strides": strides, "same": is_same, "parameters": parameters,
        "dilation": dilation, "groups": groups}


def depthwise_conv(window, channels, multiplier=1, strides=(1, 1), is_same=False, dilation=(1, 1), bias=True):
    return {
        "kind": "depthwise", "window": window, "strides": strides, "same": is_same, "dilation": dilation,
        "parameters": {"kernel": [*window, channels, multiplier]} | ({"bias": [channels * multiplier]} if bias else {})}


def separable_conv(filters, window, channels, multiplier=1, strides=(1, 1), is_same=False, dilation=(1, 1), bias=True):
    return {
        "kind": "separable", "window": window, "strides": strides, "same": is_same, "dilation": dilation,
        "parameters": {
            "depthwise_kernel": [*window, channels, multiplier], "pointwise_kernel": [1, 1, channels * multiplier, filters],
        } | ({"bias": [filters]} if bias else {})}


def zeros(top, bottom, left, right):
    return {"kind": "zeros", "sides": (top, bottom, left, right)}


def dense(units, inputs, bias=True):
    parameters = {"kernel": [inputs, units]} | ({"bias": [units]} if bias else {})
    return {"kind": "dense", "units": units, "parameters": parameters}


def pool(window, strides, is_same=False, kind="pool"):
    return {"kind": kind, "window": window, "strides": strides, "same": is_same}


def batch_norm(channels):
    return {"kind": "batch_norm", "parameters": {"gamma": [channels], "beta": [channels]}}


def add(*inputs):
    """The sum of the outputs of the layers in these places; -1 is the network's input."""
    return {"kind": "add", "inputs": inputs}


def after(place, layer):
    """The layer, which takes the output of the one in this place."""
    return layer | {"inputs": [place]}


RELU, FLATTEN, AVERAGE, SOFTMAX = ({"kind": k} for k in ("relu", "flatten", "average", "softmax"))
TANH, SIGMOID, GELU, SILU = ({"kind": k} for k in ("tanh", "sigmoid", "gelu", "silu"))


def leaky_relu(alpha):
    return {"kind": "leaky_relu", "alpha": alpha}


def elu(alpha):
    return {"kind": "elu", "alpha": alpha}


CASES = {
    "same convolution, pooling": Case(3, (7, 5, 2), [
        conv(5, (3, 3), 2, is_same=True), RELU, pool((2, 2), (2, 2)), FLATTEN, dense(4, 30)]),
    "strides, batch normalization": Case(4, (9, 7, 1), [
        conv(6, (3, 2), 1, (2, 1), bias=False), batch_norm(6), RELU,
        conv(5, (3, 3), 6, (2, 2), is_same=True), FLATTEN, dense(3, 30)]),
    "even window, overlapping pooling, average": Case(2, (6, 8, 3), [
        conv(7, (4, 4), 3, is_same=True), pool((3, 3), (2, 2), is_same=True), conv(9, (1, 1), 7), AVERAGE, dense(5, 9)]),
    "window larger than the image": Case(2, (4, 3, 2), [
        conv(4, (9, 7), 2, is_same=True), RELU, conv(33, (2, 2), 4), FLATTEN, dense(3, 198)]),
    "dense layers, softmax between": Case(7, (1, 6, 1), [
        FLATTEN, dense(18, 6), SOFTMAX, dense(11, 18, bias=False), batch_norm(11), RELU, dense(6, 11)]),
    "average pooling": Case(3, (9, 8, 2), [
        conv(5, (3, 3), 2, is_same=True), pool((3, 2), (2, 3), is_same=True, kind="mean_pool"), RELU,
        pool((2, 2), (2, 2), kind="mean_pool"), FLATTEN, dense(4, 10)]),
    "zero padding": Case(2, (5, 6, 2), [
        zeros(1, 2, 0, 3), conv(4, (3, 3), 2, (2, 2)), RELU, zeros(0, 1, 2, 1), pool((2, 3), (1, 2), kind="mean_pool"),
        zeros(1, 1, 1, 1), pool((2, 2), (2, 2)), zeros(2, 0, 0, 1), batch_norm(4), FLATTEN, dense(3, 48)]),
    "dilation": Case(3, (10, 9, 2), [
        conv(5, (3, 2), 2, is_same=True, dilation=(2, 3)), RELU, conv(6, (3, 3), 5, dilation=(2, 1)),
        conv(32, (3, 3), 6, is_same=True, dilation=(3, 2)), AVERAGE, dense(4, 32)]),
    "groups": Case(2, (7, 6, 6), [
        conv(8, (3, 3), 6, is_same=True, bias=False, groups=2), batch_norm(8), RELU, conv(12, (2, 3), 8, (2, 1), groups=4, dilation=(2, 1)),
        conv(9, (1, 1), 12, groups=3, bias=False), FLATTEN, dense(3, 108)]),
    "depthwise convolution": Case(3, (8, 9, 1), [
        depthwise_conv((3, 3), 1, 3, is_same=True), RELU, depthwise_conv((3, 2), 3, 2, (2, 1), bias=False), batch_norm(6),
        depthwise_conv((3, 3), 6, is_same=True, dilation=(1, 2)), conv(5, (1, 1), 6), RELU, FLATTEN, dense(4, 120)]),
    "separable convolution": Case(2, (9, 7, 3), [
        separable_conv(18, (3, 3), 3, is_same=True, bias=False), batch_norm(18), RELU,
        separable_conv(35, (3, 3), 18, 2, (2, 2), is_same=True), RELU,
        separable_conv(8, (2, 2), 35, dilation=(2, 1)), AVERAGE, dense(4, 8)]),
    "activations": Case(3, (6, 5, 2), [
        conv(4, (3, 3), 2, is_same=True), TANH, conv(5, (2, 2), 4), leaky_relu(0.2), conv(6, (2, 2), 5), elu(1.0), FLATTEN,
        dense(9, 72), GELU, dense(8, 9), SILU, dense(7, 8), SIGMOID, dense(4, 7)]),
    "activations with an alpha": Case(3, (1, 6, 1), [
        FLATTEN, dense(9, 6), leaky_relu(0.3), dense(8, 9), elu(1.7), dense(7, 8), leaky_relu(0.0), dense(4, 7)]),
    "residual blocks": Case(3, (6, 5, 2), [
        conv(4, (3, 3), 2, is_same=True, bias=False), batch_norm(4), RELU,
        conv(4, (3, 3), 4, is_same=True, bias=False), batch_norm(4), RELU, conv(4, (3, 3), 4, is_same=True), add(6, 2), RELU,
        conv(6, (3, 3), 4, (2, 2), is_same=True), after(8, conv(6, (1, 1), 4, (2, 2), bias=False)), batch_norm(6),
        add(9, 11), RELU,
        AVERAGE, dense(6, 6), add(15, 14, 14), dense(4, 6)]),
    "sums of the input": Case(3, (4, 3, 2), [
        conv(2, (3, 3), 2, is_same=True), add(0, -1), RELU, after(-1, conv(2, (1, 1), 2)), add(3, 2, -1),
        after(4, conv(2, (3, 3), 2, is_same=True)),
        add(4, 5), RELU, FLATTEN, dense(3, 24)]),
}


def rounded(value):
    if isinstance(value, float):
        return float(f"{value:.9g}")
    if isinstance(value, list):
        return [rounded(v) for v in value]
    return {k: rounded(v) for k, v in value.items()} if isinstance(value, dict) else value


print(json.dumps({name: rounded(case.record()) for name, case in CASES.items()}))
