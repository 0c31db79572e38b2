"""Writes bmp_gif_pnm_reference.json: small BMP, GIF and PNM files of every kind, each with the grey values that the
library must decode.

The pictures are drawn and the files put together here, byte by byte (no common library writes them all). Expected are
the samples that another program reads from the file, brought to grey by the formulas that ImageDecoder documents.
That program is ImageMagick; Pillow and Netpbm stand in for what it cannot read. A file that none of them reads has a
twin, the same picture in a form that they do read; where there is no such form either (reader=None), the drawn picture
itself is expected. What was drawn is compared with all that was read.

ImageMagick does not scale all channels of BMP's masks up to 16 bits, so their bits are taken from the top of what it
gives; samples of PNM are taken back to the file's own range, which 16 bits keep apart.

Needs python3 with numpy and Pillow, ImageMagick with 16 bits a sample, and Netpbm.
Run: python3 make_bmp_gif_pnm_reference.py
"""
import base64
import io
import json
import pathlib
import struct
import subprocess

import numpy as np
from PIL import Image

SEED = 20240915
SIZES = [(1, 1), (3, 2), (7, 5)]  # width, height
LARGER = [(17, 33), (40, 31)]
RNG = np.random.default_rng(SEED)
CASES = []


# Readings: arrays of [height, width, 4] samples in 16 bits.

def imagemagick(file, kind):
    source = f"{kind}:-[0]"
    done = subprocess.run(
        ["convert", source, *(["-coalesce"] if kind == "gif" else []), "-depth", "16", "-endian", "MSB",
         "-format", "%w %h\n", "-write", "info:-", "rgba:-"], input=file, capture_output=True)
    if done.returncode or done.stderr:
        raise ValueError(done.stderr.decode()[:200])
    size, _, samples = done.stdout.partition(b"\n")
    width, height = map(int, size.split())
    return np.frombuffer(samples, ">u2").reshape(height, width, 4).astype(np.int64)


def pillow(file, kind):
    return np.array(Image.open(io.BytesIO(file)).convert("RGBA")).astype(np.int64) * 257


def netpbm(file, kind):
    read = subprocess.run([{"bmp": "bmptopnm", "pnm": "pnmtopnm"}[kind]], input=file, capture_output=True, check=True)
    plain = subprocess.run(["pnmtoplainpnm"], input=read.stdout, capture_output=True, check=True).stdout.split()
    width, height = int(plain[1]), int(plain[2])
    if plain[0] == b"P1":
        samples, maximum = 1 - np.array([int(c) for c in b"".join(plain[3:]).decode()]), 1
    else:
        samples, maximum = np.array(plain[4:]).astype(np.int64), int(plain[3])
    samples = (2 * 65535 * samples + maximum) // (2 * maximum)
    rgb = np.broadcast_to(samples.reshape(height, width, -1), (height, width, 3))
    return np.concatenate([rgb, np.full((height, width, 1), 65535)], axis=2)


# From samples to grey: the formulas of the library.

def scaled(values, maximum):
    return (np.asarray(values, object) * 255 + maximum // 2) // maximum


def gray(rgba):
    r, g, b, a = np.moveaxis(np.asarray(rgba).astype(np.int64), -1, 0)
    luma = (299 * r + 587 * g + 114 * b + 500) // 1000
    return ((luma * a + 255 * (255 - a) + 127) // 255).astype(np.uint8)


def opaque(rgb):
    return np.concatenate([rgb, np.full((*rgb.shape[:2], 1), 255, rgb.dtype)], axis=2)


def eight_bits(rgba16):
    return (2 * rgba16 + 257) // 514


def add(kind, name, file, drawn, reader=imagemagick, to_eight_bits=eight_bits, twin=None):
    """drawn: [height, width, 4] in 8 bits, as the file is meant. twin: a file of the same picture for the reader."""
    expected = gray(drawn)
    if reader is not None:
        read = gray(to_eight_bits(reader(twin or file, kind)))
        assert read.shape == expected.shape and (read == expected).all(), (kind, name, read.tolist(), expected.tolist())
        expected = read
    height, width = expected.shape
    CASES.append({
        "name": f"{kind}-{name}-{width}x{height}", "width": width, "height": height,
        "file": base64.b64encode(file).decode(), "gray": base64.b64encode(expected.tobytes()).decode()})


def packed(row, depth):
    """A row of pixels of up to 8 bits, the first in the highest bits."""
    bits = "".join(format(v, f"0{depth}b") for v in row)
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i:i + 8], 2) for i in range(0, len(bits), 8))


