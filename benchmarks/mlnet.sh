#!/usr/bin/env bash
# Measures the ML.NET pipeline against the library itself and against ApplyOnnxModel, alternately, and prints one table.
# Takes the digits of EMNIST where EMNIST_HOME or ../shared/emnist beside the checkout has them, else drawn images.
# Options: --rounds N (5). Let nothing else run beside it.
set -euo pipefail
cd "$(dirname "$0")"

rounds=5
if [ "${1:-}" = --rounds ]; then
    rounds=$2
fi

if [ -z "${EMNIST_HOME:-}" ] && [ -d ../../shared/emnist ]; then
    export EMNIST_HOME=$PWD/../../shared/emnist
fi

dotnet build -c Release Emnist.Recognition.MLNet.Benchmarks --verbosity quiet --nologo -clp:NoSummary
dotnet run -c Release --no-build --project Emnist.Recognition.MLNet.Benchmarks -- run "$rounds"

published=$(mktemp -d)
trap 'rm -rf "$published"' EXIT
dotnet publish ../samples/MLNetScoring -c Release -r linux-x64 --self-contained false -o "$published" --verbosity quiet >/dev/null
echo "| \`samples/MLNetScoring\`, published for linux-x64 | $(du -sb "$published" | awk '{ printf "%.1f MB", $1 / 1e6 }') | | | |"
