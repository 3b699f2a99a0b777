"""A bill run, its chunks, and the contracts it could not bill."""

from django.contrib.postgres.fields import ArrayField
from django.db import models

from drita.modules.billing.choices import ChunkState, RunKind, RunState


class BillRun(models.Model):
    """One making of the bills of a month; a trial stores its sums and problems and nothing else."""

    bill_month = models.DateField()
    region = models.ForeignKey("organisation.Region", null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=8, choices=[(k.value, k.value) for k in RunKind])
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in RunState])
    source_id = models.IntegerField(null=True, unique=True)
    issue_date = models.DateField()
    created_by = models.ForeignKey(
        "organisation.Staff", null=True, blank=True, on_delete=models.PROTECT, related_name="+"
    )
    created_at = models.DateTimeField()
    started_at = models.DateTimeField(null=True)
    finished_at = models.DateTimeField(null=True)
    totals = models.JSONField(default=dict)

    class Meta:
        ordering = ("-id",)
        constraints = (
            models.CheckConstraint(
                condition=models.Q(kind="trial", source_id__isnull=True)
                | models.Q(kind="issue", source_id__isnull=False),
                name="billing_run_source_only_when_issuing",
            ),
        )

    def __str__(self) -> str:
        return f"run {self.pk} {self.bill_month:%Y-%m} {self.kind} {self.state}"


class BillRunChunk(models.Model):
    """
    A part of a run that is done whole or not at all.

    The contracts stand here in delivery order, so that a resumed run bills the very same ones;
    `first_number` is where this chunk's own stretch of the number range begins.
    """

    run = models.ForeignKey(BillRun, on_delete=models.PROTECT, related_name="chunks")
    no = models.IntegerField()
    state = models.CharField(max_length=8, choices=[(s.value, s.value) for s in ChunkState])
    contract_ids = ArrayField(models.BigIntegerField())
    contracts = models.IntegerField()
    first_number = models.BigIntegerField(null=True)
    accounts = models.IntegerField(default=0)
    bills = models.IntegerField(default=0)
    problems = models.IntegerField(default=0)
    seconds = models.FloatField(default=0)
    totals = models.JSONField(default=dict)

    class Meta:
        ordering = ("run_id", "no")
        constraints = (models.UniqueConstraint(fields=("run", "no"), name="billing_chunk_once"),)

    def __str__(self) -> str:
        return f"run {self.run_id} chunk {self.no} {self.state}"


class BillProblem(models.Model):
    """A contract that could not be billed, with the reason as a code and its values."""

    run = models.ForeignKey(BillRun, null=True, on_delete=models.PROTECT, related_name="+")
    contract_id = models.BigIntegerField()
    account_id = models.BigIntegerField()
    bill_month = models.DateField()
    code = models.CharField(max_length=48, db_collation="C")
    params = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    class Meta:
        ordering = ("id",)
        indexes = (
            models.Index(fields=("run", "code"), name="billing_problem_by_run"),
            models.Index(fields=("contract_id", "bill_month"), name="billing_problem_by_contract"),
        )

    def __str__(self) -> str:
        return f"{self.code} contract {self.contract_id} {self.bill_month:%Y-%m}"
