#!/usr/bin/env python3
"""Runs our work and the peers' alternately and prints one table: see ../compare.sh."""
import argparse
import json
import pathlib
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).parent
OURS = HERE.parent / "Emnist.Recognition.Benchmarks/bin/Release/net10.0/Emnist.Recognition.Benchmarks.dll"
NETWORKS = {"vgg": "VGG-like", "conv128": "EmnistConv128", "separable": "depthwise-separable", "mlp": "MnistMlp"}
TARGETS = {
    ("predict1", "vgg"): 1.25, ("predict1", "conv128"): 1.25, ("predict1", "separable"): 1, ("predict1", "mlp"): 3,
    ("predict256", "vgg"): 1.25, ("predict256", "conv128"): 1.25, ("predict256", "separable"): 1, ("predict256", "mlp"): 1,
    ("train", "vgg"): 1.5, ("train", "conv128"): 2, ("train", "separable"): 2, ("train", "mlp"): 2,
}
# 300 microseconds where ONNX Runtime takes 276 for the VGG-like network.
EMBEDDED_TARGET = 0.92
LABELS = {
    "predict1": "predict 1, 1 thread, against ONNX Runtime",
    "predict256": "predict 256, 2 threads, against ONNX Runtime",
    "train": "train, 2 threads, against PyTorch",
}


def rate(*command):
    result = subprocess.run(command, capture_output=True, text=True, cwd=HERE)
    if result.returncode:
        raise SystemExit(f"{' '.join(map(str, command))}\n{result.stderr}")
    return float(result.stdout.split()[-1])


def ours(work):
    return rate("dotnet", OURS, "rate", work)


def loads(peer):
    """Whether a peer without a target, which is measured where it can be, takes our file."""
    try:
        peer()
    except SystemExit:
        return False
    return True


def works(models):
    """Each work with its label, its target, and how ours and the peer's rate are measured."""
    for (kind, name), target in TARGETS.items():
        model = models / f"{name}.onnx"
        peer = {
            "predict1": ("node", "rate_onnxruntime.mjs", model, 1, 1),
            "predict256": ("node", "rate_onnxruntime.mjs", model, 256, 2),
            "train": (sys.executable, "rate_torch.py", name),
        }[kind]
        yield f"{NETWORKS[name]}: {LABELS[kind]}", target, f"{kind}/{name}", lambda peer=peer: rate(*map(str, peer))
    for name, title in NETWORKS.items():
        command = (sys.executable, "rate_opencv.py", str(models / f"{name}.onnx"))
        yield f"{title}: predict 1, 1 thread, against OpenCV", None, f"predict1/{name}", lambda command=command: rate(*command)
    vgg = ("node", "rate_onnxruntime.mjs", str(models / "vgg.onnx"), "1", "1")
    for name, target in (("default", EMBEDDED_TARGET), ("fast", None)):
        yield f"embedded model, {name}: predict 1, 1 thread, against ONNX Runtime on VGG-like", target, f"predict1/{name}", lambda: rate(*vgg)
    yield "matrix product 1024, share of the peak", 0.8, "matrix/1024", lambda: ours("matrix/peak")


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--models", type=pathlib.Path, required=True, help="the folder that our networks were exported to")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--json", type=pathlib.Path, help="write the table there as well")
    options = parser.parse_args()
    rows = []
    for title, target, work, peer in works(options.models):
        if target is None and not loads(peer):
            print(f"{title}: it does not load the file", file=sys.stderr, flush=True)
            continue
        pairs = [(ours(work), peer()) for _ in range(options.rounds)]
        ratios = [mine / theirs for mine, theirs in pairs]
        rows.append({
            "work": title,
            "ours": statistics.median(mine for mine, _ in pairs),
            "peer": statistics.median(theirs for _, theirs in pairs),
            "ratio": statistics.median(ratios),
            "range": [min(ratios), max(ratios)],
            "target": target,
        })
        print(f"{title}: {rows[-1]['ratio']:.2f}", file=sys.stderr, flush=True)

    print("| work | ours (1/s) | peer (1/s) | ratio | range | target |")
    print("|---|---:|---:|---:|---:|---:|")
    for row in rows:
        low, high = row["range"]
        print(f"| {row['work']} | {row['ours']:,.0f} | {row['peer']:,.0f} | {row['ratio']:.2f} | {low:.2f} to {high:.2f} | {row['target'] or ''} |")
    if options.json:
        keys = ("work", "ours", "peer", "ratio", "target")
        options.json.write_text(json.dumps([{key: row[key] for key in keys} for row in rows], indent=1) + "\n")


main()
