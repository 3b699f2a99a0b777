"""The measured interval files beside the checkout, for the tests that use them."""

from pathlib import Path

from tests.conftest import require

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "intervals"


def real_file(name: str) -> Path:
    """Give a measured file; where the folder is missing the test is skipped and says so."""
    require("folder ../shared/data/intervals", FOLDER.is_dir())
    return FOLDER / name


def real_files(pattern: str) -> list[Path]:
    """Give the measured files of a pattern."""
    require("folder ../shared/data/intervals", FOLDER.is_dir())
    return sorted(FOLDER.glob(pattern))
