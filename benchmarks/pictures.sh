#!/usr/bin/env bash
# Measures decoding of pictures against Pillow (libjpeg-turbo, libpng) on this machine, alternately, and prints a table.
# Installs Pillow with apt-get where it is missing. Let nothing else run beside it.
set -euo pipefail
cd "$(dirname "$0")"

python=/usr/bin/python3
if ! "$python" -c 'import PIL, numpy' 2>/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-pil python3-numpy
fi

dotnet build -c Release Emnist.Recognition.Benchmarks --verbosity quiet
"$python" peers/pictures.py Emnist.Recognition.Benchmarks/bin/Release/net10.0/Emnist.Recognition.Benchmarks.dll
