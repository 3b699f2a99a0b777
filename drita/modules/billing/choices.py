"""Fixed choices of the module billing: the codes that are stored, the words that are shown."""

from enum import StrEnum
from types import MappingProxyType

from drita.rules.words import Words


class BillKind(StrEnum):
    ORDINARY = "ordinary"
    FINAL = "final"


class RunKind(StrEnum):
    TRIAL = "trial"
    ISSUE = "issue"


class RunState(StrEnum):
    """`stopped` is a run that somebody asked to pause; `storing` builds, proves and attaches."""

    PLANNED = "planned"
    RUNNING = "running"
    STOPPED = "stopped"
    STORING = "storing"
    DONE = "done"
    FAILED = "failed"


class ChunkState(StrEnum):
    PLANNED = "planned"
    DONE = "done"


ONLINE_SOURCE_ID = 0

BILL_KIND_WORDS = MappingProxyType(
    {
        BillKind.ORDINARY: Words(sq="Faturë mujore", en="Monthly bill"),
        BillKind.FINAL: Words(sq="Faturë përfundimtare", en="Final bill"),
    }
)

RUN_KIND_WORDS = MappingProxyType(
    {
        RunKind.TRIAL: Words(sq="Provë", en="Trial"),
        RunKind.ISSUE: Words(sq="Lëshim", en="Issue"),
    }
)

RUN_STATE_WORDS = MappingProxyType(
    {
        RunState.PLANNED: Words(sq="i planifikuar", en="planned"),
        RunState.RUNNING: Words(sq="në punë", en="running"),
        RunState.STOPPED: Words(sq="i ndalur", en="stopped"),
        RunState.STORING: Words(sq="po ruhet", en="storing"),
        RunState.DONE: Words(sq="i kryer", en="done"),
        RunState.FAILED: Words(sq="i dështuar", en="failed"),
    }
)
