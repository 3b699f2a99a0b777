"""The print run: many bills in one file, as they come."""

import io
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pypdf
import pypdfium2

from drita.documents.bill.content import BillDocument
from drita.documents.bill.print_file import bill_pdf, write_print_file
from drita.documents.bill.specimens import busy_business, household
from drita.documents.bill.template import BillTemplate
from drita.rules.words import Language


def many(count: int) -> Iterator[BillDocument]:
    for number in range(count):
        language: Language = "en" if number % 7 == 0 else "sq"
        base = busy_business(language) if number % 50 == 49 else household(language)
        yield replace(base, bill_number=f"26A-{number:07d}")


def test_every_bill_is_in_the_file_once_and_in_order(template: BillTemplate) -> None:
    out = io.BytesIO()
    printed = write_print_file(documents=many(120), template=template, out=out)
    assert (printed.bills, printed.pages, printed.size) == (120, 122, len(out.getvalue()))
    assert [pages for pages in printed.pages_of_bills if pages > 1] == [2, 2]
    document = pypdfium2.PdfDocument(out.getvalue())
    assert len(document) == 122
    page = 0
    for number, pages in enumerate(printed.pages_of_bills):
        for turned in range(pages):
            text = document[page + turned].get_textpage().get_text_bounded()
            assert f"26A-{number:07d}" in text
        page += pages


def test_a_bill_of_the_run_is_the_bill_alone(template: BillTemplate) -> None:
    out = io.BytesIO()
    write_print_file(documents=many(60), template=template, out=out)
    run = pypdf.PdfReader(out)
    alone = pypdf.PdfReader(io.BytesIO(bill_pdf(documents=[list(many(60))[41]], template=template, tagged=False)))
    one, other = run.pages[41].get_contents(), alone.pages[0].get_contents()
    assert one is not None
    assert other is not None
    assert one.get_data() == other.get_data()


def test_the_same_run_gives_the_same_bytes(template: BillTemplate) -> None:
    first, second = io.BytesIO(), io.BytesIO()
    one = write_print_file(documents=many(30), template=template, out=first)
    other = write_print_file(documents=many(30), template=template, out=second)
    assert first.getvalue() == second.getvalue()
    assert one.content_digest == other.content_digest


def test_an_empty_run_is_a_sound_file_without_pages(template: BillTemplate) -> None:
    out = io.BytesIO()
    assert write_print_file(documents=[], template=template, out=out).pages == 0
    assert len(pypdf.PdfReader(out).pages) == 0


def test_memory_stays_flat_and_the_run_is_quick(template: BillTemplate, tmp_path: Path) -> None:
    stored = tmp_path / "template"
    stored.write_bytes(template.to_bytes())
    program = Path(__file__).with_name("measure_run.py")
    done = subprocess.run(
        [sys.executable, str(program), str(stored), str(tmp_path / "run.pdf"), "5000"],
        capture_output=True,
        text=True,
        check=True,
    )
    pages, rate, best, growth_kib = (float(word) for word in done.stdout.split())
    print(f"{rate:.0f} pages per CPU second with codes ({best:.0f} in the best 500), {growth_kib:.0f} KiB more memory")
    assert pages == 5000
    # Eight bytes an offset and a page count a bill, and what an allocator keeps; a page held would be 20 MiB.
    assert growth_kib < 4096
    # A tenth of what an idle machine does, so that a busy one does not fail it: a slip of a whole order is found.
    assert rate > 120
