"""Every look at personal data by staff stands in the audit list: who, whom, when."""

from drita.foundation.audit import record_audit
from drita.interfaces.staff.access import Visit


def note_look(*, visit: Visit, account_id: int, action: str = "looked_at") -> None:
    """(This function will) write down, before the page is sent, that a person looked at an account."""
    record_audit(
        staff_id=visit.staff.pk,
        actor=visit.staff.username,
        action=action,
        object_kind="account",
        object_ids=[account_id],
    )
