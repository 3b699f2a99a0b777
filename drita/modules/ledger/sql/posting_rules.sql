-- Reads the lines of the posting rules in force on one day.
SELECT r.event::text AS event,
       r.event || '/' || r.version AS rule_id,
       l.rank::bigint AS rank,
       l.line ->> 'key' AS key,
       l.line ->> 'side' AS side,
       l.line ->> 'ledger_account' AS ledger_account
FROM ledger_posting_rule r
CROSS JOIN LATERAL jsonb_array_elements(r.definition -> 'lines') WITH ORDINALITY AS l (line, rank)
WHERE r.valid_period @> %(on)s::date
ORDER BY r.event, l.rank
