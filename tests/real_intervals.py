"""The measured interval files beside the checkout, for the tests that use them."""

from pathlib import Path

import pytest

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "data" / "intervals"


def real_file(name: str) -> Path:
    """Give a measured file; where the folder is missing the test is skipped and says so."""
    _ask_for_folder()
    return FOLDER / name


def real_files(pattern: str) -> list[Path]:
    """Give the measured files of a pattern."""
    _ask_for_folder()
    return sorted(FOLDER.glob(pattern))


def _ask_for_folder() -> None:
    """The files are measured data of others and no part of the project: without them everything else still runs."""
    if not FOLDER.is_dir():
        pytest.skip("the measured intervals in ../shared/data/intervals are not here")
