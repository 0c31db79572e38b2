"""Kills the command line at random moments, fills its disk, and takes its folders away: nothing is lost, nothing is half written.

    dotnet build -c Release src/Emnist.Recognition.Tool
    python3 tests/faults/faults.py                     # a hundred kills of each command, some minutes
    python3 tests/faults/faults.py --kills 4           # as the tests do it
    python3 tests/faults/faults.py --only training --seed 7

Each command is killed (SIGKILL) at a moment drawn at random from the time that it takes, every second time as soon as it has begun
to write a file. After each kill, every file under its final name is whole: that of before or that of after. Whoever can go on is run
again until it ends, and has then made the same bytes as one that nobody disturbed. Disks are small file systems in memory, for which
one must be root. Needs Python alone; ends with 1 where something is lost.
"""

import argparse
import contextlib
import hashlib
import http.server
import os
import pathlib
import random
import re
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time

ROOT = pathlib.Path(__file__).resolve().parents[2]
TOOL = ROOT / "src/Emnist.Recognition.Tool/bin/Release/net10.0/Emnist.Recognition.Tool.dll"
MNIST = pathlib.Path(os.environ.get("MNIST_HOME", ROOT / "../shared/mnist"))
PICTURES = ROOT / "samples/images"
PATIENCE = 600


class Lost(Exception):
    """Something was lost, or half written."""


def require(condition, message):
    if not condition:
        raise Lost(message)


def run(tool, arguments):
    """The exit code, and what was said on the error stream."""
    done = subprocess.run(["dotnet", tool, *arguments], capture_output=True, text=True, timeout=PATIENCE)
    return done.returncode, done.stderr


def run_killed(tool, arguments, folder, after, at_writing):
    """Kills a run after a time, or when a file that is being written is seen in a folder. True where it had ended by itself, well."""
    process = subprocess.Popen(["dotnet", tool, *arguments], stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True)
    told = []
    reader = threading.Thread(target=lambda: told.append(process.stderr.read()))
    reader.start()
    end = time.monotonic() + after
    before = set(unfinished(folder))
    while process.poll() is None and time.monotonic() < end:
        if at_writing and set(unfinished(folder)) - before:
            time.sleep(random.random() * 0.003)
            break
        time.sleep(0.0005 if at_writing else 0.002)
    process.kill()
    process.wait()
    reader.join()
    if process.returncode not in (0, -9):
        raise Lost(f"{' '.join(arguments)} ended with {process.returncode}: {told[0]}")
    return process.returncode == 0


def unfinished(folder):
    """Files that have no final name yet, in a folder and those in it."""
    with contextlib.suppress(FileNotFoundError):
        for entry in os.scandir(folder):
            if entry.is_dir():
                yield from unfinished(entry.path)
            elif entry.name.endswith((".tmp", ".part")):
                yield entry.path


def digest(path, numbers=True):
    """What tells a file's content from another; None where there is no file."""
    path = pathlib.Path(path)
    if not path.exists():
        return None
    content = path.read_bytes()
    return hashlib.sha256(content if numbers else re.sub(rb"[0-9.,]+", b"0", content)).hexdigest()


class Training:
    """Writes a model, a log and checkpoints, and goes on."""

    name = "training"
    goes_on = True
    outputs = ("model.onnx",)

    def prepare(self, folder):
        characters = b"ABa4" * 100
        pixels = random.Random(1)
        (folder / "t-images-idx3-ubyte").write_bytes(
            struct.pack(">IIII", 0x803, len(characters), 28, 28)
            + b"".join(bytes((c + pixels.randrange(40)) % 256 for _ in range(784)) for c in characters))
        (folder / "t-labels-idx1-ubyte").write_bytes(
            struct.pack(">II", 0x801, len(characters)) + bytes(b"4ABa".index(c) for c in characters))
        (folder / "t-mapping.txt").write_text("".join(f"{i} {c}\n" for i, c in enumerate(b"4ABa")))

    def digest(self, path):
        return digest(path)

    def arguments(self, folder, outputs):
        return [
            "train", "--images", f"{folder}/t-images-idx3-ubyte", "--labels", f"{folder}/t-labels-idx1-ubyte",
            "--mapping", f"{folder}/t-mapping.txt", "--network", "mnist-ann", "--epochs", "12", "--batch-size", "32", "--seed", "3",
            "--checkpoint", f"{outputs}/state", "--resume", "--log", f"{outputs}/log.csv", "--output", f"{outputs}/model.onnx"]


