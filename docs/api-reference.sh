#!/usr/bin/env bash
# Makes the API reference of the libraries with docfx, as a site in artifacts/api. Needs a network for docfx itself.
set -euo pipefail
cd "$(dirname "$0")/.."

dotnet build -c Release --nologo -v q src/Emnist.Recognition.MLNet
tools=artifacts/tools
[ -x "$tools/docfx" ] || dotnet tool install docfx --version 2.81.0 --tool-path "$tools"

work=artifacts/api-source
rm -rf "$work" artifacts/api
mkdir -p "$work"
cat > "$work/docfx.json" <<'JSON'
{
  "metadata": [{
    "src": [{ "src": "../../src/Emnist.Recognition.MLNet/bin/Release/net10.0", "files": ["Emnist.Recognition*.dll"] }],
    "dest": "reference"
  }],
  "build": {
    "content": [{ "files": ["reference/**.yml", "toc.yml", "index.md"] }],
    "output": "../api",
    "template": ["default", "modern"],
    "globalMetadata": { "_appTitle": "Emnist.Recognition", "_enableSearch": true }
  }
}
JSON
printf -- '- name: API\n  href: reference/\n' > "$work/toc.yml"
printf '# Emnist.Recognition\n\nThe public types of the libraries: see API.\n' > "$work/index.md"
"$tools/docfx" "$work/docfx.json"
echo "artifacts/api/index.html"
