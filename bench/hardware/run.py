"""Measures this project on a Linux x86-64 machine with a GPU, without network and without Node.

    python3 bench/hardware/run.py [options]

runs all steps that have not passed on this machine: the tests on the hardware adapter, ten epochs, profiles, the
benchmark in Node, PyTorch with CUDA and, where the packs of the browser are there, the same in headless Chromium.
`prepare.mjs` makes the packs; docs/hardware.md tells the rest. Logs and results lie in results.tar.gz under $OUT (or
out/gpu), written anew after every step. The exit code is 0 if every step passed, 1 if one did not, 3 where there is no
hardware adapter, 4 where a pack is missing.
"""

import argparse
import json
import os
import time

from adapter import base_environment, find_adapter
from place import CHROMIUM, KIT, NODE, RESULTS, STARTED, say
from report import machine, save, summary
from running import run_step
from steps import all_steps
from unpack import lay_project, unpack

STATE = f"{KIT}/state.json"


def main():
    given = arguments()
    known = all_steps(given)
    if given.list:
        print("\n".join(f"{each.name:14} at most {each.limit:4} s{', in a browser' if each.chrome else ''}" for each in known))
        return 0
    os.makedirs(RESULTS, exist_ok=True)
    say(f"# {machine()}")
    if not unpack():
        say("The packs are not on this machine: make them with `node bench/hardware/prepare.mjs` and carry .gpu along.")
        return 4
    lay_project()
    environment = base_environment()
    built = run_step("build", 120, [NODE, "node_modules/vite/bin/vite.js", "build"], environment)
    if built != "passed":
        return finish([("build", built, 0)], "no adapter was looked for")
    adapter, environment = find_adapter(environment, given.allow_software)
    if adapter is None:
        say("NO HARDWARE ADAPTER: nothing of this project was run. adapter.log in results.tar.gz tells what was tried.")
    return run_all(given, known, adapter, environment)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", help="some of the steps, with commas between them, whether or not they have passed")
    parser.add_argument("--list", action="store_true", help="the steps and their times")
    parser.add_argument("--limit", type=float, default=7200, help="seconds that everything may take")
    parser.add_argument("--workers", type=int, default=8, help="test files at a time")
    parser.add_argument("--quick", action="store_true", help="short rounds, one epoch: whether it runs at all")
    parser.add_argument("--allow-software", action="store_true", help="take SwiftShader: to try this out without a GPU")
    parser.add_argument("--contenders", help="of the benchmark")
    parser.add_argument("--models", help="of the benchmark")
    parser.add_argument("--rounds", help="of the benchmark")
    parser.add_argument("-t", "--test-name", help="only tests whose names match")
    given = parser.parse_args()
    names = [each.name for each in all_steps(given)]
    unknown = [name for name in (given.only or "").split(",") if name and name not in names]
    if unknown:
        parser.error(f"no such step: {', '.join(unknown)}; there are: {', '.join(names)}")
    return given


def run_all(given, known, adapter, environment):
    # Whoever only tries it out, or takes a part of a step, has not run the step.
    counts = not (given.quick or given.allow_software or given.test_name or given.models or given.rounds or given.contenders)
    state = read_state() if counts else {}
    done = []
    for each in known:
        asked = each.name in given.only.split(",") if given.only else state.get(each.name) != "passed"
        # PyTorch needs no adapter of ours.
        if not asked or (adapter is None and each.name != "torch"):
            continue
        began = time.monotonic()
        outcome = run_one(each, given.limit, environment)
        done.append((each.name, outcome, time.monotonic() - began))
        state[each.name] = outcome
        if counts:
            with open(STATE, "w") as file:
                json.dump(state, file)
        save(done, adapter)
    return finish(done, adapter)


def run_one(each, limit, environment):
    left = limit - (time.monotonic() - STARTED)
    if left < 20:
        return "no time left"
    if each.chrome and not os.path.exists(CHROMIUM):
        return "no browser"
    try:
        command, env = each.work(environment)
    except SystemExit as reason:
        say(f"{each.name}: {reason}")
        return "FAILED"
    return run_step(each.name, min(each.limit, left - 8), command, env)


def finish(done, adapter):
    say("\n" + "\n".join(summary(done, adapter)))
    save(done, adapter)
    if adapter is None:
        return 3
    return 0 if all(outcome == "passed" for _, outcome, _ in done) else 1


def read_state():
    try:
        with open(STATE) as file:
            return json.load(file)
    except (OSError, ValueError):
        return {}


if __name__ == "__main__":
    raise SystemExit(main())
