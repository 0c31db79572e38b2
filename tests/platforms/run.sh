#!/usr/bin/env bash
# Asks the same questions with every width of vectors that this x64 machine has and, where it can be emulated, on Arm64, and compares.
# usage: tests/platforms/run.sh   Arm64 wants Debian's qemu-user-static (apt-get install qemu-user-static); its C library is downloaded
set -euo pipefail
cd "$(dirname "$0")/../.."
project=tests/platforms/Emnist.Recognition.Answers
work=artifacts/platforms
answers=$work/x64.tsv
mkdir -p "$work"

dotnet publish "$project" -c Release --output "$work/x64" --nologo -v quiet
x64=$work/x64/Emnist.Recognition.Answers.dll
status=0
dotnet "$x64" write "$answers"
DOTNET_EnableAVX512=0 dotnet "$x64" compare "$answers" || status=1
DOTNET_EnableAVX2=0 dotnet "$x64" compare "$answers" || status=1
DOTNET_EnableHWIntrinsic=0 dotnet "$x64" compare "$answers" || status=1

qemu=$(command -v qemu-aarch64-static || command -v qemu-aarch64 || true)
if [ -z "$qemu" ]; then
    echo "Arm64 was not tried: apt-get install qemu-user-static" >&2
    exit "$status"
fi

# Debian's libraries for Arm64 that the runtime asks for, beside the system and not in it.
root=$work/arm64-root
if [ ! -d "$root" ]; then
    apt=$PWD/$work/apt
    mkdir -p "$apt/lists/partial" "$apt/archives/partial" "$root.new"
    touch "$apt/status"
    options=(-qq -o APT::Architecture=arm64 -o APT::Architectures=arm64 -o "Dir::State::lists=$apt/lists" -o "Dir::State::status=$apt/status"
        -o "Dir::Cache::archives=$apt/archives" -o Dir::Cache::pkgcache= -o Dir::Cache::srcpkgcache=)
    apt-get "${options[@]}" update
    (cd "$apt/archives" && apt-get "${options[@]}" download libc6 libgcc-s1 libstdc++6)
    for package in "$apt"/archives/*.deb; do
        dpkg-deb --extract "$package" "$root.new"
    done
    mv "$root.new" "$root"
fi

dotnet publish "$project" -c Release --runtime linux-arm64 --self-contained --output "$work/arm64" --nologo -v quiet
# An emulator has not the address space that the collector reserves by default.
export DOTNET_GCHeapHardLimit=0x40000000 DOTNET_EnableWriteXorExecute=0
"$qemu" -L "$root" "$work/arm64/Emnist.Recognition.Answers" compare "$answers" || status=1
exit "$status"