class Search(Training):
    """Writes a table, a model, and after each trial its state, and goes on."""

    name = "search"
    outputs = ("model.onnx",)

    def arguments(self, folder, outputs):
        return [
            "search", "--images", f"{folder}/t-images-idx3-ubyte", "--labels", f"{folder}/t-labels-idx1-ubyte",
            "--mapping", f"{folder}/t-mapping.txt", "--network", "mnist-ann", "--vary", "batch-size=16,32,64", "--epochs", "3",
            "--seed", "3", "--state", f"{outputs}/state", "--table", f"{outputs}/table.csv", "--output", f"{outputs}/model.onnx"]


class Model:
    """Writes a model over another."""

    name = "model"
    goes_on = False
    outputs = ("model.onnx",)

    def prepare(self, folder):
        pass

    def digest(self, path):
        return digest(path)

    def arguments(self, folder, outputs):
        return ["export", "default", "--logits", "--output", f"{outputs}/model.onnx"]


class Report(Model):
    """Writes five files."""

    name = "report"
    outputs = ("report/report.html", "report/report.md", "report/report.json", "report/classes.csv", "report/confusion.csv")

    def digest(self, path):
        # It says how long a picture took.
        return digest(path, numbers=False)

    def arguments(self, folder, outputs):
        return ["report", "--folder", str(PICTURES), "--output", f"{outputs}/report"]


class Picture(Model):
    """Writes a picture."""

    name = "picture"
    outputs = ("seen.png",)

    def arguments(self, folder, outputs):
        return ["normalize", str(PICTURES / "lower-g.png"), "--output", f"{outputs}/seen.png"]


class Fetch(Model):
    """Downloads four files from a server on this machine, and goes on."""

    name = "fetch"
    goes_on = True
    outputs = tuple(
        f"mnist/{part}-{kind}-ubyte.gz" for part in ("train", "t10k") for kind in ("images-idx3", "labels-idx1"))

    def prepare(self, folder):
        self.server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Ranges)
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def arguments(self, folder, outputs):
        return ["data", "fetch", "mnist", "--to", f"{outputs}/mnist", "--mirror", f"http://127.0.0.1:{self.server.server_port}/"]


class Ranges(http.server.BaseHTTPRequestHandler):
    """Gives MNIST's files, also from some byte on, slowly enough to be cut."""

    protocol_version = "HTTP/1.1"

    def handle(self):
        # Whoever asked has been killed.
        with contextlib.suppress(ConnectionError):
            super().handle()

    def do_GET(self):
        path = MNIST / pathlib.PurePosixPath(self.path).name
        if not path.exists():
            self.send_error(404)
            return
        content = path.read_bytes()
        start = int(self.headers["Range"].removeprefix("bytes=").split("-")[0]) if "Range" in self.headers else 0
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(content) - start))
        self.send_header("ETag", '"1"')
        if start:
            self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
        self.end_headers()
        with contextlib.suppress(OSError):
            for place in range(start, len(content), 1 << 18):
                self.wfile.write(content[place:place + (1 << 18)])
                time.sleep(0.01)

    def log_message(self, *_):
        pass


def kill(scenario, tool, kills, folder):
    """Kills a command so many times."""
    scenario.prepare(folder)
    whole = folder / "whole"
    whole.mkdir()
    started = time.monotonic()
    code, told = run(tool, scenario.arguments(folder, whole))
    lasts = time.monotonic() - started
    require(code == 0, f"it fails undisturbed: {told}")
    expected = {name: scenario.digest(whole / name) for name in scenario.outputs}
    require(None not in expected.values(), f"it leaves {[name for name in expected if expected[name] is None]} unwritten")

    cut = folder / "cut"
    killed = ended = 0
    while killed < kills:
        shutil.rmtree(cut, ignore_errors=True)
        cut.mkdir()
        before = {}
        if not scenario.goes_on:
            for name in scenario.outputs:
                (cut / name).parent.mkdir(exist_ok=True)
                (cut / name).write_bytes(b"what was there")
                before[name] = scenario.digest(cut / name)
        done = False
        while not done and killed < kills:
            done = run_killed(tool, scenario.arguments(folder, cut), cut, random.uniform(0.2, 1.1) * lasts, at_writing=killed % 2 == 0)
            killed += not done
            for name in scenario.outputs:
                found = scenario.digest(cut / name)
                require(found in (before.get(name), expected[name]), f"after {killed} kills, {name} is neither the old file nor the new")
            if not scenario.goes_on:
                break
        code, told = (0, "") if done else run(tool, scenario.arguments(folder, cut))
        require(code == 0, f"after {killed} kills it cannot go on: {told}")
        ended += 1
        for name in scenario.outputs:
            require(scenario.digest(cut / name) == expected[name], f"after {killed} kills, {name} is another than undisturbed")
    return f"{killed} kills, {ended} times run to its end, every file as undisturbed"


