#!/usr/bin/env bash
# Measures QuickStart on one picture, from process start to its end, and its peak memory: published with and without
# ReadyToRun. Prints the medians of 15 runs.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
for ready in false true; do
    dotnet publish samples/QuickStart -c Release -r linux-x64 --self-contained false -p:PublishReadyToRun=$ready \
        -o "$folder/$ready" --verbosity quiet >/dev/null
    echo "ReadyToRun $ready: $(python3 benchmarks/startup.py "$folder/$ready/QuickStart" samples/images/digit-3.png)"
done
