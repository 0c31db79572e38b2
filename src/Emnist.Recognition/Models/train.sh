#!/usr/bin/env bash
# Trains default.onnx and fast.onnx, and a teacher first, into a folder; docs/model-card.md tells what comes of it.
# Needs emnist-merged47-train in EMNIST_HOME, the repository's history and some hours. A training that was cut goes on when
# this is run again.
set -euo pipefail
folder=$(realpath -m "${1:-runs/models}")
cd "$(dirname "$0")/../../.."
mkdir -p "$folder"

train() {
    local name=$1 network=$2
    shift 2
    dotnet run -c Release --project src/Emnist.Recognition.Tool -- train --network "$network" --dataset emnist-merged47-train \
        --checkpoint "$folder/$name" --resume --output "$folder/$name.onnx" "$@"
}

# Two networks from the history. The second learned from characters redrawn by version 2 of the normaliser, so this checkout
# cannot train it anew; a checkout of its commit can.
git show 7a150f2:src/Emnist.Recognition/Models/default.onnx > "$folder/first.onnx"
git show 25273bd:src/Emnist.Recognition/Models/default.onnx > "$folder/untuned.onnx"

train teacher teacher
train default embedded --from "$folder/untuned.onnx" --teacher "$folder/first.onnx" --teacher "$folder/teacher.onnx" --teacher-weight 0.7 \
    --epochs 2 --learning-rate 5e-4 --augmentation redrawing
train fast-untuned embedded-fast --teacher "$folder/untuned.onnx" --teacher-weight 0.7
train fast embedded-fast --from "$folder/fast-untuned.onnx" --teacher "$folder/default.onnx" --teacher-weight 0.7 \
    --epochs 3 --learning-rate 1e-3 --augmentation redrawing
