"""Writes jpeg_structure_reference.json: JPEGs built as no common program builds them, with the grey that libjpeg gives.

Scans that are not interleaved or in an unusual order, odd sampling, restart markers in each kind of scan, tables that
change between scans, long quantisation values and codes, fill bytes, and a missing end. The files are put together here
byte by byte, and the pictures are drawn here. Grey is libjpeg-turbo's through Pillow: the Y plane of YCbCr, and of red,
green and blue the luma that ImageDecoder documents. Where Y is sampled in a ratio that libjpeg refuses, the reference is
its reading of Y alone as a grey file, each sample repeated.

Needs python3 with numpy and Pillow; recorded with Pillow 9.4 and libjpeg-turbo 2.1.5.
Run: python3 make_jpeg_structure_reference.py
"""
import base64
import io
import json
import pathlib
import struct

import numpy as np
from PIL import Image

SEED = 20261121
ZIGZAG = sorted(range(64), key=lambda i: (i // 8 + i % 8, i // 8 if (i // 8 + i % 8) % 2 else i % 8))
COSINES = np.array([[np.cos((2 * x + 1) * u * np.pi / 16) * np.sqrt((1 if u == 0 else 2) / 8) for x in range(8)] for u in range(8)])
STEPS = np.array([4 + 3 * (i // 8 + i % 8) for i in range(64)])
DC_SYMBOLS = list(range(12))
AC_SYMBOLS = [0, 0xF0, *(16 * run + size for size in range(1, 11) for run in range(16))]


def draw(width, height, rng):
    """Strokes and a patch of noise over a slope of colour."""
    y, x = np.mgrid[0:height, 0:width]
    picture = np.stack([90 + 3 * x + y, 160 - x + 2 * y, 70 + 2 * x - y], -1) + rng.normal(0, 3, (height, width, 1))
    for _ in range(3):
        a, b, c = rng.normal(size=2).tolist() + [rng.uniform(0, 0.5)]
        picture[np.abs(a * (x - c * width) + b * (y - c * height)) < 1.2] = rng.integers(0, 256, 3)
    noisy = (x > width // 2) & (y > height // 2)
    picture[noisy] += rng.normal(0, 40, (int(noisy.sum()), 3))
    return np.clip(picture, 0, 255).astype(np.uint8)


# ---- An encoder for what the programs do not write ----

def segment(marker, data):
    return bytes([0xFF, marker]) + struct.pack(">H", len(data) + 2) + data


def codes(symbols, counts):
    """Canonical codes (T.81, annex C)."""
    out, code, next_symbol = {}, 0, iter(symbols)
    for length, count in enumerate(counts, 1):
        for _ in range(count):
            out[next(next_symbol)] = format(code, f"0{length}b")
            code += 1
        code *= 2
    return out


def huffman(turn):
    """A pair of tables, AC with codes of 8 and of 16 bits; turned, each symbol has another code."""
    dc, ac = DC_SYMBOLS[turn:] + DC_SYMBOLS[:turn], AC_SYMBOLS[turn:] + AC_SYMBOLS[:turn]
    dc_counts = [0] * 3 + [12] + [0] * 12
    ac_counts = [0] * 7 + [100] + [0] * 7 + [62]
    data = bytes([0, *dc_counts, *dc, 0x10, *ac_counts, *ac])
    return segment(0xC4, data), codes(dc, dc_counts), codes(ac, ac_counts)


def number(value):
    size = abs(value).bit_length()
    return size, format(value if value > 0 else value + 2**size - 1, f"0{size}b") if size else ""


def code_block(block, previous, dc, ac):
    size, bits = number(int(block[0]) - previous)
    out, run = dc[size] + bits, 0
    last = max(np.flatnonzero(block), default=0)
    for value in block[1:last + 1]:
        if value == 0:
            run += 1
            continue
        out += ac[0xF0] * (run // 16)
        size, bits = number(int(value))
        out += ac[16 * (run % 16) + size] + bits
        run = 0
    return out + (ac[0] if last < 63 else "")


def stuffed(bits):
    bits += "1" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8)).replace(b"\xff", b"\xff\0")


def quantized(plane, across, down, steps):
    """The blocks of a plane, its edge repeated, as [row, column, zigzag]."""
    height, width = plane.shape
    padded = np.pad(plane, ((0, 8 * down - height), (0, 8 * across - width)), "edge").astype(float) - 128
    blocks = padded.reshape(down, 8, across, 8).transpose(0, 2, 1, 3)
    coefficients = (COSINES @ blocks @ COSINES.T).reshape(down, across, 64)
    return np.rint(coefficients / steps).astype(int)[..., ZIGZAG]


def encode(width, height, planes, sampling, scans=None, ids=None, restart=0, steps=STEPS, wide=False, extended=False,
           application=b"", retable=False, fill=0, end=b"\xff\xd9"):
    """A sequential file. Planes are of full size; each is reduced by leaving samples out."""
    h_max, v_max = max(h for h, _ in sampling), max(v for _, v in sampling)
    units_across, units_down = -(-width // (8 * h_max)), -(-height // (8 * v_max))
    ids = ids or list(range(1, len(planes) + 1))
    components = []
    for plane, (h, v) in zip(planes, sampling):
        w, t = -(-width * h // h_max), -(-height * v // v_max)
        reduced = plane[np.ix_(np.arange(t) * v_max // v, np.arange(w) * h_max // h)]
        components.append((h, v, -(-w // 8), -(-t // 8), quantized(reduced, units_across * h, units_down * v, steps)))

    zigzag_steps = steps[ZIGZAG]
    table = b"\x10" + b"".join(struct.pack(">H", s) for s in zigzag_steps) if wide else b"\0" + bytes(zigzag_steps.tolist())
    frame = struct.pack(">BHHB", 8, height, width, len(planes))
    frame += b"".join(bytes([i, 16 * h + v, 0]) for i, (h, v) in zip(ids, sampling))
    lead = b"\xff" * fill
    out = b"\xff\xd8" + application + lead + segment(0xDB, table) + lead + segment(0xC1 if extended else 0xC0, frame)
    if restart:
        out += lead + segment(0xDD, struct.pack(">H", restart))
    tables, dc, ac = huffman(0)
    out += lead + tables
    for turn, scan in enumerate(scans or [list(range(len(planes)))]):
        if retable:
            tables, dc, ac = huffman(turn)
            out += tables
        header = bytes([len(scan), *(b for c in scan for b in (ids[c], 0)), 0, 63, 0])
        if len(scan) > 1:
            units = [[(c, y * components[c][1] + v, x * components[c][0] + h)
                      for c in scan for v in range(components[c][1]) for h in range(components[c][0])]
                     for y in range(units_down) for x in range(units_across)]
        else:
            units = [[(scan[0], y, x)] for y in range(components[scan[0]][3]) for x in range(components[scan[0]][2])]
        data, bits, previous = b"", "", dict.fromkeys(scan, 0)
        for i, unit in enumerate(units):
            if restart and i and i % restart == 0:
                data += stuffed(bits) + bytes([0xFF, 0xD0 + (i // restart - 1) % 8])
                bits, previous = "", dict.fromkeys(scan, 0)
            for c, y, x in unit:
                block = components[c][4][y, x]
                bits += code_block(block, previous[c], dc, ac)
                previous[c] = int(block[0])
        out += lead + segment(0xDA, header) + data + stuffed(bits)
    return out + end


def adobe(transform):
    return segment(0xEE, b"Adobe" + struct.pack(">HHHB", 100, 0, 0, transform))


# ---- What libjpeg reads ----

def samples(jpeg):
    image = Image.open(io.BytesIO(jpeg))
    image.load()
    return np.asarray(image).astype(np.int64)


def luma_plane(jpeg):
    image = Image.open(io.BytesIO(jpeg))
    image.draft("L", None)
    assert image.mode == "L"
    return np.asarray(image)


def luma(rgb):
    return (299 * rgb[..., 0] + 587 * rgb[..., 1] + 114 * rgb[..., 2] + 500) // 1000


def repeated_luma(width, height, plane, sampling):
    """Y by libjpeg from a grey file of its own size, each sample repeated."""
    h_max, v_max = max(h for h, _ in sampling), max(v for _, v in sampling)
    h, v = sampling[0]
    w, t = -(-width * h // h_max), -(-height * v // v_max)
    reduced = plane[np.ix_(np.arange(t) * v_max // v, np.arange(w) * h_max // h)]
    alone = luma_plane(encode(w, t, [reduced], [(1, 1)]))
    return alone[np.ix_(np.arange(height) * v // v_max, np.arange(width) * h // h_max)]


def main():
    rng = np.random.default_rng(SEED)
    cases = []

    def add(name, jpeg, gray):
        gray = np.asarray(gray).astype(np.uint8)
        cases.append({
            "name": name, "width": gray.shape[1], "height": gray.shape[0],
            "file": base64.b64encode(jpeg).decode(), "gray": base64.b64encode(gray.tobytes()).decode()})

    ordinary = [(2, 2), (1, 1), (1, 1)]
    one_by_one = [(1, 1), (1, 1), (1, 1)]
    single = [[0], [1], [2]]
    own = {
        "not-interleaved": dict(sampling=ordinary, scans=single),
        "chroma-first": dict(sampling=ordinary, scans=[[2], [1], [0]]),
        "partly-interleaved": dict(sampling=ordinary, scans=[[0, 1], [2]]),
        "partly-interleaved-chroma-first": dict(sampling=ordinary, scans=[[1, 2], [0]]),
        "tables-between-scans": dict(sampling=ordinary, scans=[[1], [0], [2]], retable=True),
        "restart1": dict(sampling=one_by_one, restart=1),
        "restart2": dict(sampling=ordinary, restart=2),
        "restart5-not-interleaved": dict(sampling=ordinary, scans=single, restart=5),
        "extended-long-steps": dict(sampling=one_by_one, steps=STEPS + 300 * (np.arange(64) % 5 == 4), wide=True, extended=True),
        "fill-bytes": dict(sampling=ordinary, scans=single, fill=3),
        "trailing-garbage": dict(sampling=ordinary, end=b"\xff\xd9\xff\xd8\xff\xda\0\1garbage"),
        "no-end-marker": dict(sampling=ordinary, end=b""),
        "sampling42": dict(sampling=[(4, 2), (1, 1), (1, 1)]),
        "sampling14": dict(sampling=[(1, 4), (1, 1), (1, 1)]),
        "sampling32": dict(sampling=[(3, 2), (1, 2), (1, 1)]),
        "sampling44-not-interleaved": dict(sampling=[(4, 4), (2, 1), (1, 3)], scans=single),
        "coarse-luma": dict(sampling=[(1, 1), (2, 2), (1, 2)]),
        "coarse-luma-across": dict(sampling=[(1, 2), (2, 1), (1, 1)]),
        "coarse-luma-by-two-thirds": dict(sampling=[(2, 1), (3, 1), (1, 1)]),
        "coarse-luma-not-interleaved": dict(sampling=[(1, 3), (4, 4), (2, 1)], scans=single),
    }
    width, height = 43, 38
    for name, how in own.items():
        picture = draw(width, height, rng)
        planes = [*np.moveaxis(np.asarray(Image.fromarray(picture).convert("YCbCr")), -1, 0)]
        jpeg = encode(width, height, planes, **how)
        sampling = how["sampling"]
        h_max, v_max = max(h for h, _ in sampling), max(v for _, v in sampling)
        if h_max % sampling[0][0] or v_max % sampling[0][1]:
            gray = repeated_luma(width, height, planes[0], sampling)
        else:
            gray = luma_plane(jpeg + b"\xff\xd9")  # Pillow insists on an end
        add(name, jpeg, gray)

    picture = draw(width, height, rng)
    for name, sampling in {"gray-sampling22": (2, 2), "gray-sampling43": (4, 3)}.items():
        jpeg = encode(width, height, [picture[..., 0]], [sampling], restart=7)
        add(name, jpeg, luma_plane(jpeg))

    rgb = [*np.moveaxis(picture, -1, 0)]
    for name, how in {
            "rgb-by-ids": dict(ids=list(b"RGB")), "rgb-by-adobe": dict(application=adobe(0)),
            "rgb-not-interleaved": dict(ids=list(b"RGB"), scans=[[2], [0], [1]])}.items():
        jpeg = encode(width, height, rgb, one_by_one, **how)
        add(name, jpeg, luma(samples(jpeg)))
    jpeg = encode(width, height, [*np.moveaxis(np.asarray(Image.fromarray(picture).convert("YCbCr")), -1, 0)], one_by_one, application=adobe(1))
    add("ycc-by-adobe", jpeg, luma_plane(jpeg))

    path = pathlib.Path(__file__).with_name("jpeg_structure_reference.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    print(len(cases), "cases,", path.stat().st_size, "bytes")


main()
