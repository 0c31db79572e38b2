#!/usr/bin/env bash
# Measures programs on one picture, from process start to its end, and their peak memory: QuickStart and the tool, published in
# several ways. Then QuickStart on 1,600 pictures, native for several instruction sets too. Prints the medians of 15 runs.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
runtime=$(dotnet --info | awk '/^ RID:/ { print $2 }')

# publish PROJECT NAME OPTION...
publish() {
    local project=$1 name=$2
    shift 2
    dotnet publish "$project" -c Release -r "$runtime" "$@" -o "$folder/$name" --verbosity quiet > /dev/null
}

# measure TITLE NAME ARGUMENT...
measure() {
    local title=$1 program
    program=$(find "$folder/$2" -maxdepth 1 \( -name QuickStart -o -name Emnist.Recognition.Tool \))
    shift 2
    echo "$title: $(python3 benchmarks/startup.py "$program" "$@")"
}

for project in samples/QuickStart src/Emnist.Recognition.Tool; do
    name=$(basename "$project")
    command=()
    [ "$name" = QuickStart ] || command=(read)
    for ready in false true; do
        publish "$project" "$name-$ready" --self-contained false -p:PublishReadyToRun=$ready
        measure "$name, ReadyToRun $ready" "$name-$ready" "${command[@]}" samples/images/lower-g.png
    done
    publish "$project" "$name-whole" --self-contained true -p:PublishReadyToRun=true -p:PublishReadyToRunComposite=true \
        -p:PublishReadyToRunCrossgen2ExtraArgs=--instruction-set:x86-64-v3 -p:PublishTrimmed=true
    measure "$name, ReadyToRun with the framework, x86-64-v3" "$name-whole" "${command[@]}" samples/images/lower-g.png
    publish "$project" "$name-native" -p:PublishAot=true
    measure "$name, NativeAOT" "$name-native" "${command[@]}" samples/images/lower-g.png
done

pictures=()
for _ in $(seq 100); do pictures+=(samples/images/*.png); done
measure "1,600 pictures, just in time" QuickStart-false "${pictures[@]}"
measure "1,600 pictures, ReadyToRun" QuickStart-true "${pictures[@]}"
measure "1,600 pictures, ReadyToRun with the framework, x86-64-v3" QuickStart-whole "${pictures[@]}"
measure "1,600 pictures, NativeAOT" QuickStart-native "${pictures[@]}"
for set in x86-64-v3 native; do
    publish samples/QuickStart "$set" -p:PublishAot=true -p:IlcInstructionSet=$set
    measure "1,600 pictures, NativeAOT, IlcInstructionSet $set" "$set" "${pictures[@]}"
done
