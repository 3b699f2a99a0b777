"""The tables of the technical layer, where Django looks for them."""

from drita.foundation.audit import AuditEntry

__all__ = ["AuditEntry"]