# BMP

def bmp(width, height, bits, data, header=40, compression=0, palette=b"", colors=0, masks=(), gap=0):
    if header == 12:
        info = struct.pack("<IHHHH", 12, width, height, 1, bits)
    else:
        info = struct.pack("<IiiHHIIiiII", header, width, height, 1, bits, compression, len(data), 2835, 2835, colors, 0)
        inside = masks[:{40: 0, 52: 3}.get(header, 4)] if header != 64 else ()
        info += struct.pack(f"<{len(inside)}I", *inside)
        info = info.ljust(header, b"\0")
        info += struct.pack(f"<{len(masks)}I", *masks) if header == 40 else b""
    offset = 14 + len(info) + len(palette) + gap
    return b"BM" + struct.pack("<IHHI", offset + len(data), 0, 0, offset) + info + palette + bytes(gap) + data


def palette_bytes(palette, header=40):
    return b"".join(bytes([b, g, r]) + (b"" if header == 12 else b"\0") for r, g, b in palette)


def bmp_rows(rows, top_down=False):
    rows = [r + bytes(-len(r) % 4) for r in rows]
    return b"".join(rows if top_down else rows[::-1])


def add_bmp_indexed():
    for bits in (1, 2, 4, 8):
        for header in (12, 40, 124) if bits == 2 else (12, 40, 52, 56, 64, 108, 124):
            for top_down in (False, True) if header in (40, 124) else (False,):
                for width, height in SIZES if header in (12, 40) else SIZES[2:]:
                    count = min(2**bits, 19)
                    add_indexed(f"{bits}bit-header{header}{'-topdown' if top_down else ''}", width, height, bits, header, top_down, count)
        for width, height in LARGER:
            add_indexed(f"{bits}bit", width, height, bits, 40, False, min(2**bits, 200))
        if bits > 1:
            add_indexed(f"{bits}bit-short-palette", 7, 5, bits, 40, False, 3)
            add_indexed(f"{bits}bit-core-short-palette", 7, 5, bits, 12, False, 3)
            add_indexed(f"{bits}bit-gap", 7, 5, bits, 40, False, 3, gap=7)


def add_indexed(name, width, height, bits, header, top_down, count, gap=0):
    palette = RNG.integers(0, 256, (count, 3))
    pixels = RNG.integers(0, count, (height, width))
    data = bmp_rows([packed(r, bits) for r in pixels], top_down)
    file = bmp(width, -height if top_down else height, bits, data, header, palette=palette_bytes(palette, header), colors=count, gap=gap)
    reader = netpbm if bits == 2 else pillow if header == 64 else imagemagick
    full = np.concatenate([palette, np.zeros((2**bits - count, 3), int)])
    twin = bmp(width, height, bits, data, palette=palette_bytes(full)) if header == 12 and count < 2**bits else None
    add("bmp", name, file, opaque(palette[pixels]), reader, twin=twin)


