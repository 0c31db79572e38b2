#!/usr/bin/env bash
# Measures which lines and branches of the libraries the tests reach. usage: tests/coverage.sh [TEST PROJECT...]
# The summary, of these projects and those measured before, is printed; the lines themselves are in artifacts/coverage/report/index.html.
set -euo pipefail
cd "$(dirname "$0")/.."
projects=("$@")
if [ ${#projects[@]} -eq 0 ]; then
    for name in Tests Training.Tests Keras.Tests MLNet.Tests MLNet.ImageAnalytics.Tests OnnxRuntime.Tests Oracles.Tests \
        SkiaSharp.Tests Tool.Tests; do
        projects+=("tests/Emnist.Recognition.$name")
    done
fi

dotnet tool restore > /dev/null
out=artifacts/coverage
status=0
for project in "${projects[@]}"; do
    rm -rf "$out/${project##*/}"
    # What reads the compiled assemblies finds coverlet's own types in them.
    dotnet test "$project" -c Release --nologo --verbosity quiet --settings tests/coverage.runsettings \
        --collect "XPlat Code Coverage" --results-directory "$out/${project##*/}" \
        --filter 'FullyQualifiedName!~Architecture' -p:RunAnalyzers=false || status=1
done

dotnet reportgenerator -reports:"$out/*/*/coverage.cobertura.xml" -targetdir:"$out/report" \
    -filefilters:'-*/obj/*' -reporttypes:'TextSummary;Html;Cobertura' -verbosity:Warning
sed -n '/^Summary/,/^$/p' "$out/report/Summary.txt"
grep -E '^Emnist|^emnist' "$out/report/Summary.txt"
exit "$status"
