#!/usr/bin/env python3
"""Draws form.png with the places of its boxes, boxes.csv, and sudoku.png, a little turned: handwriting as strokes of a round pen.

Run with Debian's python3-pil: python3 draw.py. The same pictures come out every time.
"""
import math
import os
import random
import sys

from PIL import Image, ImageDraw

HERE = os.path.dirname(os.path.abspath(__file__))
sys.path.insert(0, os.path.join(HERE, "..", "images"))
from draw import STROKES, curve  # noqa: E402

SCALE = 4
DIGITS = {name[-1]: strokes for name, strokes in STROKES.items() if name.startswith("digit-")}
DIGITS |= {
    "0": [[(.5, .05), (.26, .2), (.18, .5), (.26, .82), (.5, .95), (.74, .82), (.82, .5), (.74, .2), (.5, .05)]],
    "1": [[(.34, .24), (.54, .05)], [(.54, .05), (.52, .5), (.5, .95)]],
    "5": [[(.28, .08), (.26, .3), (.24, .46)], [(.24, .46), (.5, .4), (.74, .52), (.76, .75), (.55, .93), (.22, .9)],
          [(.28, .08), (.55, .08), (.76, .06)]],
    "9": [[(.74, .28), (.55, .5), (.3, .42), (.26, .2), (.5, .05), (.72, .15), (.75, .3)], [(.75, .3), (.72, .6), (.62, .95)]],
}
BOXES = [("8033", 60, 60, 56, 70), ("24_7", 60, 190, 56, 70)]
SUDOKU = ["53__7____", "6__195___", "_98____6_", "8___6___3", "4__8_3__1", "7___2___6", "_6____28_", "___419__5", "____8__79"]


def write(canvas, digit, center, side, pen, rng):
    angle = rng.uniform(-.06, .06)
    for stroke in DIGITS[digit]:
        for x, y in curve([(x + rng.gauss(0, .008), y + rng.gauss(0, .008)) for x, y in stroke]):
            dx, dy = (x - .5) * .8, y - .5
            px = SCALE * (center[0] + side * (dx * math.cos(angle) - dy * math.sin(angle)))
            py = SCALE * (center[1] + side * (dx * math.sin(angle) + dy * math.cos(angle)))
            radius = SCALE * pen / 2
            canvas.ellipse([px - radius, py - radius, px + radius, py + radius], fill=(24, 34, 110))


def line(canvas, start, end, width, gray):
    canvas.line([SCALE * v for v in (*start, *end)], fill=(gray,) * 3, width=int(SCALE * width))


def draw_form(rng):
    picture = Image.new("RGB", (SCALE * 380, SCALE * 320), (246, 244, 238))
    canvas = ImageDraw.Draw(picture)
    with open(os.path.join(HERE, "boxes.csv"), "w", encoding="utf-8") as table:
        table.write("name,x,y,width,height\n")
        for name, (text, left, top, width, height) in zip(("code", "number"), BOXES):
            for y in (top, top + height):
                line(canvas, (left, y), (left + width * len(text), y), 2, 90)
            for i in range(len(text) + 1):
                line(canvas, (left + width * i, top), (left + width * i, top + height), 2, 90)
            for i, digit in enumerate(text):
                table.write(f"{name},{left + width * i},{top},{width},{height}\n")
                if digit != "_":
                    write(canvas, digit, (left + width * (i + .5), top + height / 2), 46, 4.5, rng)
    picture.resize((380, 320), Image.BOX).save(os.path.join(HERE, "form.png"), optimize=True)


def draw_sudoku(rng):
    margin, cell = 60, 46
    size = 2 * margin + 9 * cell
    picture = Image.new("RGB", (SCALE * size, SCALE * size), (240, 238, 230))
    canvas = ImageDraw.Draw(picture)
    for i in range(10):
        for start, end in (((margin, margin + i * cell), (size - margin, margin + i * cell)),
                           ((margin + i * cell, margin), (margin + i * cell, size - margin))):
            line(canvas, start, end, 4 if i % 3 == 0 else 1.5, 40)
    for y, row in enumerate(SUDOKU):
        for x, digit in enumerate(row):
            if digit != "_":
                write(canvas, digit, (margin + cell * (x + .5), margin + cell * (y + .5)), 30, 3.2, rng)
    picture = picture.rotate(6, Image.BICUBIC, fillcolor=(240, 238, 230)).resize((size, size), Image.BOX)
    picture.convert("L").save(os.path.join(HERE, "sudoku.png"), optimize=True)


if __name__ == "__main__":
    draw_form(random.Random(1))
    draw_sudoku(random.Random(2))
