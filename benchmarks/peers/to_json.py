#!/usr/bin/env python3
"""Writes the rows of compare.sh's tables as JSON, each with the sentence above its table: to_json.py FILE < TABLES"""
import json
import sys

rows, run = [], ""
for line in sys.stdin:
    if not line.startswith("|"):
        run = line.strip() or run
        continue
    cells = [cell.strip() for cell in line.strip().strip("|").split("|")]
    if cells[0] != "work" and not cells[0].startswith("---"):
        rows.append({"run": run, **dict(zip(("work", "ours", "peer"), cells)), "ratio": float(cells[3]), "range": cells[4]})
with open(sys.argv[1], "w") as file:
    json.dump(rows, file, indent=1)
