"""Tables of the module organisation, one file per aggregate."""

from drita.modules.organisation.models.agency import Agency, Region, Route
from drita.modules.organisation.models.holiday import Holiday
from drita.modules.organisation.models.staff import Staff, StaffRole

__all__ = ["Agency", "Holiday", "Region", "Route", "Staff", "StaffRole"]
