#!/usr/bin/env bash
# Measures this library against its peers on this machine, in turn, and prints a table for each family of work:
#   networks  single images and batches, against ONNX Runtime and OpenCV, which come from NuGet and run in the same process
#   training  whole trainings, against PyTorch, a process each
#   pictures  from a file to its answer, against OpenCV and ONNX Runtime
#   page      a page of 1,320 digits, EMNIST's where it is on disk, against Tesseract 5
# compare.sh [--rounds N (5)] [--json FILE] [FAMILY...]: all families unless some are named. Where the processor has AVX-512, networks
# and pictures run a second time without it, which takes it from ours alone. Installs what is missing with apt-get. Let nothing else
# run beside it.
set -euo pipefail
cd "$(dirname "$0")"

rounds=5 json= families=()
while [ $# -gt 0 ]; do
    case $1 in
        --rounds) rounds=$2; shift 2 ;;
        --json) json=$(realpath "$2"); shift 2 ;;
        *) families+=("$1"); shift ;;
    esac
done
[ ${#families[@]} -gt 0 ] || families=(networks training pictures page)

# The peers choose their kernels for this machine, whatever the environment would have them choose.
unset OPENBLAS_CORETYPE OPENBLAS_L2_SIZE OPENBLAS_NUM_THREADS OMP_NUM_THREADS

if [ -z "${EMNIST_HOME:-}" ] && [ -d ../../shared/emnist ]; then
    export EMNIST_HOME=$PWD/../../shared/emnist
fi

packages=()
/usr/bin/python3 -c 'import torch' 2> /dev/null || packages+=(python3-torch libopenblas0-pthread)
command -v tesseract > /dev/null || packages+=(tesseract-ocr)
# What the native library of OpenCvSharp4 links with.
ldconfig -p | grep -q libgtk-3.so.0 || packages+=(libgtk-3-0)
if [ ${#packages[@]} -gt 0 ]; then
    apt-get update -qq
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq "${packages[@]}" > /dev/null
fi

dotnet build -c Release Emnist.Recognition.Peers --verbosity quiet --nologo > /dev/null
program=$(echo Emnist.Recognition.Peers/bin/Release/net10.0/*/Emnist.Recognition.Peers.dll)
tables=$(mktemp)
trap 'rm -f "$tables"' EXIT
for family in "${families[@]}"; do
    dotnet "$program" "$family" "$rounds" | tee -a "$tables"
    if [[ $family =~ ^(networks|pictures)$ ]] && grep -q avx512f /proc/cpuinfo; then
        DOTNET_EnableAVX512=0 dotnet "$program" "$family" "$rounds" | tee -a "$tables"
    fi
done
[ -z "$json" ] || /usr/bin/python3 peers/to_json.py "$json" < "$tables"
