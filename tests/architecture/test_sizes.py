"""Files and functions stay small enough to be read; the lists of exceptions may only get shorter."""

import pytest

from tests.architecture.tree import functions_of, name_of, python_files

LONGEST_FILE = 400
LONGEST_FUNCTION = 70
CODE = ("drita", "tests", "bench")

# path -> the reason why it may be longer
LONG_FILES = {
    "drita/simulators/operator/names.py": "lists of names: data that is read by nobody from top to bottom",
}
LONG_FUNCTIONS: dict[str, str] = {}


def _long_files() -> set[str]:
    return {
        name_of(path) for path in python_files(*CODE) if path.read_text(encoding="utf-8").count("\n") > LONGEST_FILE
    }


def _long_functions() -> set[str]:
    return {
        f"{name_of(path)}:{node.name}"
        for path in python_files(*CODE)
        for node in functions_of(path)
        if (node.end_lineno or node.lineno) - node.lineno + 1 > LONGEST_FUNCTION
    }


@pytest.mark.parametrize(
    ("found", "allowed"), [(_long_files, LONG_FILES), (_long_functions, LONG_FUNCTIONS)], ids=["files", "functions"]
)
def test_nothing_is_longer_than_the_limit_and_no_exception_is_out_of_date(found, allowed) -> None:
    assert found() == set(allowed)
