#!/usr/bin/env python3
"""Draws the sample pictures beside it: handwritten characters as strokes of a round pen, each in a style of its own.

Run with Debian's python3-pil: python3 draw.py. The same pictures come out every time.
"""
import math
import random

from PIL import Image, ImageDraw

# Each stroke is a list of points in a square of 0 to 1, y downwards, that a smooth curve goes through.
STROKES = {
    "digit-2": [[(.2, .28), (.34, .1), (.6, .06), (.76, .22), (.7, .42), (.45, .68), (.18, .93)], [(.18, .93), (.5, .9), (.84, .93)]],
    "digit-3": [[(.22, .16), (.42, .06), (.68, .1), (.72, .28), (.58, .43), (.4, .48)],
                [(.4, .48), (.66, .5), (.78, .66), (.7, .87), (.44, .96), (.2, .87)]],
    "digit-4": [[(.52, .06), (.36, .3), (.15, .6)], [(.15, .6), (.5, .6), (.86, .57)], [(.66, .36), (.64, .66), (.62, .97)]],
    "digit-6": [[(.68, .05), (.44, .2), (.27, .48), (.24, .76), (.42, .95), (.66, .92), (.76, .72), (.62, .54), (.42, .56), (.26, .74)]],
    "digit-7": [[(.15, .12), (.48, .1), (.82, .1)], [(.82, .1), (.62, .42), (.46, .7), (.36, .97)]],
    "digit-8": [[(.64, .14), (.44, .05), (.26, .18), (.36, .38), (.62, .54), (.74, .76), (.56, .95), (.32, .9), (.26, .7), (.44, .5),
                 (.66, .34), (.68, .18), (.62, .12)]],
    "upper-A": [[(.5, .05), (.36, .42), (.12, .96)], [(.5, .05), (.66, .44), (.88, .95)], [(.27, .64), (.5, .62), (.74, .63)]],
    "upper-E": [[(.26, .06), (.23, .5), (.25, .94)], [(.26, .07), (.5, .06), (.8, .05)], [(.25, .49), (.48, .48), (.7, .47)],
                [(.25, .94), (.52, .94), (.82, .92)]],
    "upper-H": [[(.2, .06), (.21, .5), (.19, .95)], [(.8, .05), (.78, .5), (.79, .96)], [(.2, .5), (.5, .48), (.79, .49)]],
    "upper-K": [[(.24, .05), (.23, .5), (.25, .96)], [(.8, .07), (.52, .36), (.25, .56)], [(.38, .48), (.6, .72), (.84, .95)]],
    "upper-R": [[(.24, .96), (.23, .5), (.24, .07)], [(.24, .07), (.56, .04), (.78, .2), (.66, .42), (.26, .5)], [(.44, .49), (.62, .72), (.84, .95)]],
    "upper-W": [[(.06, .08), (.16, .5), (.28, .94)], [(.28, .94), (.4, .6), (.5, .3)], [(.5, .3), (.6, .62), (.72, .94)], [(.72, .94), (.84, .5), (.95, .07)]],
    "lower-b": [[(.28, .04), (.26, .5), (.27, .94)], [(.27, .66), (.46, .5), (.7, .58), (.74, .8), (.56, .96), (.28, .9)]],
    "lower-d": [[(.68, .6), (.48, .5), (.26, .62), (.24, .84), (.42, .96), (.62, .88), (.7, .7)], [(.72, .04), (.7, .5), (.72, .8), (.82, .94)]],
    "lower-g": [[(.72, .14), (.5, .04), (.3, .16), (.28, .38), (.46, .5), (.66, .4), (.74, .2)], [(.74, .1), (.74, .5), (.7, .82), (.48, .97), (.24, .88)]],
    "lower-h": [[(.26, .04), (.25, .5), (.25, .96)], [(.25, .66), (.42, .5), (.64, .54), (.7, .72), (.71, .96)]],
}

