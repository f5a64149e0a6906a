"""What is printed of a step, and what is handed back."""

import json
import os
import re
import shutil
import subprocess
import tarfile

from place import OUT, PROJECT, RESULTS
from steps import TESTS

#: The share of the printed text that the end of a step's log may take; all of it lies in the results.
TAIL = 1500
LONGER = {"profile": 2400, "calibrate": 2400, "bench-node": 4000, "bench-browser": 3000, "torch": 2000}


def shown(name, text, passed):
    if name in TESTS:
        return test_lines(f"{RESULTS}/tests-{name}.json", text)
    # Progress bars write over their line.
    lines = [line.split("\r")[-1].rstrip() for line in text.splitlines()]
    kept = "\n".join(line for line in lines if line)
    if name.startswith("bench-") and passed:
        # The tables from their start.
        return kept[max(0, kept.find("**", kept.find("multiply-add in registers"))) :][: LONGER[name]]
    if name == "calibrate" and passed:
        return kept[kept.find("**Calibration") :][: LONGER[name]]
    if name == "train" and passed:
        return "\n".join(line for line in kept.splitlines() if " train ELBO " in line or line.startswith("Done"))
    if name == "build" and passed:
        return ""
    return kept[-LONGER.get(name, TAIL) :]


def test_lines(report, text):
    try:
        with open(report) as file:
            told = json.load(file)
    except (OSError, ValueError):
        # Cut short: what had failed until then.
        wrong = [line for line in text.splitlines() if re.search("×|FAIL|Error", line)]
        return "\n".join([*wrong[:12], text[-500:]])
    wrong = []
    for each in told["testResults"]:
        file = os.path.relpath(each["name"], PROJECT)
        failed = [one for one in each["assertionResults"] if one["status"] == "failed"]
        wrong += [f"   FAILED {file} > {one['fullName']}: {first(one.get('failureMessages'))}"[:300] for one in failed]
        if each["status"] == "failed" and not each["assertionResults"]:
            wrong.append(f"   BROKEN {file}: {first([each.get('message', '')])}"[:300])
    counts = f"{told['numPassedTests']} passed, {told['numFailedTests']} failed, {told['numPendingTests']} skipped"
    return "\n".join([counts, *wrong[:12], *([f"   and {len(wrong) - 12} more"] if len(wrong) > 12 else [])])


def first(messages):
    return next((line for message in messages or [] for line in message.splitlines() if line), "")


def summary(done, adapter):
    return ["SUMMARY", adapter or "no adapter", *(f"  {name:14} {outcome:14} {seconds:6.1f} s" for name, outcome, seconds in done)]


def save(done=(), adapter=None):
    """What has been found so far, where it survives the end of this command."""
    os.makedirs(OUT, exist_ok=True)
    with open(f"{RESULTS}/summary.txt", "w" if done else "a") as file:
        file.write("\n".join(summary(done, adapter)) + "\n")
    shutil.copy(f"{RESULTS}/summary.txt", f"{OUT}/summary.txt")
    with tarfile.open(f"{OUT}/results.tar.gz", "w:gz", compresslevel=3) as tar:
        # The trained model is large, and nobody goes on training from there.
        tar.add(RESULTS, arcname="results", filter=lambda each: None if each.name.endswith(".safetensors") else each)


def machine():
    try:
        query = ["nvidia-smi", "--query-gpu=name,driver_version,memory.total,clocks.sm", "--format=csv,noheader"]
        said = subprocess.run(query, capture_output=True, text=True, timeout=20).stdout.strip()
    except (OSError, subprocess.TimeoutExpired):
        said = ""
    return f"{said or 'no answer of nvidia-smi'}; {os.cpu_count()} cores"
