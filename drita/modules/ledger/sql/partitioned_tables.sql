-- Creates journal, open items and allocations; partitions below them are made by ledger_ensure_month and by runs.
INSERT INTO ledger_source (id, kind, ref, visible_seq, visible_at) VALUES (0, 'online', '', 0, now());
CREATE SEQUENCE ledger_source_id_seq AS integer;

CREATE SEQUENCE ledger_entry_id_seq AS bigint;
CREATE TABLE ledger_entry (
    id bigint NOT NULL DEFAULT nextval('ledger_entry_id_seq'),
    booking_month date NOT NULL,
    source_id integer NOT NULL REFERENCES ledger_source (id),
    account_id bigint REFERENCES customers_account (id),
    event text COLLATE "C" NOT NULL,
    rule_id text COLLATE "C" NOT NULL,
    document_kind text COLLATE "C" NOT NULL,
    document_id bigint NOT NULL,
    document_month date,
    document_date date NOT NULL,
    booking_date date NOT NULL,
    value_date date NOT NULL,
    reconciliation_key text COLLATE "C" NOT NULL CHECK (length(reconciliation_key) <= 16),
    booked_at timestamptz NOT NULL DEFAULT now(),
    PRIMARY KEY (id, booking_month, source_id),
    CONSTRAINT ledger_entry_month_of_booking CHECK (
        booking_month = make_date(extract(year FROM booking_date)::int, extract(month FROM booking_date)::int, 1))
) PARTITION BY RANGE (booking_month);
ALTER SEQUENCE ledger_entry_id_seq OWNED BY ledger_entry.id;
CREATE INDEX ledger_entry_by_account ON ledger_entry (account_id, id);
CREATE INDEX ledger_entry_by_document ON ledger_entry (document_kind, document_id);

-- The account is repeated on every posting so that the journal can be spread over servers by account; it is that of
-- the entry, proven with the balance, and needs no key of its own on five rows a bill.
CREATE TABLE ledger_posting (
    entry_id bigint NOT NULL,
    line_no integer NOT NULL CHECK (line_no > 0),
    booking_month date NOT NULL,
    source_id integer NOT NULL,
    account_id bigint,
    ledger_account text COLLATE "C" NOT NULL REFERENCES ledger_ledger_account (code),
    debit_minor bigint NOT NULL DEFAULT 0,
    credit_minor bigint NOT NULL DEFAULT 0,
    PRIMARY KEY (entry_id, line_no, booking_month, source_id),
    CONSTRAINT ledger_posting_one_side CHECK (
        (debit_minor > 0 AND credit_minor = 0) OR (credit_minor > 0 AND debit_minor = 0))
) PARTITION BY RANGE (booking_month);

CREATE TABLE ledger_reversal (
    -- The key makes sure that an entry is taken back once.
    reversed_entry_id bigint PRIMARY KEY,
    reversed_month date NOT NULL,
    reversed_source_id integer NOT NULL,
    reversing_entry_id bigint NOT NULL UNIQUE,
    reversing_month date NOT NULL,
    reversing_source_id integer NOT NULL GENERATED ALWAYS AS (0) STORED,
    reason text NOT NULL,
    by_id bigint REFERENCES organisation_staff (id),
    FOREIGN KEY (reversed_entry_id, reversed_month, reversed_source_id)
        REFERENCES ledger_entry (id, booking_month, source_id),
    FOREIGN KEY (reversing_entry_id, reversing_month, reversing_source_id)
        REFERENCES ledger_entry (id, booking_month, source_id),
    CHECK (reversed_entry_id <> reversing_entry_id)
);