def add_bmp_direct():
    for width, height in SIZES + LARGER:
        rgb = RNG.integers(0, 256, (height, width, 3))
        rows = [r[:, ::-1].astype(np.uint8).tobytes() for r in rgb]
        for top_down in (False, True):
            signed = -height if top_down else height
            suffix = "-topdown" if top_down else ""
            add("bmp", "24bit" + suffix, bmp(width, signed, 24, bmp_rows(rows, top_down)), opaque(rgb))
            unused = RNG.integers(0, 256, (height, width, 1))
            four = np.concatenate([rgb[..., ::-1], unused], axis=2).astype(np.uint8)
            file = bmp(width, signed, 32, bmp_rows([r.tobytes() for r in four], top_down))
            add("bmp", "32bit" + suffix, file, opaque(rgb), pillow)
        small = RNG.integers(0, 32, (height, width, 3))
        words = (small[..., 0] << 10 | small[..., 1] << 5 | small[..., 2]) | RNG.integers(0, 2, (height, width)) << 15
        file = bmp(width, height, 16, bmp_rows([r.astype("<u2").tobytes() for r in words]))
        add("bmp", "16bit", file, opaque(scaled(small, 31)), to_eight_bits=lambda read: opaque(scaled(read[..., :3] >> 11, 31)))
    rgb = RNG.integers(0, 256, (5, 7, 3))
    rows = bmp_rows([r[:, ::-1].astype(np.uint8).tobytes() for r in rgb])
    add("bmp", "24bit-header12", bmp(7, 5, 24, rows, 12), opaque(rgb))
    add("bmp", "24bit-palette", bmp(7, 5, 24, rows, palette=palette_bytes(rgb[0]), colors=7), opaque(rgb))
    for header in (52, 56, 64, 108, 124):
        add("bmp", f"24bit-header{header}", bmp(7, 5, 24, rows, header), opaque(rgb), pillow if header == 64 else imagemagick)


MASKS = [
    # bits a pixel, bits of red, green, blue and alpha, in the order in which they lie from the lowest bit
    (16, "b5 g6 r5"), (16, "r5 g6 b5"), (16, "b5 g5 r5 a1"), (16, "b4 g4 r4 a4"), (16, "b4 g4 r4"), (16, "g3 r2 a2 b1"),
    (16, "a8 g8"), (32, "b8 g8 r8 a8"), (32, "r8 g8 b8 a8"), (32, "a8 b8 g8 r8"), (32, "x4 g8 b8 r8"), (32, "b10 g10 r10 a2"),
    (32, "r11 g11 b10"), (32, "b1 g2 r3 a4"), (32, "b7 g9 r12"), (32, "r16 g16"), (32, "b5 g6 r5"), (32, "g14 x3 a13"),
]
WIDE_MASKS = [(32, "r20 g12"), (32, "g32"), (32, "b17 a15")]


def add_bmp_masks():
    for bits, fields in MASKS + WIDE_MASKS:
        has_alpha = "a" in fields
        headers = [(40, 6), (56, 3), (56, 6), (108, 3), (124, 3)] if has_alpha else [(40, 3), (52, 3), (56, 3), (108, 3), (124, 3)]
        everywhere = fields in ("b5 g6 r5", "b4 g4 r4 a4", "b8 g8 r8 a8")
        for header, compression in headers if everywhere else headers[::4]:
            sizes = SIZES + LARGER[1:] if fields in ("b5 g6 r5", "b8 g8 r8 a8") and header == 124 else SIZES[2:]
            for width, height in sizes:
                add_masked(width, height, bits, fields, header, compression)


