"""Take the first partners from their file."""

import tomllib
from pathlib import Path

from drita.modules.payments.operations.register_partner import register_partner

REFERENCE_FILE = Path(__file__).parents[1] / "reference" / "partners.toml"


def load_partner_reference(*, path: Path = REFERENCE_FILE) -> int:
    """
    (This function will) register the partners of the file that are not there yet, and return how many it names.

    Raises: UnableToRegisterPartner when a code is known under another name.
    """
    rows = tomllib.loads(path.read_text(encoding="utf-8"))["partner"]
    for row in rows:
        register_partner(code=row["code"], name=row["name"])
    return len(rows)
