"""Runs one step into its log, within its time."""

import os
import signal
import subprocess
import time

from place import PROJECT, RESULTS, elapsed, say
from report import shown


def run_step(name, limit, command, env):
    """What came of it: `passed`, or another word."""
    say(f"\n== {name} (at most {limit:.0f} s, {elapsed()})")
    began = time.monotonic()
    path = f"{RESULTS}/{name}.log"
    # What an earlier call reported is not of this one.
    report = f"{RESULTS}/tests-{name}.json"
    if os.path.exists(report):
        os.remove(report)
    with open(path, "wb") as log:
        child = subprocess.Popen(command, cwd=PROJECT, env={**env, "PYTHONUNBUFFERED": "1", "CI": "true"},
                                 stdin=subprocess.DEVNULL, stdout=log, stderr=subprocess.STDOUT, start_new_session=True)
        try:
            code = child.wait(timeout=limit)
        except subprocess.TimeoutExpired:
            code = None
            end_group(child)
    with open(path, encoding="utf8", errors="replace") as log:
        say(shown(name, log.read(), code == 0))
    outcome = "passed" if code == 0 else "TIMED OUT" if code is None else f"FAILED ({code})"
    say(f"-- {name}: {outcome} in {time.monotonic() - began:.1f} s")
    return outcome


def end_group(child):
    """Ends the step and what it started; the group is its own."""
    for number in [signal.SIGTERM, signal.SIGKILL]:
        try:
            os.killpg(child.pid, number)
        except ProcessLookupError:
            return
        try:
            child.wait(timeout=4)
        except subprocess.TimeoutExpired:
            pass
