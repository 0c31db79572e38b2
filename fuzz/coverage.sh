#!/usr/bin/env bash
# Fuzzes one format by coverage for some seconds: AFL++ makes the inputs (Debian's afl++), SharpFuzz tells it which code they reach.
# usage: fuzz/coverage.sh FORMAT [SECONDS]   what fails is saved in runs/fuzz, to be replayed
set -euo pipefail
cd "$(dirname "$0")/.."
format=${1:?the format: png, jpeg, bmp, gif, pnm, model, idx, csv, labels, npz, mat, keras, mapping, checkpoint, pattern or words}
seconds=${2:-600}
command -v afl-fuzz > /dev/null || { echo "afl-fuzz is not there: apt-get install afl++" >&2; exit 2; }

bin=artifacts/fuzz/bin
work=artifacts/fuzz/$format
dotnet tool restore > /dev/null
rm -rf "$bin" "$work"
dotnet publish fuzz/Emnist.Recognition.Fuzz -c Release --output "$bin" --nologo -v quiet
dotnet "$bin/Emnist.Recognition.Fuzz.dll" seeds "$format" "$work/seeds"
for assembly in Emnist.Recognition Emnist.Recognition.Training Emnist.Recognition.Keras PureHDF; do
    dotnet sharpfuzz "$bin/$assembly.dll"
done

# The runtime reserves address space without end, so that memory is bounded by the targets themselves.
export AFL_SKIP_BIN_CHECK=1 AFL_SKIP_CPUFREQ=1 AFL_I_DONT_CARE_ABOUT_MISSING_CRASHES=1 AFL_NO_AFFINITY=1 AFL_NO_UI=1
export DOTNET_TieredPGO=0
afl-fuzz -V "$seconds" -t 20000 -m none -i "$work/seeds" -o "$work/out" -- dotnet "$bin/Emnist.Recognition.Fuzz.dll" afl "$format" > "$work/afl.log"

grep -E '^(execs_done|corpus_count|saved_crashes|saved_hangs|edges_found)' "$work/out/default/fuzzer_stats"
mkdir -p runs/fuzz
found=0
for input in "$work"/out/default/crashes/id* "$work"/out/default/hangs/id*; do
    [ -e "$input" ] || continue
    found=$((found + 1))
    saved=runs/fuzz/$format-$(sha256sum "$input" | cut -c 1-16).bin
    cp "$input" "$saved"
    echo "again: dotnet run -c Release --project fuzz/Emnist.Recognition.Fuzz -- replay $saved"
done

[ "$found" -eq 0 ]
