"""What must and must not stand anywhere in the project."""

import ast
import re

import pytest

from tests.architecture.tree import MODULES, PROGRAM, ROOT, functions_of, name_of, project_files, python_files, tree_of

TEXT = {".py", ".md", ".toml", ".sql", ".html", ".css", ".js", ".txt", ".lock", ".yml", ".json", ".csv", ".sh", ""}
# Written in pieces so that this file does not hold what it looks for.
FORBIDDEN = re.compile(
    "|".join(
        "".join(pieces)
        for pieces in (
            (r"(?:py", r"pi|python", r"hosted)\.org"),
            (r"npm", r"js\.(?:org|com)"),
            (r"--(?:extra-)?index", r"-url[ =]\S"),
            (r"(?<![\w.])/wo", r"rk/(?:main|shared)"),
            (r"(?<![\w.])/ro", r"ot/\w"),
            (r"(?<![\w.])/home/", r"[a-z]+/"),
            (r"/tmp/br", r"ief"),
            (r"\.\./sha", r"red"),
        )
    )
)


def _texts() -> list[tuple[str, str]]:
    found = []
    for path in project_files():
        if path.suffix in TEXT and path.stat().st_size < 5_000_000:
            found.append((name_of(path), path.read_text(encoding="utf-8", errors="replace")))
    return found


# The journey with measured data names the folder it looks for; where it stands is the reader's business.
NAMES_A_FOLDER = {"tests/real_intervals.py"}


def test_no_file_names_an_index_a_machine_or_a_private_folder() -> None:
    found = {name for name, text in _texts() if FORBIDDEN.search(text)}
    assert found == NAMES_A_FOLDER


def test_lock_files_hold_hashes_and_no_address() -> None:
    for name in ("requirements.lock", "requirements-dev.lock"):
        text = (ROOT / name).read_text()
        assert "--hash=sha256:" in text
        assert not re.search(r"://|--find|--index|--trusted|@ file|^-e", text, re.M)


def test_the_development_lock_repeats_the_versions_of_the_product() -> None:
    pins = [set(re.findall(r"^(\S+==\S+)", (ROOT / name).read_text(), re.M)) for name in _LOCKS]
    assert pins[0] <= pins[1]


_LOCKS = ("requirements.lock", "requirements-dev.lock")


def test_no_third_party_script_style_or_font_is_committed() -> None:
    vendored = [name_of(p) for p in project_files() if re.search(r"\.min\.(?:js|css)$|\.(?:ttf|otf|woff2?)$", p.name)]
    assert vendored == []


# Words that say nothing, and words of other trades' standards which this house calls otherwise.
EMPTY_WORDS = {"util", "utils", "helper", "helpers", "manager", "misc", "common", "invoice", "invoices", "info"}


def test_no_file_class_or_function_has_an_empty_name() -> None:
    found = []
    for path in python_files("drita"):
        names = [path.stem, *(node.name for node in functions_of(path))]
        names += [node.name for node in ast.walk(tree_of(path)) if isinstance(node, ast.ClassDef)]
        for name in names:
            if name.startswith("_"):
                continue
            words = re.sub(r"(?<=[a-z])(?=[A-Z])", "_", name).lower().split("_")
            # Django calls a table's access object a manager.
            if EMPTY_WORDS & set(words) and not (name.endswith("Manager") and "models" in path.parts):
                found.append(f"{name_of(path)}: {name}")
    assert found == []


@pytest.mark.parametrize("module", MODULES)
def test_a_module_says_what_it_owns_and_what_not(module) -> None:
    page = (PROGRAM / "modules" / module / "README.md").read_text(encoding="utf-8").lower()
    for wanted in ("owns", "does not own", "words", "invariants"):
        assert re.search(rf"(?:^#+\s*|\*\*){wanted}\b", page, re.M), f"no section {wanted!r}"


INLINE = re.compile(
    r"<style|\sstyle\s*=|\son[a-z]+\s*=|hx-on|<script(?![^>]*\ssrc=)|javascript:|hx-vals\s*=\s*['\"]js:", re.I
)


def test_pages_hold_no_inline_script_or_style() -> None:
    """The policy sent with each page forbids them, so they would silently do nothing."""
    pages = [path for path in project_files() if path.suffix == ".html" and path.is_relative_to(PROGRAM / "interfaces")]
    assert [name_of(path) for path in pages if INLINE.search(path.read_text(encoding="utf-8"))] == []


def test_rules_compute_without_binary_fractions() -> None:
    """A float in a price, a sum or an energy is wrong in the last digit sooner or later."""
    found = {
        name_of(path)
        for path in python_files("drita/rules")
        for node in ast.walk(tree_of(path))
        if (isinstance(node, ast.Attribute) and node.attr in ("Float64", "Float32"))
        or (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "float")
    }
    assert found <= set(FLOATS_ALLOWED)


# path -> the reason
FLOATS_ALLOWED = {
    "drita/rules/customers/subscriber_rows.py": "coordinates of a place are measured, not counted",
}