def add_masked(width, height, bits, fields, header, compression):
    pixels = RNG.integers(0, 2**bits, (height, width))
    shift = 0
    masks = dict.fromkeys("rgba", 0)
    drawn = np.zeros((height, width, 4), np.int64)
    drawn[..., 3] = 255
    depths = dict.fromkeys("rgba", 0)
    for field in fields.split():
        channel, depth = field[0], int(field[1:])
        if channel != "x":
            maximum = 2**depth - 1
            masks[channel], depths[channel] = maximum << shift, depth
            drawn[..., "rgba".index(channel)] = scaled((pixels >> shift) & maximum, maximum)
        shift += depth
    count = 3 if header == 52 or (header == 40 and compression == 3) else 4
    data = bmp_rows([r.astype("<u2" if bits == 16 else "<u4").tobytes() for r in pixels])
    ordered = [masks[c] for c in "rgba"][:count]
    file = bmp(width, height, bits, data, header, compression, masks=ordered)
    twin = bmp(width, height, bits, data, 56, 3, masks=ordered) if compression == 6 else None

    def from_top_bits(read):
        out = read.copy()
        for i, channel in enumerate("rgba"):
            depth = min(16, depths[channel])
            out[..., i] = scaled(read[..., i] >> (16 - depth), 2**depth - 1) if depth else 255 if channel == "a" else 0
        return out

    name = f"{bits}bit-{fields.replace(' ', '')}-header{header}-compression{compression}"
    add("bmp", name, file, drawn, None if max(depths.values()) > 16 else imagemagick, from_top_bits, twin)


def run_lengths(pixels, bits, style):
    """Rows from the bottom; style: runs, or literals (of 3 and more) too, or jumps over colour 0 too."""
    height, width = pixels.shape
    out = b""
    skipped_rows = 0
    for y in range(height - 1, -1, -1):
        row = list(pixels[y])
        jumps = style == "jumps" and y > 0  # ImageMagick wants all of the last row
        if jumps and not any(row):
            skipped_rows += 1
            continue
        if skipped_rows:
            out += bytes([0, 2, 0, skipped_rows])
            skipped_rows = 0
        x = 0
        while x < width:
            zeros = next((i for i in range(x, width) if row[i]), width) - x
            run = next((i for i in range(x, width) if row[i] != row[x]), width) - x
            if jumps and zeros == width - x:
                break
            if jumps and 2 <= zeros <= 255:
                out += bytes([0, 2, zeros, 0])
                x += zeros
            elif style != "runs" and run < 3 and width - x >= 3:
                count = min(width - x, 5 + x % 4, 255)
                literal = packed(row[x:x + count], bits)
                out += bytes([0, count]) + literal + bytes(len(literal) % 2)
                x += count
            elif bits == 4 and width - x > 2 and row[x] != row[x + 1]:
                count = next((i for i in range(x, width) if row[i] != row[x + (i - x) % 2]), width) - x
                count = min(count, 255)
                out += bytes([count, row[x] << 4 | row[x + 1]])
                x += count
            else:
                count = min(run, 255)
                out += bytes([count, row[x] << 4 | row[x] if bits == 4 else row[x]])
                x += count
        if y > 0:
            out += b"\0\0"
    return out + b"\0\1"


