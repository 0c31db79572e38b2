#!/usr/bin/env python3
"""Trains on few pictures of each class and tests on others, as the tables of docs/training.md show: by emnist train as it is, with
a network from nothing and with the embedded model fine-tuned.

    dotnet build -c Release src/Emnist.Recognition.Tool
    benchmarks/few_pictures.py DATA [--pictures 5 10 15 30] [--seeds 1 2 3] [--ways mnist-ann default]
    benchmarks/few_pictures.py DATA --letters --pictures 30 --ways mnist-ann

DATA has a labels.csv of the columns file,label. Of each class some pictures, chosen by the seed, are learned and at most 15 others
tested; where a class has too few, five at least are tested. With --letters, ten letters that have enough pictures are taken, no two
the same but for their case. Prints a line for each training, and the means as a table: the accuracy with small and capital letters
apart, the accuracy with what looks alike taken together, and the processor time of the training.
"""
import argparse
import collections
import csv
import json
import os
import random
import resource
import shutil
import statistics
import subprocess
import tempfile

TOOL = os.path.join(os.path.dirname(__file__), "../src/Emnist.Recognition.Tool/bin/Release/net10.0/Emnist.Recognition.Tool.dll")
TESTED, LEAST_TESTED = 15, 5

parser = argparse.ArgumentParser()
parser.add_argument("data")
parser.add_argument("--pictures", type=int, nargs="+", default=[5, 10, 15, 30])
parser.add_argument("--seeds", type=int, nargs="+", default=[1, 2, 3])
parser.add_argument("--ways", nargs="+", default=["mnist-ann", "default"])
parser.add_argument("--letters", action="store_true")
arguments = parser.parse_args()


def split(pictures, seed):
    """The files to learn and to test, with their labels."""
    files = collections.defaultdict(list)
    with open(os.path.join(arguments.data, "labels.csv"), newline="") as table:
        for row in csv.DictReader(table):
            files[row["label"]].append(row["file"])
    draw = random.Random(seed)
    labels = sorted(files)
    if arguments.letters:
        able = [label for label in labels if label.isalpha() and len(files[label]) > pictures]
        draw.shuffle(able)
        labels = sorted({label.lower(): label for label in able}.values())
        labels = draw.sample(labels, 10)
    learned, tested = [], []
    for label in sorted(labels):
        own = sorted(files[label])
        draw.shuffle(own)
        count = pictures if arguments.letters else min(pictures, len(own) - LEAST_TESTED)
        learned += [(file, label) for file in own[:count]]
        tested += [(file, label) for file in own[count:count + TESTED]]
    return learned, tested


def write(folder, rows):
    os.makedirs(folder)
    for file, _ in rows:
        shutil.copy(os.path.join(arguments.data, file), folder)
    with open(os.path.join(folder, "labels.csv"), "w", newline="") as table:
        csv.writer(table).writerows([("file", "label"), *rows])


def emnist(*words):
    return subprocess.run(["dotnet", TOOL, *words], check=True, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True).stdout


def children_time():
    usage = resource.getrusage(resource.RUSAGE_CHILDREN)
    return usage.ru_utime + usage.ru_stime


def measure(way, learn, test, model):
    start = children_time()
    emnist("train", "--dataset", learn, "--from" if way == "default" else "--network", way, "--output", model)
    seconds = children_time() - start
    evaluate = ["evaluate", "--folder", test, "--model", model, "--json", "--fold-case"]
    apart = json.loads(emnist(*evaluate, "none"))["accuracy"]
    together = json.loads(emnist(*evaluate, "all", "--fold-look-alikes"))["accuracy"]
    return apart, together, seconds


results = collections.defaultdict(list)
for pictures in arguments.pictures:
    for seed in arguments.seeds:
        with tempfile.TemporaryDirectory() as folder:
            learn, test = os.path.join(folder, "learn"), os.path.join(folder, "test")
            learned, tested = split(pictures, seed)
            write(learn, learned)
            write(test, tested)
            for way in arguments.ways:
                apart, together, seconds = measure(way, learn, test, os.path.join(folder, "model.onnx"))
                results[pictures, way].append((apart, together, seconds))
                print(f"{pictures} a class, seed {seed}, {way}: learned {len(learned)}, tested {len(tested)}, "
                      f"{100 * apart:.1f} %, look-alikes together {100 * together:.1f} %, {seconds:.0f} s of processor time", flush=True)

print("\n| pictures a class | " + " | ".join(arguments.ways) + " |\n|---:|" + "---:|" * len(arguments.ways))
for pictures in arguments.pictures:
    cells = [[statistics.mean(column) for column in zip(*results[pictures, way])] for way in arguments.ways]
    print(f"| {pictures} | " + " | ".join(f"{100 * a:.1f} / {100 * t:.1f} %, {s:.0f} s" for a, t, s in cells) + " |")
