"""The states a badge can show: word in both languages, icon and tone, never a colour alone."""

from typing import Final, NamedTuple

from drita.rules.words import Words


class State(NamedTuple):
    words: Words
    icon: str
    tone: str


STATES: Final[dict[tuple[str, str], State]] = {
    ("run", "planned"): State(Words(sq="i planifikuar", en="planned"), "planned", "still"),
    ("run", "running"): State(Words(sq="po ecën", en="running"), "going", "amber"),
    ("run", "storing"): State(Words(sq="po ruhet", en="storing"), "going", "amber"),
    ("run", "stopped"): State(Words(sq="i ndalur", en="stopped"), "stop", "held"),
    ("run", "done"): State(Words(sq="i përfunduar", en="done"), "well", "collection"),
    ("run", "failed"): State(Words(sq="i dështuar", en="failed"), "late", "overdue"),
    ("run_kind", "trial"): State(Words(sq="provë", en="trial"), "eye", "held"),
    ("run_kind", "issue"): State(Words(sq="lëshim", en="issue"), "bill", "billing"),
    ("tariff", "draft"): State(Words(sq="në përgatitje", en="draft"), "draft", "still"),
    ("tariff", "active"): State(Words(sq="në fuqi", en="active"), "well", "collection"),
    ("tariff", "withdrawn"): State(Words(sq="e tërhequr", en="withdrawn"), "refused", "overdue"),
    ("verdict", "passed"): State(Words(sq="përputhet", en="agrees"), "well", "collection"),
    ("verdict", "failed"): State(Words(sq="nuk përputhet", en="differs"), "late", "overdue"),
    ("quality", "actual"): State(Words(sq="e matur", en="actual"), "eye", "still"),
    ("quality", "customer"): State(Words(sq="nga klienti", en="by the customer"), "person", "still"),
    ("quality", "estimated"): State(Words(sq="e vlerësuar", en="estimated"), "estimated", "amber"),
    ("quality", "substituted"): State(Words(sq="e zëvendësuar", en="substituted"), "estimated", "amber"),
    ("quality", "handover"): State(Words(sq="dorëzim", en="hand-over"), "flows", "still"),
    ("quality", "installation"): State(Words(sq="vendosje", en="installation"), "meter", "still"),
    ("quality", "removal"): State(Words(sq="heqje", en="removal"), "meter", "still"),
    ("item", "open"): State(Words(sq="e papaguar", en="open"), "clock", "still"),
    ("item", "overdue"): State(Words(sq="me vonesë", en="overdue"), "late", "overdue"),
    ("item", "settled"): State(Words(sq="e shlyer", en="settled"), "well", "collection"),
    ("item", "credit"): State(Words(sq="parapagim", en="advance"), "payment", "collection"),
    ("item", "suspended"): State(Words(sq="kamata e pezulluar", en="interest suspended"), "pause", "held"),
    ("contract", "current"): State(Words(sq="në fuqi", en="in force"), "well", "collection"),
    ("contract", "ended"): State(Words(sq="e mbyllur", en="ended"), "stop", "still"),
    ("contract", "future"): State(Words(sq="nis më vonë", en="not yet begun"), "planned", "still"),
    ("entry", "bill"): State(Words(sq="Faturë", en="Bill"), "bill", "billing"),
    ("entry", "payment"): State(Words(sq="Pagesë", en="Payment"), "payment", "collection"),
    ("entry", "interest"): State(Words(sq="Kamatë", en="Interest"), "interest", "overdue"),
    ("entry", "reversal"): State(Words(sq="Stornim", en="Reversal"), "reversal", "held"),
    ("entry", "opening"): State(Words(sq="Gjendje fillestare", en="Opening balance"), "flag", "still"),
}
