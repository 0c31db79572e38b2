#!/usr/bin/env bash
# Compares the built-in picture decoder with SkiaSharp's and ImageSharp's on this machine: time, memory, and what comes of damaged
# files (1,000 of each format, or the number given). Prints Markdown tables, those of docs/decisions.md. The pictures are drawn
# with Pillow, which is installed with apt-get where it is missing. Let nothing else run beside it.
set -euo pipefail
cd "$(dirname "$0")"

python=/usr/bin/python3
if ! "$python" -c 'import PIL, numpy' 2>/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-pil python3-numpy > /dev/null
fi

dotnet build -c Release Emnist.Recognition.Decoders --verbosity quiet --nologo > /dev/null
pictures=$(mktemp -d)
trap 'rm -rf "$pictures"' EXIT
"$python" peers/decoder_pictures.py "$pictures"
Emnist.Recognition.Decoders/bin/Release/net10.0/Emnist.Recognition.Decoders compare "$pictures" "${1:-1000}"
