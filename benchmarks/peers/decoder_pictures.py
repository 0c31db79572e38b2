"""Writes the pictures that the decoders are compared on: python3 decoder_pictures.py FOLDER"""

import sys
from pathlib import Path

from pictures import draw

folder = Path(sys.argv[1])
large, middle, small = draw(4000, 3000), draw(1152, 864), draw(100, 100)
large.save(folder / "1 JPEG, 12 megapixels.jpg", quality=90)
large.save(folder / "2 the same, progressive.jpg", quality=90, progressive=True)
middle.save(folder / "3 JPEG, 1 megapixel.jpg", quality=90)
middle.save(folder / "4 PNG, RGB, 1 megapixel.png")
middle.quantize(256).save(folder / "5 GIF, 1 megapixel.gif")
small.save(folder / "6 PNG, RGB, 100 x 100.png")
