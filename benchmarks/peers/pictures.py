"""Draws pictures of one character, and times Pillow and this library reading them as grey, in turn."""

import io
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw, ImageFilter

ROUNDS = 3


def draw(width, height):
    """An R on paper that is lit from one side and has a grain."""
    random = np.random.default_rng(1)
    ink = Image.new("L", (width, height))
    pen = ImageDraw.Draw(ink)
    at = lambda x, y: (x * width, y * height)
    points = [at(0.4, 0.8), at(0.4, 0.2), at(0.58, 0.25), at(0.6, 0.42), at(0.4, 0.5), at(0.62, 0.8)]
    pen.line(points, fill=255, width=max(2, height // 20), joint="curve")
    grain = Image.fromarray(random.normal(128, 40, (height, width)).clip(0, 255).astype(np.uint8))
    grain = np.asarray(grain.filter(ImageFilter.GaussianBlur(1)), np.float32) - 128
    light = 230 - 60 * np.linspace(0, 1, width, dtype=np.float32)[None, :] + grain
    gray = light * (1 - 0.7 * np.asarray(ink, np.float32) / 255)
    return Image.fromarray(np.stack([gray * 0.96, gray, gray * 1.03], -1).clip(0, 255).astype(np.uint8))


def read(data):
    """Milliseconds that Pillow takes to grey; of a JPEG it decodes the Y plane alone, as the library does."""
    image = Image.open(io.BytesIO(data))
    image.draft("L", None)
    image.convert("L").load()


def median(action):
    until = time.perf_counter() + 1
    while time.perf_counter() < until:
        action()
    times = []
    until = time.perf_counter() + 2
    while time.perf_counter() < until or len(times) < 5:
        start = time.perf_counter()
        action()
        times.append(1000 * (time.perf_counter() - start))
    return statistics.median(times)


def main(library):
    print("| picture | ours, decoded (ms) | Pillow (ms) | ratio | with normalisation (ms) | allocated (MB) |")
    print("|---|---:|---:|---:|---:|---:|")
    with tempfile.TemporaryDirectory() as folder:
        for name, size, options in [
            ("JPEG, 12 megapixels, quality 90, 4:2:0", (4000, 3000), {"format": "JPEG", "quality": 90}),
            ("the same, progressive", (4000, 3000), {"format": "JPEG", "quality": 90, "progressive": True}),
            ("JPEG, 1 megapixel", (1152, 864), {"format": "JPEG", "quality": 90}),
            ("PNG, RGB, 1 megapixel", (1152, 864), {"format": "PNG"}),
            ("PNG, RGB, 100 x 100", (100, 100), {"format": "PNG"}),
        ]:
            path = Path(folder) / "picture"
            draw(*size).save(path, **options)
            data = path.read_bytes()
            rounds = []
            for _ in range(ROUNDS):
                ours = subprocess.run(["dotnet", library, "picture", str(path)], check=True, capture_output=True, text=True)
                rounds.append([*map(float, ours.stdout.split()), median(lambda: read(data))])
            decode, whole, allocated, peer = (statistics.median(column) for column in zip(*rounds))
            ratio = statistics.median(r[3] / r[0] for r in rounds)
            print(f"| {name} | {decode:.2f} | {peer:.2f} | {ratio:.2f} | {whole:.2f} | {allocated / 1e6:.1f} |", flush=True)


if __name__ == "__main__":
    main(sys.argv[1])
