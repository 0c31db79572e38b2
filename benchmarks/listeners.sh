#!/usr/bin/env bash
# What metrics and traces cost: times the shortest call that tells of itself, with nobody, somebody's metrics, and metrics and traces
# listening; and the same with the libraries of an earlier commit (by default the last one that told nothing), in turn.
# listeners.sh [COMMIT] [ROUNDS]. Let nothing else run beside it.
set -euo pipefail
cd "$(dirname "$0")"

commit=${1:-$(git log --diff-filter=A --format=%H -- ../src/Emnist.Recognition/RecognitionCall.cs | tail -1)^}
rounds=${2:-5}
work=$(mktemp -d)
trap 'git worktree remove --force "$work/before" 2> /dev/null || true; rm -rf "$work"' EXIT

dotnet build -c Release Emnist.Recognition.Benchmarks --verbosity quiet --nologo > /dev/null
git worktree add --quiet --detach "$work/before" "$commit"
dotnet build -c Release "$work/before/src/Emnist.Recognition.Training" --verbosity quiet --nologo > /dev/null
cp -r Emnist.Recognition.Benchmarks/bin/Release/net10.0 "$work/now"
cp -r "$work/now" "$work/then"
cp "$work"/before/src/Emnist.Recognition.Training/bin/Release/net10.0/Emnist.Recognition*.dll "$work/then"

for ((round = 0; round < rounds; round++)); do
    dotnet "$work/then/Emnist.Recognition.Benchmarks.dll" listeners >> "$work/then.txt"
    dotnet "$work/now/Emnist.Recognition.Benchmarks.dll" listeners >> "$work/now.txt"
done

median() { cut -d ' ' -f "$2" "$work/$1.txt" | sort -g | sed -n "$((rounds / 2 + 1))p"; }
then=$(median then 1) nobody=$(median now 1) metrics=$(median now 2) traces=$(median now 3)
row() { awk -v name="$1" -v time="$2" -v base="$then" 'BEGIN { printf "| %s | %.2f | %.3f |\n", name, time, time / base }'; }
echo "| call of \`PredictScores\` | µs | ratio |"
echo "|---|---:|---:|"
row "before metrics and traces" "$then"
row "nobody listens" "$nobody"
row "metrics are listened to" "$metrics"
row "metrics and traces are" "$traces"
