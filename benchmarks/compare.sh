#!/usr/bin/env bash
# Measures this library against PyTorch, ONNX Runtime and OpenCV on this machine, alternately, and prints one table.
# Installs what is missing with apt-get and npm. Options: --rounds N (5), --json FILE. Let nothing else run beside it.
set -euo pipefail
cd "$(dirname "$0")"

# The peers choose their kernels for this machine, whatever the environment would have them choose.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS OMP_NUM_THREADS

python=/usr/bin/python3
if ! "$python" -c 'import torch, cv2' 2>/dev/null; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq python3-torch libopenblas0-pthread python3-opencv
fi
[ -d peers/node_modules/onnxruntime-node ] || (cd peers && npm install --no-audit --no-fund --no-package-lock --ignore-scripts --silent)

dotnet build -c Release Emnist.Recognition.Benchmarks --verbosity quiet
models=$(mktemp -d)
trap 'rm -rf "$models"' EXIT
dotnet Emnist.Recognition.Benchmarks/bin/Release/net10.0/Emnist.Recognition.Benchmarks.dll export "$models"
"$python" peers/compare.py --models "$models" "$@"
