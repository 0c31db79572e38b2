#!/usr/bin/env bash
# How many pictures a second samples/Cluster reads: in one process on all cores; by one silo on one core; and by two silos of one core
# each, which share these with the client and Redis. Each silo is warm: it has read some thousands. Needs redis-server, util-linux and two cores. Arguments: pictures
# (20000), rounds (3). Let nothing else run beside it.
set -euo pipefail
cd "$(dirname "$0")/.."
pictures=${1:-20000}
rounds=${2:-3}
port=7399
command -v redis-server >/dev/null || { echo "There is no redis-server: apt-get install redis-server." >&2; exit 1; }

folder=$(mktemp -d)
processes=()
stop() {
    for process in "${processes[@]}"; do
        kill "$process" 2>/dev/null || true
        wait "$process" 2>/dev/null || true
    done
    processes=()
}
trap 'stop; kill "$redis" 2>/dev/null || true; rm -rf "$folder"' EXIT
dotnet build -c Release samples/Cluster --verbosity quiet --nologo >/dev/null
cluster=samples/Cluster/bin/Release/net10.0/Cluster.dll
redis-server --port "$port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" >/dev/null &
redis=$!

shipped=(samples/images/*.png)
for ((i = 0; i < pictures; i++)); do
    place=$folder/pictures/$((i / 1000))
    ((i % 1000)) || mkdir -p "$place"
    cp "${shipped[i % ${#shipped[@]}]}" "$place/$i.png"
done
mkdir "$folder/warm"
cp -r "$folder"/pictures/[0-4] "$folder/warm"

start_silo() {
    local log=$folder/silo$1
    taskset -c "$1" dotnet "$cluster" --silo --redis 127.0.0.1:$port >"$log" 2>&1 &
    processes+=($!)
    until grep -q 'reads what is submitted' "$log"; do
        sleep 0.1
    done
}

# The pictures a second, of a job's last words.
rate() {
    dotnet "$cluster" "$@" --output "$folder/answers.jsonl" 2>&1 | tail -n 1 | sed 's/.* s, \([0-9,]*\) a second/\1/; s/,//g'
}

for ((round = 1; round <= rounds; round++)); do
    alone=$(rate "$folder/pictures")
    redis-cli -p "$port" flushall >/dev/null
    start_silo 0
    rate "$folder/warm" --redis 127.0.0.1:$port >/dev/null
    one=$(rate "$folder/pictures" --redis 127.0.0.1:$port)
    start_silo 1
    rate "$folder/warm" --redis 127.0.0.1:$port >/dev/null
    two=$(rate "$folder/pictures" --redis 127.0.0.1:$port)
    stop
    awk -v alone="$alone" -v one="$one" -v two="$two" 'BEGIN {
        printf "one process, all cores: %d a second; one silo: %d; two silos: %d; ratio %.2f\n", alone, one, two, two / one }'
done
