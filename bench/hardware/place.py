"""Where everything lies on the machine that is measured."""

import os
import time

HERE = os.path.dirname(os.path.abspath(__file__))
#: The tree that was carried here, with the packs in its folder `.gpu`.
TREE = os.path.dirname(os.path.dirname(HERE))
PACKS = os.environ.get("GPU_PACKS", f"{TREE}/.gpu")
#: The folder that is unpacked into and measured; it outlives one call, the tree may not.
KIT = os.environ.get("GPU_KIT", "/tmp/webgpu-vae-gpu")
MAIN = f"{KIT}/main"
PROJECT = f"{KIT}/project"
RESULTS = f"{KIT}/results"
NODE = f"{MAIN}/bin/node"
CHROMIUM = f"{MAIN}/node_modules/@sparticuz/chromium/bin/chromium.br"
#: The folder that is handed back.
OUT = os.environ.get("OUT") or f"{TREE}/out/gpu"
STARTED = time.monotonic()


def elapsed():
    return f"{time.monotonic() - STARTED:.0f} s"


def say(text):
    print(text, flush=True)
