-- Takes numbers that are declared void out of the stock of free numbers.
DELETE FROM billing_numberstock
WHERE series = %(series)s AND number BETWEEN %(first)s AND %(last)s