# Size of the picture, side of the character, pen, ink, paper, what is special about it.
STYLES = {
    "digit-2": (180, 110, 9, (30, 30, 40), (250, 250, 246), "rgb"),
    "digit-3": (96, 64, 6, (20, 20, 20), (255, 255, 255), "grey"),
    "digit-4": (240, 150, 14, (235, 235, 225), (40, 70, 55), "rgb"),
    "digit-6": (64, 44, 4, (25, 25, 25), (255, 255, 255), "bilevel"),
    "digit-7": (600, 330, 22, (22, 42, 120), (238, 232, 214), "paper"),
    "digit-8": (128, 88, 9, (255, 255, 255), (0, 0, 0), "grey"),
    "upper-A": (320, 200, 17, (160, 30, 30), (255, 255, 255), "transparent"),
    "upper-E": (200, 130, 11, (245, 245, 245), (25, 30, 60), "rgb"),
    "upper-H": (150, 92, 10, (15, 80, 40), (255, 250, 230), "palette"),
    "upper-K": (420, 250, 18, (50, 50, 55), (226, 222, 212), "paper"),
    "upper-R": (110, 76, 8, (10, 10, 10), (255, 255, 255), "deep"),
    "upper-W": (260, 170, 13, (250, 240, 150), (60, 20, 60), "rgb"),
    "lower-b": (140, 96, 9, (35, 35, 35), (248, 248, 248), "grey"),
    "lower-d": (300, 190, 16, (230, 230, 230), (30, 30, 30), "grey"),
    "lower-g": (220, 140, 12, (20, 40, 140), (255, 255, 255), "transparent"),
    "lower-h": (84, 58, 6, (0, 0, 0), (255, 255, 255), "palette"),
}

SCALE = 4


def curve(points):
    """Points along a Catmull-Rom spline through the given ones."""
    ends = [points[0], *points, points[-1]]
    for i in range(1, len(ends) - 2):
        for step in range(40):
            t = step / 40
            yield tuple(
                0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t ** 3)
                for a, b, c, d in zip(*ends[i - 1:i + 3]))
    yield points[-1]


def draw_mask(name, size, side, pen, rng):
    """Where the ink is, 0 to 255: the strokes shaken a little, turned, and set off the centre."""
    mask = Image.new("L", (size * SCALE, size * SCALE), 0)
    canvas = ImageDraw.Draw(mask)
    angle = rng.uniform(-0.09, 0.09)
    left = (size - side) * rng.uniform(0.35, 0.65)
    top = (size - side) * rng.uniform(0.35, 0.65)
    for stroke in STROKES[name]:
        shaken = [(x + rng.gauss(0, 0.008), y + rng.gauss(0, 0.008)) for x, y in stroke]
        phase = rng.uniform(0, 6)
        for i, (x, y) in enumerate(curve(shaken)):
            dx, dy = x - 0.5, y - 0.5
            px = left + side * (0.5 + dx * math.cos(angle) - dy * math.sin(angle))
            py = top + side * (0.5 + dx * math.sin(angle) + dy * math.cos(angle))
            radius = pen / 2 * (1 + 0.15 * math.sin(phase + i / 25))
            canvas.ellipse([SCALE * (px - radius), SCALE * (py - radius), SCALE * (px + radius), SCALE * (py + radius)], fill=255)
    return mask.resize((size, size), Image.BOX)


def paint(name):
    rng = random.Random(name)
    size, side, pen, ink, paper, kind = STYLES[name]
    mask = draw_mask(name, size, side, pen, rng)
    if kind == "transparent":
        picture = Image.new("RGBA", (size, size), ink + (0,))
        picture.putalpha(mask)
        return picture
    background = Image.new("RGB", (size, size), paper)
    if kind == "paper":
        # Light that falls off to one corner.
        shade = Image.radial_gradient("L").resize((2 * size, 2 * size)).crop((0, 0, size, size))
        background = Image.composite(Image.new("RGB", (size, size), tuple(v * 3 // 4 for v in paper)), background, shade)
    picture = Image.composite(Image.new("RGB", (size, size), ink), background, mask)
    if kind == "grey":
        return picture.convert("L")
    if kind == "bilevel":
        return picture.convert("L").point(lambda v: 255 if v > 127 else 0).convert("1")
    if kind == "palette":
        return picture.quantize(16)
    if kind == "deep":
        return picture.convert("L").point(lambda v: v * 257, "I").convert("I;16")
    return picture


if __name__ == "__main__":
    for character in STROKES:
        paint(character).save(f"{character}.png", optimize=True)
