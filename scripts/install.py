"""Installs a lock file into the environment that runs this, and the project itself, and says how far it is.

python scripts/install.py requirements.lock
"""

from __future__ import annotations

import platform
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
PIP = [sys.executable, "-m", "pip", "--disable-pip-version-check", "install"]
PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)


def pip(*arguments: str, total: int = 0) -> None:
    """Run ``pip install``; with a ``total`` a line tells every tenth package. Ends the program if pip fails."""
    process = subprocess.Popen(
        [*PIP, *arguments], cwd=ROOT, text=True, stdout=subprocess.PIPE, stderr=subprocess.STDOUT
    )
    said, seen = [], 0
    for line in process.stdout or ():
        said.append(line)
        if line.startswith("Collecting "):
            seen += 1
            if seen % 10 == 0 and total:
                print(f"  {seen} of about {total} packages", flush=True)
        elif total and line.startswith("Installing collected"):
            print("  unpacking them", flush=True)
    if process.wait():
        sys.stdout.writelines(said[-40:])
        sys.exit(f"pip could not install the packages (Python {platform.python_version()}). Its last words are above.")


def main(lock: str) -> None:
    """Install what ``lock`` pins, checked against its hashes, then the project in editable form."""
    names = set(PINNED.findall((ROOT / lock).read_text(encoding="utf-8")))
    print(f"• Installing Python packages from {lock}", flush=True)
    pip("--require-hashes", "-r", lock, total=len(names))
    pip("--no-deps", "--no-build-isolation", "--editable", ".")


if __name__ == "__main__":
    main(sys.argv[1])
