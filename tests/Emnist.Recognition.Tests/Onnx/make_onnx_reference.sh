#!/bin/sh
# Writes Reference/: models saved by the library and exported by PyTorch, and what ONNX Runtime and PyTorch make of them.
# Needs dotnet, node 20 with npm, and Debian's python3-onnx and python3-torch. Run it where the format is meant to change.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here/Reference"

EMNIST_ONNX_RECORD="$here/Reference" dotnet test "$here/.." -c Release --filter "FullyQualifiedName~OnnxReferenceTests.Record"
/usr/bin/python3 "$here/make_onnx_reference.py" "$here/Reference" "$work"
cp "$here/make_onnx_reference.mjs" "$work"
(cd "$work" && npm install --no-save --silent --ignore-scripts onnxruntime-node@1.30.0)
node "$work/make_onnx_reference.mjs" "$here/Reference" "$work/torch.json"
