#!/usr/bin/env bash
# Changes the code in small ways and sees whether a test fails of each: mutation testing by Stryker.NET.
# usage: tests/mutation.sh evaluation|imaging|reading [FOLDER...]   of Imaging and Reading, folders within, such as Codecs/Gif or Grammars
# CONCURRENCY (1) is how many test runs go on at once, and TESTS is a filter beside the area's own, as dotnet test has them. SAMPLE=N takes
# one in N pieces of twelve lines, drawn by SEED (1): Imaging and Reading have thousands of changes, and a sample's score tells theirs.
# The changes that survived are in artifacts/mutation/AREA/reports.
set -euo pipefail
cd "$(dirname "$0")/.."
area=${1:?evaluation, imaging or reading}
shift
case $area in
    evaluation) assembly=Emnist.Recognition.Training path=Evaluation tests='~Training.Tests.Evaluation' ;;
    imaging) assembly=Emnist.Recognition path=Imaging tests='~Tests.Imaging' ;;
    reading) assembly=Emnist.Recognition path=Reading tests='~Tests.Reading|FullyQualifiedName~ReadTextTests' ;;
    *) echo "no such area: $area" >&2; exit 2 ;;
esac

out=$PWD/artifacts/mutation/$area
folders=("$@")
[ $# -gt 0 ] || folders=("")
mutate=
for folder in "${folders[@]}"; do
    mutate+="${mutate:+, }\"**/$path/${folder:+$folder/}**/*.cs\""
done

if [ -n "${SAMPLE:-}" ]; then
    # A file's name with the first and last character of each piece: FILE{120..480}{2010..2390}. Of a character's bytes one is counted.
    mutate=$(export LC_ALL=C; cd "src/$assembly" && find "${folders[@]/#/$path/}" -name '*.cs' | sort -u | xargs awk -v every="$SAMPLE" -v seed="${SEED:-1}" '
        function close_piece() { if (is_taken) pieces = pieces "{" from ".." at "}"; is_taken = 0 }
        function close_file() { close_piece(); if (pieces) list = list (list ? ", " : "") "\"**/" name pieces "\""; pieces = "" }
        BEGIN { srand(seed) }
        FNR == 1 { close_file(); name = FILENAME; at = 0 }
        FNR % 12 == 1 { close_piece(); is_taken = rand() * every < 1; from = at }
        { gsub(/[\200-\277]/, ""); at += length($0) + 1 }
        END { close_file(); print list }')
    [ -n "$mutate" ] || { echo "the sample is empty: a smaller SAMPLE, or another SEED" >&2; exit 2; }
fi

mkdir -p "$out"
# Texts are left as they are: of an error's words, what matters is asserted, and the rest is free.
cat > "$out/config.json" << JSON
{
  "stryker-config": {
    "project": "$assembly.csproj",
    "configuration": "Release",
    "mutate": [$mutate],
    "test-case-filter": "(FullyQualifiedName$tests)${TESTS:+&($TESTS)}",
    "coverage-analysis": "perTest",
    "ignore-mutations": ["string", "regex"],
    "concurrency": ${CONCURRENCY:-1},
    "reporters": ["json", "html", "cleartext", "dots"]
  }
}
JSON

dotnet tool restore > /dev/null
# Stryker builds, and mutates what it has built: the analyzers have nothing to say to that.
export RunAnalyzers=false
cd "tests/$assembly.Tests"
dotnet stryker --config-file "$out/config.json" --output "$out" --skip-version-check
