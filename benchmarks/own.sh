#!/usr/bin/env bash
# What a picture and a page cost in this library, and what a call allocates: normalisation alone on several grounds, a picture to its
# answer, and a page of 1,320 drawn digits on all cores. With COMMIT also the core of that commit, in turn, to tell before and after.
# own.sh [COMMIT|-] [ROUNDS (3)] [PART OF A ROW'S NAME]. Let nothing else run beside it.
set -euo pipefail
cd "$(dirname "$0")"

commit=${1:--}
rounds=${2:-3}
part=${3:-}
work=$(mktemp -d)
trap 'git worktree remove --force "$work/before" 2> /dev/null || true; rm -rf "$work"' EXIT

dotnet build -c Release Emnist.Recognition.Benchmarks --verbosity quiet --nologo > /dev/null
cp -r Emnist.Recognition.Benchmarks/bin/Release/net10.0 "$work/now"
versions=(now)
if [ "$commit" != - ]; then
    versions=(then now)
    git worktree add --quiet --detach "$work/before" "$commit"
    [ -d "$work/before/src/Emnist.Recognition.Training" ] ||
        { echo "$commit is too old to be called by these benchmarks: it has no Emnist.Recognition.Training." >&2; exit 1; }
    dotnet build -c Release "$work/before/src/Emnist.Recognition.Training" --verbosity quiet --nologo > /dev/null
    cp -r "$work/now" "$work/then"
    cp "$work"/before/src/Emnist.Recognition.Training/bin/Release/net10.0/Emnist.Recognition*.dll "$work/then"
fi

for ((round = 0; round < rounds; round++)); do
    for version in "${versions[@]}"; do
        dotnet "$work/$version/Emnist.Recognition.Benchmarks.dll" own "$part" >> "$work/$version.txt"
    done
done

# The medians of the rounds, in the order of the rows.
medians() {
    awk -F '\t' '!seen[$1]++ { print $1 }' "$work/$1.txt" | while IFS= read -r row; do
        for column in 2 3; do
            awk -F '\t' -v row="$row" -v column="$column" '$1 == row { print $column }' "$work/$1.txt" |
                sort -g | sed -n "$((rounds / 2 + 1))p"
        done | paste -s -d '\t' | sed "s/^/$row\t/"
    done
}

if [ "$commit" = - ]; then
    printf '| work | us | bytes a call |\n|---|---:|---:|\n'
    medians now | awk -F '\t' '{ printf "| %s | %.1f | %d |\n", $1, $2, $3 }'
else
    printf '| work | %s, us | now, us | of it | %s, bytes a call | now |\n|---|---:|---:|---:|---:|---:|\n' "$commit" "$commit"
    paste <(medians then) <(medians now) |
        awk -F '\t' '{ printf "| %s | %.1f | %.1f | %.2f | %d | %d |\n", $1, $2, $5, $5 / $2, $3, $6 }'
fi
