"""Reads of the module network: what feeds whom."""

from collections.abc import Iterable

from drita.modules.network.models import Feeder, Transformer


def feeder_ids(*, codes: Iterable[str]) -> dict[str, int]:
    """(This function will) map feeder codes to ids; unknown codes are left out."""
    return dict(Feeder.objects.filter(code__in=set(codes)).values_list("code", "id"))


def transformer_ids(*, codes: Iterable[str]) -> dict[str, tuple[int, int]]:
    """(This function will) map transformer codes to (transformer id, feeder id); unknown codes are left out."""
    rows = Transformer.objects.filter(code__in=set(codes)).values_list("code", "id", "feeder_id")
    return {code: (transformer_id, feeder_id) for code, transformer_id, feeder_id in rows}