CREATE SEQUENCE ledger_open_item_id_seq AS bigint;
CREATE TABLE ledger_open_item (
    id bigint NOT NULL DEFAULT nextval('ledger_open_item_id_seq'),
    item_month date NOT NULL,
    source_id integer NOT NULL,
    account_id bigint NOT NULL REFERENCES customers_account (id),
    contract_id bigint,
    kind text COLLATE "C" NOT NULL CHECK (kind IN ('bill', 'advance', 'opening', 'instalment')),
    document_kind text COLLATE "C" NOT NULL,
    document_id bigint NOT NULL,
    document_number text COLLATE "C" NOT NULL,
    interest_class text COLLATE "C" NOT NULL REFERENCES ledger_interest_class (code),
    control_account text COLLATE "C" NOT NULL REFERENCES ledger_ledger_account (code),
    original_minor bigint NOT NULL CHECK (original_minor <> 0),
    item_date date NOT NULL,
    due_date date NOT NULL,
    entry_id bigint NOT NULL,
    -- A cache of what the allocations say; written only under the lock of the account.
    open_principal_minor bigint NOT NULL,
    accrued_nano numeric(38, 0) NOT NULL DEFAULT 0 CHECK (accrued_nano >= 0),
    accrued_to_date date NOT NULL,
    interest_paid_minor bigint NOT NULL DEFAULT 0,
    settled_date date,
    PRIMARY KEY (id, item_month, source_id),
    CONSTRAINT ledger_open_item_open_within_original CHECK (
        CASE WHEN original_minor > 0 THEN open_principal_minor BETWEEN 0 AND original_minor
             ELSE open_principal_minor BETWEEN original_minor AND 0 END),
    CONSTRAINT ledger_open_item_advance_is_credit CHECK (kind <> 'advance' OR original_minor < 0),
    CONSTRAINT ledger_open_item_settled_is_empty CHECK (settled_date IS NULL OR open_principal_minor = 0)
) PARTITION BY RANGE (item_month);
ALTER SEQUENCE ledger_open_item_id_seq OWNED BY ledger_open_item.id;
-- The debt of an account reads only what is open: a dozen rows at most, however long the history.
CREATE INDEX ledger_open_item_still_open ON ledger_open_item (account_id) WHERE settled_date IS NULL;
CREATE INDEX ledger_open_item_by_account ON ledger_open_item (account_id, item_date);
CREATE INDEX ledger_open_item_by_document ON ledger_open_item (document_kind, document_id);

CREATE SEQUENCE ledger_allocation_id_seq AS bigint;
CREATE TABLE ledger_allocation (
    id bigint NOT NULL DEFAULT nextval('ledger_allocation_id_seq'),
    account_id bigint NOT NULL REFERENCES customers_account (id),
    entry_id bigint NOT NULL,
    booking_month date NOT NULL,
    source_id integer NOT NULL,
    item_id bigint NOT NULL,
    item_month date NOT NULL,
    item_source_id integer NOT NULL,
    component text COLLATE "C" NOT NULL CHECK (component IN ('interest', 'principal')),
    -- Negative: an allocation released, or credit of an advance used up.
    amount_minor bigint NOT NULL CHECK (amount_minor <> 0),
    value_date date NOT NULL,
    strategy text COLLATE "C" NOT NULL,
    paid_by_kind text COLLATE "C" NOT NULL CHECK (paid_by_kind IN ('payment', 'advance', 'reversal')),
    paid_by_id bigint NOT NULL,
    PRIMARY KEY (id, booking_month, source_id),
    -- Nothing is settled before it happened: a search for what was settled after a day passes over earlier months.
    CONSTRAINT ledger_allocation_not_ahead CHECK (value_date < booking_month + interval '1 month'),
    FOREIGN KEY (entry_id, booking_month, source_id) REFERENCES ledger_entry (id, booking_month, source_id),
    FOREIGN KEY (item_id, item_month, item_source_id) REFERENCES ledger_open_item (id, item_month, source_id)
) PARTITION BY RANGE (booking_month);
ALTER SEQUENCE ledger_allocation_id_seq OWNED BY ledger_allocation.id;
CREATE INDEX ledger_allocation_by_account ON ledger_allocation (account_id);
CREATE INDEX ledger_allocation_by_item ON ledger_allocation (item_id);

-- Terms of one class, and versions of one event, never overlap. The name goes into the key as its hash: equality
-- needs no extension that way, and two names with one hash would at worst be refused.
ALTER TABLE ledger_interest_rate ADD CONSTRAINT ledger_rate_periods_apart EXCLUDE USING gist (
    int8range(hashtextextended(interest_class, 0), hashtextextended(interest_class, 0), '[]') WITH &&,
    valid_period WITH &&);
ALTER TABLE ledger_interest_cap ADD CONSTRAINT ledger_cap_periods_apart EXCLUDE USING gist (
    int8range(hashtextextended(interest_class, 0), hashtextextended(interest_class, 0), '[]') WITH &&,
    valid_period WITH &&);
ALTER TABLE ledger_posting_rule ADD CONSTRAINT ledger_posting_rule_periods_apart EXCLUDE USING gist (
    int8range(hashtextextended(event, 0), hashtextextended(event, 0), '[]') WITH &&,
    valid_period WITH &&);
ALTER TABLE ledger_suspension ADD CONSTRAINT ledger_suspension_not_empty CHECK (NOT isempty(period));
