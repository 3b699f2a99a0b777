"""Tables of the module tariffs."""

from drita.modules.tariffs.models.example_verdict import ExampleVerdict
from drita.modules.tariffs.models.tariff import Tariff
from drita.modules.tariffs.models.tariff_version import TariffVersion

__all__ = ["ExampleVerdict", "Tariff", "TariffVersion"]
