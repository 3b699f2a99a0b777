"""Who may import whom, and who writes whose tables."""

import re
import subprocess
import sys
import tomllib

import pytest

from tests.architecture.tree import MODULES, PROGRAM, ROOT, name_of, python_files


def test_imports_keep_the_contracts() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from importlinter.cli import lint_imports_command as run; run()"],
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-6000:] + done.stderr


def test_every_module_keeps_its_tables_to_itself() -> None:
    contracts = tomllib.loads((ROOT / "pyproject.toml").read_text())["tool"]["importlinter"]["contracts"]
    protected = {contract["protected_modules"][0] for contract in contracts if contract["type"] == "protected"}
    assert protected == {f"drita.modules.{module}.models" for module in MODULES}


def test_nobody_reaches_around_the_contracts_by_a_string() -> None:
    """Import contracts do not see models and modules fetched by name."""
    hidden = re.compile(r"\.get_model\(|import_module\(\s*f?[\"']drita\.modules")
    found = [name_of(path) for path in python_files("drita") if hidden.search(path.read_text(encoding="utf-8"))]
    assert found == []


def test_jobs_called_by_name_exist() -> None:
    """One interface may not import another, so screens hand work to jobs by the name of the task."""
    from procrastinate.contrib.django import app

    app.perform_import_paths()
    called = {
        name
        for path in python_files("drita/interfaces")
        for name in re.findall(r"configure_task\(\s*(?:name=)?[\"']([^\"']+)", path.read_text(encoding="utf-8"))
    }
    assert called <= set(app.tasks)
    below = [name_of(p) for p in python_files("drita/modules") if "configure_task(" in p.read_text(encoding="utf-8")]
    assert below == []


WRITES = re.compile(
    r"\b(?:INSERT\s+INTO|UPDATE|DELETE\s+FROM|COPY|ALTER\s+TABLE)\s+(?:ONLY\s+)?\"?([a-z]+)_[a-z]", re.I
)


@pytest.mark.parametrize("module", MODULES)
def test_the_sql_of_a_module_writes_only_its_own_tables(module) -> None:
    texts = [*(PROGRAM / "modules" / module).rglob("*.sql"), *python_files(f"drita/modules/{module}")]
    foreign = {
        (name_of(path), prefix)
        for path in texts
        for prefix in WRITES.findall(path.read_text(encoding="utf-8"))
        if prefix in MODULES and prefix != module
    }
    assert foreign == set()


def test_only_the_interfaces_and_the_clock_know_what_time_it_is() -> None:
    reads = re.compile(r"\b(?:datetime\.now|date\.today|datetime\.today|datetime\.utcnow|timezone\.now|time\.time)\(")
    allowed = {"drita/foundation/clock.py"}
    found = {name_of(path) for path in python_files("drita") if reads.search(path.read_text(encoding="utf-8"))}
    assert found <= allowed
    below = [
        name_of(path)
        for path in python_files("drita/rules", "drita/protocols", "drita/documents")
        if "foundation.clock" in path.read_text(encoding="utf-8")
    ]
    assert below == []


# The four rules that WHERE and ORDER BY need in SQL as well; a fifth needs a decision in docs/adr.
TWINS_ALLOWED = {
    "late_payment_interest.sql",
    "open_amount.sql",
    "account_debt.sql",
    "oldest_first_allocation.sql",
}


def test_no_rule_beyond_the_four_has_a_twin_in_sql() -> None:
    twins = {path.name for path in (PROGRAM / "rules").rglob("*.sql")}
    assert twins <= TWINS_ALLOWED
