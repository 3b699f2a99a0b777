-- Accounts that bear one of the numbers of a slice to be stored, with the folded name of their holder.
SELECT a.id AS account_id, a.number AS account_number, p.name AS stored_name, p.name_folded AS stored_folded
FROM customers_account a
JOIN customers_party p ON p.id = a.party_id
WHERE a.number = ANY(%s)
