"""Finds the GPU, and never a CPU in its place."""

import glob
import json
import os
import subprocess

from place import KIT, NODE, PACKS, PROJECT, RESULTS, say

ADAPTER = "bench/hardware/adapter.mjs"


def base_environment():
    """The machine's environment without what would choose a driver, or another Node's options."""
    own = {name: value for name, value in os.environ.items() if not name.startswith(("VK_", "NODE_"))}
    own.setdefault("HOME", "/root")
    own["PATH"] = f"{os.path.dirname(NODE)}:{own.get('PATH', '/usr/local/bin:/usr/bin:/bin')}"
    own["LD_LIBRARY_PATH"] = libraries()
    own["XDG_CACHE_HOME"] = f"{KIT}/cache"
    own["NO_COLOR"] = "1"
    commit = f"{PACKS}/commit.txt"
    if os.path.exists(commit):
        with open(commit) as file:
            own["BENCH_COMMIT"] = file.read().strip()
    return own


def libraries(*folders):
    driver = [path for path in ["/usr/local/nvidia/lib64", "/usr/local/nvidia/lib"] if os.path.isdir(path)]
    inherited = os.environ.get("LD_LIBRARY_PATH", "")
    return ":".join([*folders, f"{KIT}/lib", *driver, *filter(None, [inherited])])


def drivers(software):
    """Vulkan driver manifests, the likeliest first; those made here name NVIDIA's libraries themselves."""
    given = os.environ.get("VK_DRIVER_FILES")
    if given or software:
        return [given or software]
    found = ["/usr/local/nvidia/share/vulkan/icd.d/nvidia_icd.json"]
    for folder in ["/etc/vulkan/icd.d", "/usr/share/vulkan/icd.d", "/usr/local/share/vulkan/icd.d"]:
        found += sorted(glob.glob(f"{folder}/*nvidia*.json"))
    for name in ["libEGL_nvidia.so.0", "libGLX_nvidia.so.0"]:
        file = f"{KIT}/{name}.json"
        with open(file, "w") as manifest:
            json.dump({"file_format_version": "1.0.1", "ICD": {"library_path": name, "api_version": "1.3.0"}}, manifest)
        found.append(file)
    return [path for path in dict.fromkeys(found) if os.path.exists(path)]


def find_adapter(environment, allow_software):
    """What the adapter says of itself in a line, and the environment in which it is found; None without one."""
    kind = "software" if allow_software else "hardware"
    packaged = json.loads(ask(environment, "loader").stdout)
    environment = {**environment, "SOFTWARE_DRIVER": packaged["VK_ICD_FILENAMES"]}
    log = open(f"{RESULTS}/adapter.log", "a")
    for loader in [packaged["LD_LIBRARY_PATH"].split(":")[0], None]:
        for driver in drivers(packaged["VK_ICD_FILENAMES"] if allow_software else None):
            # Only this driver: then nothing can fall back on a CPU in silence.
            path = libraries(*([loader] if loader else []))
            env = {**environment, "VK_DRIVER_FILES": driver, "LD_LIBRARY_PATH": path, "VAE_ADAPTER": kind}
            said = ask(env, kind)
            log.write(f"## {loader} {driver}: exit {said.returncode}\n{said.stdout}\n{said.stderr}\n")
            if said.returncode == 0:
                return described(json.loads(said.stdout), driver), env
            traced = ask({**env, "VK_LOADER_DEBUG": "all"}, kind)
            log.write(f"{traced.stderr}\n")
            log.flush()
            complain(f"no {kind} adapter with {driver} (exit {said.returncode})", traced.stderr)
    return None, environment


def ask(env, what):
    return subprocess.run(["timeout", "60", NODE, ADAPTER, what], cwd=PROJECT, env=env, capture_output=True, text=True)


def described(adapter, driver):
    info = adapter["info"]
    with open(f"{RESULTS}/adapter.json", "w") as file:
        json.dump(adapter, file, indent=1)
    line = (
        f"{'SOFTWARE' if adapter['software'] else 'hardware'} adapter: {info['vendor']} {info['architecture']} | "
        f"{info['device']} | {info['description']} | driver file {driver}"
    )
    say(line)
    say(f"features: {' '.join(adapter['features'])}")
    return line


def complain(what, trace):
    wrong = [line for line in trace.splitlines() if "ERROR" in line or "cannot open" in line]
    say("\n".join([what, *(f"   {line}" for line in list(dict.fromkeys(wrong))[:4])]))
