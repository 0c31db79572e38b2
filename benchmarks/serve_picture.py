#!/usr/bin/env python3
"""Draws a handwritten 7 of 280 x 280 as a grey PNG, without any package: python3 serve_picture.py FILE."""
import struct
import sys
import zlib

SIDE, PEN = 280, 9
STROKES = [[(70, 66), (140, 62), (212, 66)], [(212, 66), (168, 138), (132, 196), (112, 240)]]


def distance(px, py, a, b):
    """From a pixel to the piece of a stroke between two points."""
    dx, dy = b[0] - a[0], b[1] - a[1]
    t = max(0, min(1, ((px - a[0]) * dx + (py - a[1]) * dy) / (dx * dx + dy * dy)))
    return ((px - a[0] - t * dx) ** 2 + (py - a[1] - t * dy) ** 2) ** 0.5


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


pieces = [piece for stroke in STROKES for piece in zip(stroke, stroke[1:])]
rows = b"".join(
    b"\0" + bytes(int(255 * max(0, min(1, min(distance(x, y, a, b) for a, b in pieces) - PEN + 0.5))) for x in range(SIDE))
    for y in range(SIDE))
with open(sys.argv[1], "wb") as file:
    file.write(b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", struct.pack(">IIBBBBB", SIDE, SIDE, 8, 0, 0, 0, 0))
               + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b""))
