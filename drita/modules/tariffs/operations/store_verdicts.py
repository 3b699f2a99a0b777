"""Check the worked examples of a version and keep what came out."""

from datetime import datetime

from drita.modules.tariffs.models import ExampleVerdict, TariffVersion
from drita.rules.tariffs import definition, worked_examples


def store_verdicts(
    *, version: TariffVersion, meaning: definition.TariffVersion, checked_at: datetime
) -> tuple[worked_examples.ExampleVerdict, ...]:
    """
    (This function will) rate the examples of a version and replace its stored verdicts by the new ones.

    Joins the caller's transaction.
    """
    verdicts = worked_examples.example_verdicts(version=meaning)
    ExampleVerdict.objects.filter(version=version).delete()
    ExampleVerdict.objects.bulk_create(
        ExampleVerdict(
            version=version,
            position=position,
            title_sq=verdict.title.sq,
            title_en=verdict.title.en,
            expected=dict(verdict.expected),
            computed=dict(verdict.computed),
            problems=list(verdict.problems),
            passed=verdict.is_passed,
            checked_at=checked_at,
        )
        for position, verdict in enumerate(verdicts, start=1)
    )
    return verdicts
