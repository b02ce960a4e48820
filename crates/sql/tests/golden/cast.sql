-- Casts: text is parsed strictly, numbers are rounded half up, nothing is out of range.
SELECT CAST('12' AS integer), CAST(' 1.5 ' AS double), CAST('1.555' AS decimal(10,2)), CAST('true' AS boolean);
SELECT CAST('abc' AS integer);
SELECT TRY_CAST('abc' AS integer), TRY_CAST('2024-02-30' AS date);
SELECT CAST(2.5 AS integer), CAST(-2.5e0 AS bigint), CAST(1e10 AS varchar), CAST(0.1e0 AS varchar), CAST(1.50 AS varchar);
SELECT CAST(3000000000 AS integer);
SELECT CAST('abcdef' AS varchar(3)), CAST(DATE '2024-01-01' AS varchar), CAST(TIMESTAMP '2024-01-01 10:00' AS date);
SELECT CAST('2024-05-06 07:08:09.123' AS timestamp), CAST('2024-05-06 00:00 Europe/Vienna' AS timestamp with time zone);
SELECT CAST(ARRAY[1, 2] AS array(varchar)), CAST(ARRAY[1, 2] AS json), CAST(ROW(1, 'x') AS json);
SELECT CAST(JSON '{"a": 1, "b": [true, null]}' AS map(varchar, json)), CAST(JSON '[1, 2]' AS array(bigint));
SELECT CAST(1 AS date);
SELECT CAST('a' AS nosuch);
SELECT CAST(NULL AS integer), CAST(true AS integer), CAST(0 AS boolean);
