"""Tables of the module network, one file per aggregate."""

from drita.modules.network.models.feeder import Feeder, Transformer

__all__ = ["Feeder", "Transformer"]
