"""Load and activate the reference tariffs that come with the product."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from drita.modules.tariffs.choices import VersionState
from drita.modules.tariffs.operations.activate_tariff_version import activate_tariff_version
from drita.modules.tariffs.operations.load_tariff_file import UnableToLoadTariffFile, load_tariff_file
from drita.modules.tariffs.queries import VersionRow, get_version

REFERENCE_FOLDER = Path(__file__).parents[1] / "reference" / "albania"


@dataclass(frozen=True, slots=True, kw_only=True)
class ReferenceTariffs:
    """How many versions are there now, and how many of them were put in force by this call."""

    versions: int
    activated: int
    examples: int


def load_reference_tariffs(*, at: datetime) -> ReferenceTariffs:
    """
    (This function will) take in every reference tariff file and put in force those that may be.

    Can be repeated: what is there stays, also where a newer release words its file otherwise. A version that the operator has withdrawn stays withdrawn, and versions
    kept as examples stay drafts.

    Raises: whatever loading or activating a file raises; the files that went before stay loaded.
    """
    versions = activated = examples = 0
    for path in sorted(REFERENCE_FOLDER.glob("*.toml")):
        row = _loaded(path.read_bytes(), at)
        versions += 1
        examples += len(row.definition.examples)
        if row.state == VersionState.DRAFT and row.definition.may_be_activated:
            activate_tariff_version(tariff_code=row.tariff_code, version=row.version, at=at)
            activated += 1
    return ReferenceTariffs(versions=versions, activated=activated, examples=examples)


def _loaded(content: bytes, at: datetime) -> VersionRow:
    try:
        return load_tariff_file(content=content, loaded_at=at)
    except UnableToLoadTariffFile as used:
        return get_version(tariff_code=str(used.params["tariff_code"]), version=str(used.params["version"]))
