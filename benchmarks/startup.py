#!/usr/bin/env python3
"""Runs a command 15 times and prints the medians of its time, its processor time and its peak memory."""
import os
import statistics
import subprocess
import sys
import time

times, work, memory = [], [], []
for _ in range(15):
    start = time.perf_counter()
    process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    if status:
        raise SystemExit(f"{sys.argv[1]} failed")
    times.append(time.perf_counter() - start)
    work.append(usage.ru_utime + usage.ru_stime)
    memory.append(usage.ru_maxrss / 1024)
print(f"{1000 * statistics.median(times):.0f} ms, {1000 * statistics.median(work):.0f} ms of a processor, {statistics.median(memory):.0f} MiB")
