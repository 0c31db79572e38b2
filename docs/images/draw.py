#!/usr/bin/env python3
"""Draws number.png and words.png beside it, of the strokes of samples/images.

Run with Debian's python3-pil: python3 draw.py. The same pictures come out every time.

samples.png is made by the tool, in the root of the clone:
emnist samples --folder samples/images --title "Drawn -> read, and how certain" --png docs/images/samples.png
"""
import pathlib
import random
import sys

from PIL import Image

HERE = pathlib.Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "samples" / "images"))
import draw  # noqa: E402  (samples/images/draw.py)

INK, PAPER = (24, 34, 96), (250, 249, 244)


def write(path, lines, side, pen):
    """Characters at even places, a gap of half a place for a blank, shaken as draw_mask shakes them."""
    rng = random.Random(path)
    step = int(side * 1.15)
    picture = Image.new("RGB", (int(step * (max(map(len, lines)) + 0.6)), int(side * (1.7 * len(lines) + 0.3))), PAPER)
    for row, line in enumerate(lines):
        for column, character in enumerate(line):
            if character != " ":
                kind = "digit" if character.isdigit() else "upper" if character.isupper() else "lower"
                mask = draw.draw_mask(f"{kind}-{character}", int(side * 1.15), side, pen, rng)
                picture.paste(INK, (int(step * (column + 0.3)), int(side * (0.3 + 1.7 * row))), mask)
    picture.save(HERE / path, optimize=True)


write("number.png", ["274836"], 72, 7)
write("words.png", ["WAKE HER", "AREA 27"], 64, 6)
