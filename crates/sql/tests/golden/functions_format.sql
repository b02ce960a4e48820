-- Trino's documentation of format(); Java's Formatter.
SELECT format('%s%%', 123), format('%.5f', pi()), format('%03d', 8), format('%,.2f', 1234567.89), format('%-7s,%7s', 'hello', 'world'), format('%2$s %3$s %1$s', 'a', 'b', 'c'), format('%1$tA, %1$tB %1$te, %1$tY', DATE '2006-07-04');
SELECT format('%+d|% d|%(d|%x|%X|%o|%#x', 5, 5, -5, 255, 255, 8, 255), format('%e %.2e %10.3f|%-10.1f|', 12345.678e0, 0.00012e0, 1.5e0, 2.25e0), format('%5s|%.2s|%S', true, 'abc', 'abc');
SELECT format('%s %s', NULL, DECIMAL '1.50'), format('%.1f', DECIMAL '1.25'), format('%s %s', DATE '2024-01-02', TIMESTAMP '2024-01-02 03:04'), format('%tH:%<tM', TIMESTAMP '2024-01-02 03:04:05');
SELECT format('%s-%d', name, id) FROM (VALUES (1, 'a'), (2, NULL)) AS t (id, name);
SELECT format_number(123456), format_number(1000000), format_number(12.5), parse_data_size('1B'), parse_data_size('1kB'), parse_data_size('2.3MB');
SELECT format('%d', 'a');
SELECT format('%s %s', 'a');
SELECT format('%q', 1);
SELECT concat_ws(',', 'a', NULL, 'c'), concat_ws('-', ARRAY['x', NULL, 'z']), concat_ws(CAST(NULL AS varchar), 'a'), concat_ws(',', ARRAY[]) = '';
SELECT format('%1000000000d', 1);
SELECT format('%', 1);
