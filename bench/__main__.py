"""All benchmarks, or those that are named: ``python -m bench [NAME…]``."""

from __future__ import annotations

import pkgutil
import sys
from importlib import import_module

import bench


def main(wanted: list[str]) -> int:
    """Run each module's ``main``; 2 if a name is not known."""
    known = [found.name for found in pkgutil.iter_modules(bench.__path__) if not found.name.startswith("_")]
    if unknown := sorted(set(wanted) - set(known)):
        print(f"There is no benchmark {', '.join(unknown)}; there are {', '.join(known)}.", file=sys.stderr)
        return 2
    for name in wanted or known:
        module = import_module(f"bench.{name}")
        print(f"== {name}: {(module.__doc__ or '').splitlines()[0]}")
        module.main()
        print()
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
