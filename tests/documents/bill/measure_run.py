"""Measure a print run in a process of its own: pages, pages per CPU second (over all, best 500), growth of memory in KiB."""

import resource
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from drita.documents.bill.content import BillDocument
from drita.documents.bill.print_file import write_print_file
from drita.documents.bill.specimens import household
from drita.documents.bill.template import read_template


class Clock:
    """What the making of the documents took, and the memory once the caches are warm."""

    making_s = 0.0
    warm_kib = 0

    def __init__(self) -> None:
        self.block_s: list[float] = []  # CPU time of the writer at every 500th bill


def vary(*, count: int, clock: Clock) -> Iterator[BillDocument]:
    """Make bills that differ in all that a household's bills differ in; the making is not on the writer's clock."""
    base = household()
    for number in range(count):
        begun = time.process_time()
        wh = (number * 7919) % 900_000 // 1000 * 1000
        energy = wh * 85 // 100
        vat = energy // 5
        total = energy + vat + 10_000
        document = replace(
            base,
            bill_number=f"26A-{number:07d}",
            subscriber=replace(
                base.subscriber,
                name=f"Çlirim Hoxhëzi {number}",
                contract_number=f"TR2-{number:07d}",
                address_lines=(f"Rruga “Çamëria”, nd. {number % 90}, ap. {number % 40}", "1019 Tiranë"),
            ),
            readings=(
                replace(
                    base.readings[0],
                    meter_serial=f"ISK {20_000_000 + number}",
                    present_milli=10_452_000 + wh,
                    consumption_wh=wh,
                ),
            ),
            lines=(
                replace(base.lines[0], quantity=wh, amount_minor=energy),
                replace(base.lines[1], quantity=energy, amount_minor=vat),
                base.lines[2],
            ),
            consumption_wh=wh,
            taxable_minor=energy,
            vat_minor=vat,
            total_minor=total,
            payable_minor=total + 871_210,
            history=tuple(
                replace(month, consumption_wh=(number * 31 + place * 97) % 900 * 1000)
                for place, month in enumerate(base.history)
            ),
        )
        clock.making_s += time.process_time() - begun
        if number % 500 == 0:
            clock.block_s.append(time.process_time() - clock.making_s)
        if number == 500:
            # By now the caches and the allocator have what they will ever need.
            clock.warm_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
        yield document


def measure(*, stored: Path, printed_to: Path, count: int) -> str:
    """Write a run and tell how it went."""
    template = read_template(stored.read_bytes())
    clock = Clock()
    begun_s = time.process_time()
    with printed_to.open("wb") as out:
        printed = write_print_file(documents=vary(count=count, clock=clock), template=template, out=out)
    spent_s = time.process_time() - begun_s - clock.making_s
    grown_kib = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - clock.warm_kib
    # Others may be using this machine; the quickest five hundred are nearest to what the writer itself needs.
    best_s = min(end - begin for begin, end in pairwise(clock.block_s))
    return f"{printed.pages} {printed.pages / spent_s} {500 / best_s} {grown_kib}\n"


if __name__ == "__main__":
    sys.stdout.write(measure(stored=Path(sys.argv[1]), printed_to=Path(sys.argv[2]), count=int(sys.argv[3])))
