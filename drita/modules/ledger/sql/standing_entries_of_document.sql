-- Lists the entries of a document that stand: those that reverse or were reversed are out.
SELECT e.id
FROM ledger_entry e
WHERE e.document_kind = %(document_kind)s AND e.document_id = %(document_id)s AND e.event <> 'reversal'
  AND NOT EXISTS (SELECT FROM ledger_reversal r WHERE r.reversed_entry_id = e.id)
ORDER BY e.id
