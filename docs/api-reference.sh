#!/usr/bin/env bash
# Makes the API reference of the libraries with docfx, as a site in artifacts/api. Needs a network for docfx itself.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet tool restore
rm -rf artifacts/api artifacts/api-metadata
dotnet docfx docs/api/docfx.json --warningsAsErrors
echo "artifacts/api/index.html"
