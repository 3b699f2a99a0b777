"""How much a test does: every scenario in small by `make test`, the full numbers by `make soak`."""

import os


def scaled(*, small: int, full: int) -> int:
    """Give the small number, or the full one where DRITA_FULL=1 (`make soak`)."""
    return full if os.environ.get("DRITA_FULL") == "1" else small
