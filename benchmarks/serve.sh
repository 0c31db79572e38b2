#!/usr/bin/env bash
# Loads samples/DrawingPad with pictures of 280 x 280 for a bounded time, and stops it once under load. Needs wrk (apt-get
# install wrk) and python3. Server and load share this machine's processors. Arguments: seconds a run (10), connections (8).
# wrk connects again when a connection is closed, whatever the server says: "sent and not answered" are connections that the kernel had made
# and the server had not yet accepted when it stopped listening; who comes after that is "not connected".
set -euo pipefail
cd "$(dirname "$0")/.."
seconds=${1:-10}
connections=${2:-8}
command -v wrk >/dev/null || { echo "There is no wrk: apt-get install wrk." >&2; exit 1; }

folder=$(mktemp -d)
server=
trap '[ -z "$server" ] || kill "$server" 2>/dev/null || true; rm -rf "$folder"' EXIT
export PICTURE=$folder/digit.png
python3 benchmarks/serve_picture.py "$PICTURE"
dotnet publish samples/DrawingPad -c Release -o "$folder/pad" --verbosity quiet --nologo >/dev/null

start() {
    (cd "$folder/pad" && exec dotnet DrawingPad.dll --Urls http://127.0.0.1:5098 --Limits:RequestsPerSecond 1000000 \
        --Limits:Burst 1000000 --Limits:Queue 1000 --Logging:LogLevel:Default Warning "$@") &
    server=$!
    for _ in $(seq 100); do
        curl --silent --fail http://127.0.0.1:5098/healthz >/dev/null && return
        sleep 0.1
    done
    echo "The server did not start." >&2
    exit 1
}

load() {
    wrk --threads 1 --connections "$connections" --duration "$1s" --timeout 5s --script benchmarks/serve.lua \
        http://127.0.0.1:5098/api/predict | tail -n 1
}

start
load 3 >/dev/null
echo "$connections connections: $(load "$seconds")"
load 6 >"$folder/stopped" &
generator=$!
sleep 2
kill -TERM "$server"
wait "$server" && echo "The server, asked to stop after 2 of 6 s under load, ended with 0."
server=
wait "$generator"
echo "Asked to stop: $(cat "$folder/stopped")"
