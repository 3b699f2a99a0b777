"""The tables of the module payments; only this module imports them."""

from drita.modules.payments.models.partner import Partner
from drita.modules.payments.models.payment import Payment, PaymentCancellation

__all__ = ["Partner", "Payment", "PaymentCancellation"]
