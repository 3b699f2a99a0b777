"""`make soak`: the proofs with their full numbers, and what came of them under docs/proof."""

import os
import subprocess
import sys
import time
from pathlib import Path

from bench.month import circumstances

ROOT = Path(__file__).parents[1]
OUT = ROOT / "docs" / "proof" / "soak.txt"


def main() -> int:
    """(This function will) run every test marked `soak` with DRITA_FULL=1; the exit code is theirs."""
    begun = time.monotonic()
    heading = ["soak: the tests marked so, with their full numbers", *circumstances()]
    command = [sys.executable, "-m", "pytest", "-m", "soak", "-q", "--no-header", "-rA", "--durations=0", "tests"]
    done = subprocess.run(
        [*command, *sys.argv[1:]],
        cwd=ROOT,
        env={**os.environ, "DRITA_FULL": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    sys.stdout.write(done.stdout)
    sys.stderr.write(done.stderr)
    lines = done.stdout.splitlines()
    told = [line for line in lines if line.startswith(("PASSED", "FAILED", "ERROR")) or " call " in line]
    told.append(lines[-1] if lines else "no output")
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text("\n".join([*heading, f"{time.monotonic() - begun:.0f} s in all", "", *told, ""]), encoding="utf-8")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
