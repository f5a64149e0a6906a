"""Unpacks what `prepare.mjs` packed, once, and lays the project beside it."""

import ctypes
import glob
import hashlib
import os
import shutil
import subprocess
import tarfile

from place import CHROMIUM, KIT, MAIN, PACKS, PROJECT, TREE, elapsed, say

#: Folders of the tree that are made anew here or serve nobody.
LEFT_OUT = {".gpu", ".git", "node_modules", "dist", "out", "coverage"}


def unpack():
    """True if all is there that runs the project without a browser."""
    for archive in sorted(glob.glob(f"{PACKS}/*/*.tar.*")):
        once(archive, f"{KIT}/peers" if "peers" in archive else MAIN, extract)
    parts = sorted(glob.glob(f"{PACKS}/*/chromium.br.*"))
    # A part that is new makes the browser a new one. All parts are looked at.
    if any([once(part, f"{KIT}/parts", shutil.copy) for part in parts]) and os.path.exists(CHROMIUM):
        os.remove(CHROMIUM)
    if not os.path.exists(f"{MAIN}/bin/node"):
        return False
    join_chromium()
    link_missing_libraries()
    return True


def once(source, target, work):
    """Works unless it did so for a file of these bytes: the folder may be warm, the pack may be new.

    True if it worked."""
    mark = f"{KIT}/unpacked/{os.path.basename(source)}"
    digest = digest_of(source)
    if os.path.exists(mark) and read(mark) == digest:
        return False
    os.makedirs(target, exist_ok=True)
    os.makedirs(os.path.dirname(mark), exist_ok=True)
    work(source, target)
    with open(mark, "w") as file:
        file.write(digest)
    say(f"unpacked {os.path.basename(source)} ({elapsed()})")
    return True


def digest_of(path):
    digest = hashlib.sha256()
    with open(path, "rb") as file:
        while block := file.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def extract(archive, target):
    try:
        with tarfile.open(archive) as tar:
            trusted = {"filter": "fully_trusted"} if hasattr(tarfile, "fully_trusted_filter") else {}
            tar.extractall(target, **trusted)
    except (tarfile.CompressionError, tarfile.ReadError):
        # A Python without lzma or bz2.
        subprocess.run(["tar", "-C", target, "-xf", archive], check=True)


def join_chromium():
    """The browser travels in two parts. The library unpacks it itself, as on every other machine."""
    parts = [f"{KIT}/parts/chromium.br.{i}" for i in (0, 1)]
    if os.path.exists(CHROMIUM) or not all(map(os.path.exists, parts)):
        return
    with open(f"{CHROMIUM}.part", "wb") as whole:
        for part in parts:
            with open(part, "rb") as file:
                shutil.copyfileobj(file, whole)
    os.rename(f"{CHROMIUM}.part", CHROMIUM)


def link_missing_libraries():
    """The carried libraries serve only where the machine has none of that name."""
    os.makedirs(f"{KIT}/lib", exist_ok=True)
    for path in sorted(glob.glob(f"{MAIN}/lib/*")):
        target = f"{KIT}/lib/{os.path.basename(path)}"
        if os.path.lexists(target):
            continue
        try:
            ctypes.CDLL(os.path.basename(path))
        except OSError:
            os.symlink(path, target)


def lay_project():
    """A copy of the tree, in which the library is built: the tree itself may be laid anew with every call."""
    shutil.rmtree(PROJECT, ignore_errors=True)
    shutil.copytree(TREE, PROJECT, symlinks=True, ignore=lambda _, names: LEFT_OUT & set(names))
    os.symlink(f"{MAIN}/node_modules", f"{PROJECT}/node_modules")
    peers = f"{KIT}/peers/bench/node_modules"
    if os.path.isdir(peers):
        os.symlink(peers, f"{PROJECT}/bench/node_modules")


def read(path):
    with open(path) as file:
        return file.read().strip()
