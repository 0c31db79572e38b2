"""Writes png_reference.json: small PNGs of every kind, each with the grey values that the library must decode.

Every colour type and depth, plain and interlaced, with and without tRNS, in four sizes. The files are put together
here byte by byte (no common library writes them all). The samples are those that ImageMagick (libpng), not the
library, reads from them; grey is then the formula that ImageDecoder documents, in numpy.

Needs python3 with numpy, and ImageMagick with 16 bits a sample. Run: python3 make_png_reference.py
"""
import base64
import json
import pathlib
import struct
import subprocess
import zlib

import numpy as np

SEED = 20240607
SIZES = [(1, 1), (1, 7), (3, 1), (13, 9)]  # width, height
KINDS = [(0, d) for d in (1, 2, 4, 8, 16)] + [(3, d) for d in (1, 2, 4, 8)] + [(t, d) for t in (2, 4, 6) for d in (8, 16)]
CHANNELS = {0: 1, 2: 3, 3: 1, 4: 2, 6: 4}
ADAM7 = [(0, 0, 8, 8), (4, 0, 8, 8), (0, 4, 4, 8), (2, 0, 4, 4), (0, 2, 2, 4), (1, 0, 2, 2), (0, 1, 1, 2)]


def chunk(kind, data):
    return struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))


def pack(row, depth):
    """One row of samples in the file's order of bits."""
    if depth == 16:
        return row.astype(">u2").tobytes()
    if depth == 8:
        return row.astype(np.uint8).tobytes()
    bits = "".join(format(v, f"0{depth}b") for v in row.ravel())
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


def filtered(kind, row, above, step):
    out = bytearray([kind])
    for i, value in enumerate(row):
        a = row[i - step] if i >= step else 0
        b = above[i]
        c = above[i - step] if i >= step else 0
        p = a + b - c
        paeth = min((abs(p - a), 0, a), (abs(p - b), 1, b), (abs(p - c), 2, c))[2]
        out.append((value - [0, a, b, (a + b) // 2, paeth][kind]) % 256)
    return bytes(out)


def scanlines(samples, depth, first_filter):
    step = max(1, samples.shape[2] * depth // 8)
    rows = [pack(row, depth) for row in samples]
    above = bytes(len(rows[0]))
    out = b""
    for y, row in enumerate(rows):
        out += filtered((first_filter + y) % 5, row, above, step)
        above = row
    return out


def encode(samples, kind, depth, interlaced, palette, transparency, rng):
    height, width, _ = samples.shape
    if interlaced:
        passes = [samples[y::dy, x::dx] for x, y, dx, dy in ADAM7]
        raw = b"".join(scanlines(p, depth, i) for i, p in enumerate(passes) if p.size)
    else:
        raw = scanlines(samples, depth, int(rng.integers(5)))
    deflated = zlib.compress(raw, 9)
    cuts = sorted(rng.integers(0, len(deflated) + 1, size=int(rng.integers(3))))
    parts = [deflated[a:b] for a, b in zip([0, *cuts], [*cuts, len(deflated)])]
    return b"".join([
        b"\x89PNG\r\n\x1a\n",
        chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, depth, kind, 0, 0, int(interlaced))),
        chunk(b"PLTE", palette.astype(np.uint8).tobytes()) if palette is not None else b"",
        chunk(b"tRNS", transparency) if transparency is not None else b"",
        *(chunk(b"IDAT", part) for part in parts),
        chunk(b"IEND", b"")])


def read_rgba16(png, width, height):
    done = subprocess.run(["convert", "png:-", "-depth", "16", "-endian", "MSB", "rgba:-"], input=png, capture_output=True, check=True)
    return np.frombuffer(done.stdout, ">u2").reshape(height, width, 4).astype(np.int64)


def gray(rgba16):
    r, g, b, a = np.moveaxis((2 * rgba16 + 257) // 514, -1, 0)  # v / 257, rounded
    luma = (299 * r + 587 * g + 114 * b + 500) // 1000
    return ((luma * a + 255 * (255 - a) + 127) // 255).astype(np.uint8)


def rgba16_of(samples, kind, depth, palette, key, alphas):
    """The same from what was put in: a check of this script, not the reference."""
    full = 2**depth - 1
    height, width, _ = samples.shape
    out = np.full((height, width, 4), 65535, np.int64)
    if kind == 3:
        out[..., :3] = palette[samples[..., 0]] * 257
        out[..., 3] = (alphas[samples[..., 0]] if alphas is not None else 255) * 257
        return out
    colors = 1 if kind in (0, 4) else 3
    out[..., :3] = samples[..., :colors] * 65535 // full
    if kind in (4, 6):
        out[..., 3] = samples[..., -1] * 65535 // full
    if key is not None:
        out[(samples == key).all(-1), 3] = 0
    return out


def main():
    rng = np.random.default_rng(SEED)
    cases = []
    for kind, depth in KINDS:
        for with_key in (False, True) if kind in (0, 2, 3) else (False,):
            for interlaced in (False, True):
                for width, height in SIZES:
                    palette = alphas = key = transparency = None
                    count = 2**depth
                    if kind == 3:
                        count = min(count, 11)
                        palette = rng.integers(0, 256, (count, 3))
                    samples = rng.integers(0, count, (height, width, CHANNELS[kind]))
                    if with_key and kind == 3:
                        alphas = np.full(count, 255)
                        alphas[:max(1, count - 1)] = rng.integers(0, 256, max(1, count - 1))
                        transparency = alphas[:max(1, count - 1)].astype(np.uint8).tobytes()
                    elif with_key:
                        key = samples[height // 2, width // 2].copy()
                        samples[0, 0] = key
                        samples[-1, -1, 0] ^= 1  # next to the key, and not it
                        transparency = key.astype(">u2").tobytes()
                    png = encode(samples, kind, depth, interlaced, palette, transparency, rng)
                    read = read_rgba16(png, width, height)
                    name = f"type{kind}-depth{depth}{'-trns' if with_key else ''}{'-adam7' if interlaced else ''}-{width}x{height}"
                    expected = gray(rgba16_of(samples, kind, depth, palette, key, alphas))
                    assert (gray(read) == expected).all(), name
                    cases.append({
                        "name": name, "width": width, "height": height,
                        "png": base64.b64encode(png).decode(), "gray": base64.b64encode(gray(read).tobytes()).decode()})
    path = pathlib.Path(__file__).with_name("png_reference.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in cases) + "\n]\n")
    print(len(cases), "cases,", path.stat().st_size, "bytes")


main()
