"""Whatever is wrong with one contract, it becomes a problem with a reason and the others get their bills."""

from django.db import connections

from drita.modules.billing import queries
from drita.modules.billing.operations.run_bill_run import run_bill_run
from tests.batch.operators import AT, Operator, plan


def _owner(operator: Operator, statement: str, params: list[object]) -> None:
    with operator.database.connect_owner() as owner:
        owner.execute(statement, params)


def test_each_kind_of_bad_row_is_a_problem_and_the_rest_is_billed(operator: Operator) -> None:
    trial = plan("trial")
    run_bill_run(run_id=trial, at=AT)
    good = queries.get_run(run_id=trial)
    unbilled = {each.contract_id for each in queries.list_problems(run_id=trial, limit=1_000)}
    breaks, endless, homeless, unknown = [each for each in operator.contract_ids if each not in unbilled][:4]
    by_contract = (
        "WHERE register_id IN (SELECT g.id FROM metering_register g JOIN metering_installation i USING (meter_id)"
        " JOIN customers_contract c USING (service_point_id) WHERE c.id = %s)"
    )
    # A product that no 64 bits hold breaks the calculation of the whole chunk, not of one row.
    _owner(operator, f"UPDATE metering_registermultiplier SET multiplier_milli = 9e17 {by_contract}", [breaks])
    _owner(
        operator, "UPDATE customers_contractcategoryperiod SET tariff_code = 'GONE' WHERE contract_id = %s", [endless]
    )
    _owner(operator, "DELETE FROM customers_contractcategoryperiod WHERE contract_id = %s", [homeless])
    _owner(
        operator,
        "DELETE FROM metering_installation WHERE service_point_id ="
        " (SELECT service_point_id FROM customers_contract WHERE id = %s)",
        [unknown],
    )
    connections.close_all()
    run_id = plan()
    run_bill_run(run_id=run_id, at=AT)
    row = queries.get_run(run_id=run_id)
    codes = {each.contract_id: each.code for each in queries.list_problems(run_id=run_id, limit=1_000)}
    assert codes[endless] == "tariff_unknown"
    assert codes[homeless] == "no_category"
    assert codes[unknown] == "no_meter"
    assert codes[breaks] in ("unexpected", "quantity_out_of_bounds")
    assert (row.state, row.bills, row.problems) == ("done", good.bills - 4, good.problems + 4)
    assert queries.prove_numbers().is_sound
