from drita.modules.metering.models.installation import Installation
from drita.modules.metering.models.interval_day import IntervalDay
from drita.modules.metering.models.meter import Meter, Register, RegisterMultiplier
from drita.modules.metering.models.reading import Reading, ReadingRefusal

__all__ = [
    "Installation",
    "IntervalDay",
    "Meter",
    "Reading",
    "ReadingRefusal",
    "Register",
    "RegisterMultiplier",
]