@contextlib.contextmanager
def disk(folder, size):
    """A disk of so many bytes."""
    folder.mkdir()
    subprocess.run(["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", folder], check=True, capture_output=True)
    try:
        yield folder
    finally:
        subprocess.run(["umount", folder], check=True)


def fill(scenario, tool, folder):
    """Runs a command on a disk that is full, then on one that can only be read, then on one with room."""
    scenario.prepare(folder)
    whole = folder / "whole"
    whole.mkdir()
    code, told = run(tool, scenario.arguments(folder, whole))
    require(code == 0, f"it fails undisturbed: {told}")
    expected = {name: scenario.digest(whole / name) for name in scenario.outputs}
    with disk(folder / "disk", "64m") as small:
        # What there is room for is found by trying: for nothing, for the first file, for all but the last.
        for room in (0, 4096, 1 << 16, 1 << 19, 1 << 20):
            full = small / "full"
            with open(full, "wb") as file:
                free = os.statvfs(small).f_bavail * os.statvfs(small).f_frsize
                file.write(bytes(max(0, free - room)))
            code, told = run(tool, scenario.arguments(folder, small))
            full.unlink()
            require(code in (0, 1), f"with room for {room} bytes it ends with {code}: {told}")
            require(code == 0 or "No space left on device" in told, f"with room for {room} bytes it says: {told}")
            require(code == 0 or len(told.strip().splitlines()) < 60 and "   at " not in told, f"it says too much: {told}")
            for name in scenario.outputs:
                require(scenario.digest(small / name) in (None, expected[name]), f"with room for {room} bytes it leaves half of {name}")
            require(not [path for path in small.rglob("*.tmp")], "it leaves a file that it could not write")
        subprocess.run(["mount", "-o", "remount,ro", small], check=True)
        shutil.rmtree(folder / "none", ignore_errors=True)
        code, told = run(tool, scenario.arguments(folder, small))
        nothing_to_do = all(scenario.digest(small / name) == expected[name] for name in scenario.outputs)
        require(code == 1 or nothing_to_do and code == 0, f"where nothing can be written it ends with {code}: {told}")
        require(code == 0 or "ead-only file system" in told, f"where nothing can be written it says: {told}")
        subprocess.run(["mount", "-o", "remount,rw", small], check=True)
        code, told = run(tool, scenario.arguments(folder, small))
        require(code == 0, f"with room again it fails: {told}")
        for name in scenario.outputs:
            require(scenario.digest(small / name) == expected[name], f"with room again, {name} is another")
    return "a disk full in 5 ways, one that can only be read: said so, nothing half written, well after"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=100, help="of each command (100)")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--only", help="one command: training, search, model, report, picture, fetch")
    parser.add_argument("--tool", default=str(TOOL), help="the command line's assembly")
    options = parser.parse_args()
    random.seed(options.seed)
    status = 0
    for scenario in (Training(), Search(), Model(), Report(), Picture(), Fetch()):
        if options.only not in (None, scenario.name):
            continue
        if isinstance(scenario, Fetch) and not MNIST.exists():
            print(f"{scenario.name}: skipped, there are no files of MNIST in {MNIST}")
            continue
        checks = [lambda folder: kill(scenario, options.tool, options.kills, folder)]
        if os.geteuid() == 0:
            checks.append(lambda folder: fill(scenario, options.tool, folder))
        for check in checks:
            with tempfile.TemporaryDirectory() as name:
                try:
                    print(f"{scenario.name}: {check(pathlib.Path(name))}", flush=True)
                except Lost as lost:
                    status = 1
                    print(f"{scenario.name}: LOST: {lost}", flush=True)
    return status


if __name__ == "__main__":
    sys.exit(main())