def add_bmp_run_lengths():
    for bits in (4, 8):
        for style in ("runs", "literals", "jumps"):
            for width, height in SIZES + LARGER[:1] + ([(300, 3)] if style == "runs" else []):
                count = 5
                palette = RNG.integers(0, 256, (count, 3))
                pixels = np.repeat(RNG.integers(0, count, (height, width)), RNG.integers(1, 9, width), axis=1)[:, :width]
                if style == "jumps":
                    pixels[RNG.random((height, width)) < 0.5] = 0
                    pixels[height // 3:height // 2 + 1] = 0
                data = run_lengths(pixels, bits, style)
                add_run_lengths(style, bits, pixels, palette, data)
        palette = RNG.integers(0, 256, (4, 3))
        pixels = np.zeros((5, 7), int)
        pixels[4, :2] = 3
        for name, end in (("early-end", b"\0\1"), ("uncovered", b"\0\0" * 4 + b"\0\1"), ("jump-to-end", b"\0\2\5\4\0\1")):
            data = bytes([2, 0x33 if bits == 4 else 3]) + end
            add_run_lengths(name, bits, pixels, palette, data)


def add_run_lengths(name, bits, pixels, palette, data):
    height, width = pixels.shape

    def file(runs):
        return bmp(width, height, bits, runs, compression=3 - bits // 4, palette=palette_bytes(palette), colors=len(palette))

    twin = None
    if name in ("early-end", "uncovered"):
        twin = file(run_lengths(pixels, bits, "runs"))
    add("bmp", f"rle{bits}-{name}", file(data), opaque(palette[pixels]), twin=twin)


# GIF

def lzw(pixels, size, clear="full", first_clear=True, end=True):
    """clear: when the table is full, "never", or after so many codes."""
    codes = []
    clear_code = 1 << size
    table, width, following = {}, size + 1, clear_code + 2
    written = 0

    def emit(code):
        codes.append((code, width))

    def reset():
        return {(i,): i for i in range(clear_code)}, size + 1, clear_code + 2

    if first_clear:
        emit(clear_code)
    table, width, following = reset()
    string = ()
    for p in map(int, pixels):
        if string + (p,) in table:
            string += (p,)
            continue
        emit(table[string])
        written += 1
        if following < 4096:
            # The reader learns a code one step later than the writer.
            table[string + (p,)] = following
            following += 1
            if following - 1 == 1 << width and width < 12:
                width += 1
        elif clear == "full":
            emit(clear_code)
            table, width, following = reset()
        if isinstance(clear, int) and written % clear == 0:
            emit(clear_code)
            table, width, following = reset()
        string = (p,)
    emit(table[string])
    if following == 1 << width and width < 12:
        width += 1
    if end:
        emit(clear_code + 1)
    value = shift = 0
    for code, bits in codes:
        value |= code << shift
        shift += bits
    return value.to_bytes((shift + 7) // 8, "little")


def blocks(data, length=255):
    parts = [data[i:i + length] for i in range(0, len(data), length)]
    return b"".join(bytes([len(p)]) + p for p in parts) + b"\0"


def table_bytes(palette):
    return palette.astype(np.uint8).tobytes()


def gif(pixels, palette, size=None, screen=None, at=(0, 0), local=None, transparent=None, interlaced=False,
        version=b"89a", before=b"", block=255, tail=b"\x3b", **options):
    height, width = pixels.shape
    out = b"GIF" + version + struct.pack("<HH", *(screen or (width, height)))
    depth = 0 if palette is None else (len(palette) - 1).bit_length()
    out += bytes([(0x80 | depth - 1 if palette is not None else 0) | 0x70, 0, 0])
    out += table_bytes(palette) if palette is not None else b""
    out += before
    if transparent is not None:
        out += b"\x21\xf9\x04\x01\0\0" + bytes([transparent]) + b"\0"
    local_depth = 0 if local is None else (len(local) - 1).bit_length()
    flags = (0x80 | local_depth - 1 if local is not None else 0) | (0x40 if interlaced else 0)
    out += b"\x2c" + struct.pack("<HHHHB", *at, width, height, flags)
    out += table_bytes(local) if local is not None else b""
    rows = pixels
    if interlaced:
        rows = np.concatenate([pixels[0::8], pixels[4::8], pixels[2::4], pixels[1::2]])
    size = size or max(2, local_depth or depth)
    return out + bytes([size]) + blocks(lzw(rows.ravel(), size, **options), block) + tail


def add_gif():
    def colors(count):
        return RNG.integers(0, 256, (count, 3))

    def picture(width, height, count):
        rough = RNG.integers(0, count, (height, width))
        rough[RNG.random((height, width)) < 0.4] = 0
        return rough

    def plain(name, width, height, count, reader=imagemagick, **options):
        palette, pixels = colors(count), picture(width, height, min(count, 2 ** options.get("size", 8)))
        add("gif", name, gif(pixels, palette, **options), opaque(palette[pixels]), reader)

    for width, height in SIZES:
        for count in (2, 4, 8, 16, 32, 64, 128, 256):
            plain(f"{count}colours", width, height, count)
    for width, height in LARGER:
        plain("87a", width, height, 16, version=b"87a")
        plain("256colours", width, height, 256)
        plain("2colours", width, height, 2)
    for height in (1, 2, 3, 4, 5, 6, 7, 8, 9, 13, 31):
        plain("interlaced", 7, height, 16, interlaced=True)
    for size in range(2, 9):
        plain(f"code-size-{size}", 17, 33, 4 if size == 2 else 2**size)
    plain("code-size-1", 7, 5, 2, reader=None, size=1)
    plain("code-size-8-of-4", 7, 5, 4, size=8)
    plain("no-first-clear", 17, 13, 16, first_clear=False)
    plain("no-end-code", 17, 13, 16, end=False)
    plain("clear-every-9", 17, 13, 16, clear=9)
    plain("clear-every-1", 7, 5, 16, clear=1)
    plain("blocks-of-1", 17, 13, 16, block=1)
    plain("blocks-of-7", 17, 13, 16, block=7)
    plain("no-trailer", 7, 5, 16, tail=b"")
    plain("full-table-cleared", 66, 62, 256)
    plain("full-table-kept", 66, 62, 256, clear="never")
    flat = np.zeros((31, 40), int)
    palette = colors(4)
    add("gif", "flat", gif(flat, palette), opaque(palette[flat]))

    for width, height in SIZES + LARGER[:1]:
        for interlaced in (False, True):
            palette, pixels = colors(8), picture(width, height, 8)
            drawn = opaque(palette[pixels])
            drawn[pixels == 0, 3] = 0
            add("gif", f"transparent{'-interlaced' if interlaced else ''}", gif(pixels, palette, transparent=0, interlaced=interlaced), drawn)

    palette, local, pixels = colors(4), colors(16), picture(7, 5, 16)
    add("gif", "local-palette", gif(pixels, palette, local=local), opaque(local[pixels]))
    add("gif", "local-palette-alone", gif(pixels, None, local=local), opaque(local[pixels]))

    comment = b"\x21\xfe" + blocks(b"made for a test" * 30)
    loop = b"\x21\xff\x0bNETSCAPE2.0\x03\x01\0\0\0"
    unknown = b"\x21\x42\x03abc\x01d\0"
    add("gif", "extensions", gif(pixels, local, before=comment + loop + unknown), opaque(local[pixels]))
    control_off = b"\x21\xf9\x04\x00\0\0\x00\0"
    add("gif", "control-without-transparency", gif(pixels, local, before=control_off), opaque(local[pixels]))

    second = b"\x2c" + struct.pack("<HHHHB", 0, 0, 7, 5, 0) + b"\x04" + blocks(lzw(picture(7, 5, 16).ravel(), 4)) + b"\x3b"
    add("gif", "two-frames", gif(pixels, local, tail=second), opaque(local[pixels]))

    for name, screen, at in (("inset", (13, 11), (2, 3)), ("corner", (9, 9), (2, 4)), ("top", (40, 5), (0, 0))):
        for interlaced in (False, True):
            drawn = np.full((screen[1], screen[0], 4), 0)
            drawn[at[1]:at[1] + 5, at[0]:at[0] + 7] = opaque(local[pixels])
            file = gif(pixels, local, screen=screen, at=at, interlaced=interlaced)
            # ImageMagick leaves uncovered pixels transparent only where some colour is; here it is an unused one.
            twin = gif(pixels, np.concatenate([local, local]), screen=screen, at=at, interlaced=interlaced, transparent=31)
            add("gif", f"screen-{name}{'-interlaced' if interlaced else ''}", file, drawn, twin=twin)
            drawn = drawn.copy()
            drawn[at[1]:at[1] + 5, at[0]:at[0] + 7, 3][pixels == 3] = 0
            file = gif(pixels, local, screen=screen, at=at, interlaced=interlaced, transparent=3)
            add("gif", f"screen-{name}-transparent{'-interlaced' if interlaced else ''}", file, drawn)
    drawn = np.zeros((8, 9, 4), int)
    drawn[3:, 2:] = opaque(local[pixels])
    drawn[drawn[..., 3] == 0] = 255
    add("gif", "screen-too-small", gif(pixels, local, screen=(4, 4), at=(2, 3)), drawn, None)
    add("gif", "screen-of-no-size", gif(pixels, local, screen=(0, 0)), opaque(local[pixels]), pillow)


# PNM

def add_pnm():
    def samples(width, height, kind, maximum):
        return RNG.integers(0, maximum + 1, (height, width, 3 if kind in (3, 6) else 1))

    def drawn(values, kind, maximum):
        values = 1 - values if kind in (1, 4) else values
        return opaque(np.repeat(scaled(values, maximum), 3 // values.shape[2], axis=2))

    def raster(values, kind, maximum, between=" "):
        if kind <= 3:
            return "\n".join(between.join(map(str, row.ravel())) for row in values).encode() + b"\n"
        if kind == 4:
            return b"".join(packed(row.ravel(), 1) for row in values)
        return values.astype(">u2" if maximum > 255 else np.uint8).tobytes()

    def one(name, width, height, kind, maximum, header="P{k}\n{w} {h}\n{m}\n", between=" ", reader=imagemagick, after=b""):
        values = samples(width, height, kind, maximum)
        if kind in (1, 4):
            header = header[:header.index("{m}")].rstrip(" \t\n") + "\n"
        start = header.format(k=kind, w=width, h=height, m=maximum).encode()

        def own_range(read):
            back = (read * 2 * maximum + 65535) // 131070
            return scaled(back, maximum)

        file = start + raster(values, kind, maximum, between) + after
        add("pnm", name, file, drawn(values, kind, maximum), reader, own_range)

    for kind in range(1, 7):
        for width, height in SIZES + LARGER[:1]:
            one(f"p{kind}", width, height, kind, 1 if kind in (1, 4) else 255)
        if kind in (1, 4):
            continue
        for maximum in (1, 2, 3, 7, 15, 100, 127, 254, 256, 511, 1000, 4095, 32768, 65534, 65535):
            one(f"p{kind}-max{maximum}", 7, 5, kind, maximum, reader=netpbm)
    for kind in range(1, 7):
        maximum = 1 if kind in (1, 4) else 200
        one(f"p{kind}-comments", 7, 5, kind, maximum, "P{k}\n# one\n{w} # two\n#three\n\n{h} {m}\n", reader=netpbm)
        one(f"p{kind}-white-space", 7, 5, kind, maximum, "P{k} \t\r\n{w}\n\n{h} {m}\t", reader=netpbm)
        one(f"p{kind}-glued-comments", 7, 5, kind, maximum, "P{k}#a\n{w}#b\n{h}#c\n{m}\n", reader=netpbm)
    one("p1-digits", 7, 5, 1, 1, between="")
    one("p1-digits", 40, 31, 1, 1, between="")
    one("p2-lines", 7, 5, 2, 255, between="\n")
    one("p3-wide-spaces", 7, 5, 3, 255, between=" \t  ")
    one("p5-rest", 7, 5, 5, 255, after=b"P5 1 1 255 a")
    one("p2-zeros", 3, 2, 2, 9, header="P{k}\n000{w} 0{h}\n00{m}\n", between=" 0", reader=netpbm)


def main():
    add_bmp_indexed()
    add_bmp_direct()
    add_bmp_masks()
    add_bmp_run_lengths()
    add_gif()
    add_pnm()
    names = [c["name"] for c in CASES]
    assert len(names) == len(set(names)), [n for n in names if names.count(n) > 1]
    path = pathlib.Path(__file__).with_name("bmp_gif_pnm_reference.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
    print(len(CASES), "cases,", path.stat().st_size, "bytes")


main()
