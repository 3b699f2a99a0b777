-- Creates bills, lines, readings and claims; partitions below them are made by foundation_ensure_month and by runs.
CREATE TABLE billing_period_claim (
    contract_id bigint NOT NULL,
    bill_month date NOT NULL CHECK (extract(day FROM bill_month) = 1),
    kind text COLLATE "C" NOT NULL,
    revision smallint NOT NULL CHECK (revision >= 0),
    bill_id bigint NOT NULL,
    source_id integer NOT NULL,
    PRIMARY KEY (contract_id, bill_month, kind, revision)
) PARTITION BY RANGE (bill_month);

CREATE SEQUENCE billing_bill_id_seq AS bigint;
CREATE TABLE billing_bill (
    id bigint NOT NULL DEFAULT nextval('billing_bill_id_seq'),
    bill_month date NOT NULL CHECK (extract(day FROM bill_month) = 1),
    source_id integer NOT NULL,
    series text COLLATE "C" NOT NULL,
    number bigint NOT NULL,
    account_id bigint NOT NULL REFERENCES customers_account (id),
    contract_id bigint NOT NULL REFERENCES customers_contract (id),
    service_point_id bigint NOT NULL,
    kind text COLLATE "C" NOT NULL,
    revision smallint NOT NULL,
    period_start date NOT NULL,
    period_end date NOT NULL,
    issue_date date NOT NULL,
    due_date date NOT NULL,
    tariff_code text COLLATE "C" NOT NULL,
    category text COLLATE "C" NOT NULL,
    consumption_wh bigint NOT NULL,
    reading_method text COLLATE "C" NOT NULL,
    energy_minor bigint NOT NULL,
    taxable_minor bigint NOT NULL,
    vat_minor bigint NOT NULL,
    untaxed_minor bigint NOT NULL,
    total_minor bigint NOT NULL,
    earlier_principal_minor bigint NOT NULL,
    earlier_interest_minor bigint NOT NULL,
    credit_minor bigint NOT NULL,
    payable_minor bigint NOT NULL,
    debt_last_entry_id bigint,
    snapshot jsonb NOT NULL,
    history_wh bigint[] NOT NULL,
    template_version text COLLATE "C" NOT NULL,
    issued_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, bill_month, source_id),
    UNIQUE (series, number, bill_month, source_id),
    CONSTRAINT billing_bill_period_forward CHECK (period_start < period_end),
    CONSTRAINT billing_bill_adds_up CHECK (total_minor = taxable_minor + vat_minor + untaxed_minor),
    CONSTRAINT billing_bill_payable_adds_up CHECK (
        payable_minor
        = total_minor + earlier_principal_minor + earlier_interest_minor
        - least(
            credit_minor,
            greatest(0, total_minor + earlier_principal_minor + earlier_interest_minor)
        )
    )
) PARTITION BY RANGE (bill_month);
ALTER SEQUENCE billing_bill_id_seq OWNED BY billing_bill.id;
CREATE INDEX billing_bill_by_contract ON billing_bill (contract_id, bill_month);
CREATE INDEX billing_bill_by_account ON billing_bill (account_id, bill_month);

CREATE TABLE billing_bill_line (
    bill_id bigint NOT NULL,
    line_no integer NOT NULL,
    bill_month date NOT NULL CHECK (extract(day FROM bill_month) = 1),
    source_id integer NOT NULL,
    account_id bigint NOT NULL,
    charge_code text COLLATE "C" NOT NULL,
    rule_id text COLLATE "C" NOT NULL,
    tariff_version text COLLATE "C" NOT NULL,
    determinant text COLLATE "C" NOT NULL,
    quantity bigint NOT NULL,
    unit text COLLATE "C" NOT NULL,
    price_micro bigint NOT NULL,
    factor_ppm bigint NOT NULL,
    from_date date NOT NULL,
    to_date date NOT NULL,
    amount_minor bigint NOT NULL,
    ledger_key text COLLATE "C" NOT NULL,
    tax_code text COLLATE "C" NOT NULL,
    PRIMARY KEY (bill_id, line_no, bill_month, source_id)
) PARTITION BY RANGE (bill_month);

CREATE TABLE billing_bill_reading (
    bill_id bigint NOT NULL,
    line_no integer NOT NULL,
    bill_month date NOT NULL CHECK (extract(day FROM bill_month) = 1),
    source_id integer NOT NULL,
    account_id bigint NOT NULL,
    register_id bigint NOT NULL,
    meter_serial text COLLATE "C" NOT NULL,
    register_code text COLLATE "C" NOT NULL,
    decimals smallint NOT NULL,
    determinant text COLLATE "C" NOT NULL,
    zone text COLLATE "C" NOT NULL,
    previous_date date NOT NULL,
    previous_milli bigint NOT NULL,
    previous_quality text COLLATE "C" NOT NULL,
    present_date date NOT NULL,
    present_milli bigint NOT NULL,
    present_quality text COLLATE "C" NOT NULL,
    multiplier_milli bigint NOT NULL,
    consumption_wh bigint NOT NULL,
    PRIMARY KEY (bill_id, line_no, bill_month, source_id)
) PARTITION BY RANGE (bill_month);

-- Two ranges of one series can never share a number. A one-element range stands for equality, so
-- that no extension is needed; the cast is safe because a series is four digits.
ALTER TABLE billing_numberrange
    ADD CONSTRAINT billing_series_is_a_year CHECK (series ~ '^[0-9]{4}$'),
    ADD CONSTRAINT billing_ranges_apart EXCLUDE USING gist (
        int4range(series::int, series::int, '[]') WITH &&,
        int8range(first_number, last_number, '[]') WITH &&
    );
ALTER TABLE billing_numbervoid
    ADD CONSTRAINT billing_voids_apart EXCLUDE USING gist (
        int8range(range_id, range_id, '[]') WITH &&,
        int8range(first_number, last_number, '[]') WITH &&
    );
