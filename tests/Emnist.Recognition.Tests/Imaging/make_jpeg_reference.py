"""Writes jpeg_reference.json: small JPEG files of every kind, each with the grey values that libjpeg gives.

Of grey and YCbCr files that is libjpeg's Y plane; of the others Pillow's red, green and blue by the luma that
ImageDecoder documents. Orientation is applied with Pillow's transpose. The pictures are drawn here. Pillow, OpenCV and
ImageMagick write the files, since none of them writes every kind; two kinds that none of them writes are made of
others by a segment put in front.

Needs python3 with numpy, Pillow and OpenCV, and ImageMagick.
Run: python3 make_jpeg_reference.py
"""
import base64
import io
import json
import pathlib
import subprocess

import cv2
import numpy as np
from PIL import Image, ImageDraw

RNG = np.random.default_rng(3)
SIZES = [(1, 1), (7, 5), (8, 8), (17, 33), (61, 43)]
TURNS = {2: Image.FLIP_LEFT_RIGHT, 3: Image.ROTATE_180, 4: Image.FLIP_TOP_BOTTOM, 5: Image.TRANSPOSE,
         6: Image.ROTATE_270, 7: Image.TRANSVERSE, 8: Image.ROTATE_90}
CASES = []


def picture(width, height):
    y, x = np.mgrid[0:height, 0:width]
    waves = np.stack([128 + 90 * np.sin(x / 7 + y / 11), 128 + 80 * np.cos(x / 5 - y / 9), (x * 3 + y * 5) % 256], -1)
    image = Image.fromarray(np.clip(waves + RNG.normal(0, 6, waves.shape), 0, 255).astype(np.uint8))
    pen = ImageDraw.Draw(image)
    pen.line((0, height, width, 0), fill=(10, 20, 30), width=2)
    pen.ellipse((width // 4, height // 4, width // 2 + 1, height // 2 + 1), outline=(250, 0, 0))
    return image


def luma(image):
    r, g, b = np.moveaxis(np.asarray(image.convert("RGB")).astype(int), -1, 0)
    return Image.fromarray(((299 * r + 587 * g + 114 * b + 500) // 1000).astype(np.uint8))


def gray(file, orientation):
    image = Image.open(io.BytesIO(file))
    if image.mode == "RGB" and image.info.get("adobe_transform") != 0:
        image.draft("L", None)
    image.load()
    image = image if image.mode == "L" else luma(image)
    return image.transpose(TURNS[orientation]) if orientation > 1 else image


def add(name, file, orientation=1):
    expected = gray(file, orientation)
    CASES.append({
        "name": name, "width": expected.width, "height": expected.height,
        "file": base64.b64encode(file).decode(), "gray": base64.b64encode(expected.tobytes()).decode(),
    })


def pillow(image, **options):
    file = io.BytesIO()
    image.save(file, "JPEG", **options)
    return file.getvalue()


def opencv(image, *options):
    return cv2.imencode(".jpg", np.asarray(image)[..., ::-1], options)[1].tobytes()


def imagemagick(image, *options):
    png = io.BytesIO()
    image.save(png, "PNG")
    return subprocess.run(["convert", "png:-", *options, "jpg:-"], input=png.getvalue(), capture_output=True, check=True).stdout


def with_adobe(file, transform):
    """The file with an Adobe segment of a transform, and without the segments that say otherwise."""
    segments, at = [], 2
    while file[at + 1] != 0xDA:
        length = 2 + int.from_bytes(file[at + 2:at + 4], "big")
        if file[at + 1] not in (0xE0, 0xEE):
            segments.append(file[at:at + length])
        at += length
    adobe = b"\xff\xee\x00\x0eAdobe\x00\x64\x00\x00\x00\x00" + bytes([transform])
    return file[:2] + adobe + b"".join(segments) + file[at:]


def exif(orientation, order):
    big = order == "big"
    number = lambda value, size: value.to_bytes(size, order)
    tiff = (b"MM\0*" if big else b"II*\0") + number(8, 4) + number(2, 2)
    tiff += number(0x010F, 2) + number(2, 2) + number(2, 4) + b"A\0\0\0"
    tiff += number(0x0112, 2) + number(3, 2) + number(1, 4) + number(orientation, 2) + b"\0\0" + number(0, 4)
    return b"\xff\xe1" + (8 + len(tiff)).to_bytes(2, "big") + b"Exif\0\0" + tiff


def main():
    for width, height in SIZES:
        for mode in ("L", "RGB"):
            for subsampling in (0, 1, 2) if mode == "RGB" else (0,):
                for progressive in (False, True):
                    file = pillow(picture(width, height).convert(mode), quality=85, subsampling=subsampling,
                                  progressive=progressive, optimize=progressive)
                    kind = "progressive" if progressive else "baseline"
                    add(f"{kind}-{mode}-{subsampling}-{width}x{height}", file)
    for quality in (1, 100):
        add(f"quality-{quality}", pillow(picture(40, 31), quality=quality))
    for factors in ("4x1,1x1,1x1", "1x2,1x1,1x1", "4x2,1x1,1x1", "1x1,2x2,2x2", "2x2,2x1,1x2", "1x2,2x1,1x1"):
        for interlace in ("none", "JPEG"):
            file = imagemagick(picture(61, 43), "-sampling-factor", factors, "-interlace", interlace, "-quality", "80")
            add(f"sampling-{factors}-{interlace}", file)
    for progressive in (0, 1):
        for interval in (1, 3):
            file = opencv(picture(50, 37), cv2.IMWRITE_JPEG_RST_INTERVAL, interval, cv2.IMWRITE_JPEG_PROGRESSIVE, progressive)
            assert b"\xff\xd0" in file
            add(f"restart-{interval}-{progressive}", file)
    steps = [16 + 5 * i for i in range(64)]
    wide = pillow(picture(33, 29), qtables=[steps, steps])
    add("quantisation-wide", wide)
    for progressive in (False, True):
        kind = "progressive" if progressive else "baseline"
        file = pillow(picture(21, 18), quality=90, subsampling=0, progressive=progressive)
        add(f"rgb-{kind}", with_adobe(file, 0))
        cmyk = picture(21, 18).convert("CMYK")
        file = pillow(cmyk, quality=95, progressive=progressive)
        add(f"cmyk-{kind}", with_adobe(file, 0))
        add(f"ycck-{kind}", with_adobe(file, 2))
    for orientation in range(1, 9):
        for order in ("big", "little"):
            file = pillow(picture(13, 9), quality=80)
            add(f"exif-{orientation}-{order}", file[:2] + exif(orientation, order) + file[2:], orientation)
    path = pathlib.Path(__file__).with_name("jpeg_reference.json")
    path.write_text("[\n" + ",\n".join(json.dumps(c) for c in CASES) + "\n]\n")
    print(len(CASES), "cases,", path.stat().st_size, "bytes")


main()
