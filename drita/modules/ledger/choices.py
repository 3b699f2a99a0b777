"""The fixed lists of the module ledger: codes for decisions, words for people."""

from enum import StrEnum

from drita.rules.words import Words

ONLINE_SOURCE = 0


class SourceKind(StrEnum):
    ONLINE = "online"
    BILL_RUN = "bill_run"


class ItemKind(StrEnum):
    BILL = "bill"
    ADVANCE = "advance"
    OPENING = "opening"
    INSTALMENT = "instalment"


class Component(StrEnum):
    INTEREST = "interest"
    PRINCIPAL = "principal"


class PaidBy(StrEnum):
    PAYMENT = "payment"
    # An advance or a credit bill: an item that settles items.
    ADVANCE = "advance"
    REVERSAL = "reversal"


class Event(StrEnum):
    """What happened; each has a posting rule in reference/posting_rules.toml."""

    BILL_ISSUED = "bill_issued"
    OPENING_ITEM = "opening_item"
    OPENING_ADVANCE = "opening_advance"
    PAYMENT_ACCEPTED = "payment_accepted"
    PAYMENT_UNIDENTIFIED = "payment_unidentified"
    PAYMENT_REALLOCATED = "payment_reallocated"
    INTEREST_CRYSTALLISED = "interest_crystallised"
    ADVANCE_APPLIED = "advance_applied"
    CREDIT_APPLIED = "credit_applied"
    REVERSAL = "reversal"


EVENT_WORDS: dict[str, Words] = {
    Event.BILL_ISSUED: Words(sq="faturë", en="bill"),
    Event.OPENING_ITEM: Words(sq="detyrim i marrë në dorëzim", en="debt taken over"),
    Event.OPENING_ADVANCE: Words(sq="parapagim i marrë në dorëzim", en="advance taken over"),
    Event.PAYMENT_ACCEPTED: Words(sq="pagesë", en="payment"),
    Event.PAYMENT_UNIDENTIFIED: Words(sq="arkëtim i paidentifikuar", en="unidentified receipt"),
    Event.PAYMENT_REALLOCATED: Words(sq="rishpërndarje pagese", en="payment allocated anew"),
    Event.INTEREST_CRYSTALLISED: Words(sq="kamatëvonesë", en="late interest"),
    Event.ADVANCE_APPLIED: Words(sq="përdorim parapagimi", en="advance applied"),
    Event.CREDIT_APPLIED: Words(sq="përdorim krediti", en="credit applied"),
    Event.REVERSAL: Words(sq="stornim", en="reversal"),
}

# Two letters before the booking date make the key under which a day's entries are told to accounting.
RECONCILIATION_PROCESS: dict[str, str] = {
    Event.BILL_ISSUED: "BL",
    Event.OPENING_ITEM: "OP",
    Event.OPENING_ADVANCE: "OP",
    Event.PAYMENT_ACCEPTED: "PY",
    Event.PAYMENT_UNIDENTIFIED: "PY",
    Event.PAYMENT_REALLOCATED: "PY",
    Event.INTEREST_CRYSTALLISED: "IN",
    Event.ADVANCE_APPLIED: "AD",
    Event.CREDIT_APPLIED: "AD",
    Event.REVERSAL: "RV",
}
