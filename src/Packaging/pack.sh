#!/usr/bin/env bash
# Makes all packages in artifacts/packages, each with its bill of materials (CycloneDX), and their checksums. Of one commit the packages
# come out the same to the byte. Needs a network for the tool that writes the bills.
set -euo pipefail
cd "$(dirname "$0")/../.."
packages=artifacts/packages

dotnet tool restore
rm -rf "$packages"
dotnet pack -c Release --output "$packages"
version=$(sed -n 's|.*<VersionPrefix>\(.*\)</VersionPrefix>.*|\1|p' src/Directory.Build.props)
for project in src/*/*.csproj; do
    name=$(basename "$project" .csproj)
    dotnet CycloneDX "$project" --output "$packages" --filename "$name.$version.cdx.json" --output-format Json --disable-package-restore \
        --include-project-references --no-serial-number --set-name "$name" --set-version "$version" --set-type Library --set-nuget-purl
done

(cd "$packages" && sha256sum -- *.nupkg *.snupkg | tee SHA256SUMS)
