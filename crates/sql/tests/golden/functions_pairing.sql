-- Trino's documentation of arrays and maps, the less common of them.
SELECT combinations(ARRAY['foo', 'bar', 'baz'], 2), combinations(ARRAY[1, 2, 3], 2), combinations(ARRAY[1, 2, 2], 2);
SELECT ngrams(ARRAY['foo', 'bar', 'baz', 'foo'], 2), ngrams(ARRAY['foo', 'bar', 'baz', 'foo'], 3), ngrams(ARRAY['foo', 'bar', 'baz', 'foo'], 5), ngrams(ARRAY[1, 2, 3, 4], 2);
SELECT trim_array(ARRAY[1, 2, 3, 4], 1), trim_array(ARRAY[1, 2, 3, 4], 2), contains_sequence(ARRAY[1, 2, 3, 4, 5, 6], ARRAY[1, 2]), contains_sequence(ARRAY[1, 2, 3], ARRAY[1, 3]), array_histogram(ARRAY[42, 7, 42, NULL]);
SELECT zip(ARRAY[1, 2], ARRAY['1b', NULL, '3b']), cardinality(shuffle(ARRAY[1, 2, 3]));
SELECT multimap_from_entries(ARRAY[(1, 'x'), (2, 'y'), (1, 'z')]), split_to_multimap('a=1,b=2,a=3', ',', '='), luhn_check('79927398713'), luhn_check('79927398714');
SELECT typeof(123), typeof(1.5), typeof(cos(2) + 1.5), typeof(NULL), typeof(ARRAY[1]), typeof(TIMESTAMP '2024-01-01 00:00');
SELECT combinations(ARRAY[1], 6);
SELECT ngrams(ARRAY[1], 0);
SELECT trim_array(ARRAY[1], 2);
SELECT luhn_check('abcd');
SELECT map_zip_with(MAP(ARRAY[1, 2, 3], ARRAY['a', 'b', 'c']), MAP(ARRAY[1, 2, 3], ARRAY['d', 'e', 'f']), (k, v1, v2) -> concat(v1, v2)), map_zip_with(MAP(ARRAY['k1', 'k2'], ARRAY[1, 2]), MAP(ARRAY['k2', 'k3'], ARRAY[4, 9]), (k, v1, v2) -> (v1, v2));
SELECT cardinality(array_sort(sequence(1, 500), (x, y) -> IF((x * 7919 + y) % 3 = 0, 1, -1)));
SELECT cardinality(array_sort(sequence(1, 1000), (x, y) -> IF(from_big_endian_64(xxhash64(to_big_endian_64(x * 1000 + y))) % 2 = 0, 1, -1)));
SELECT array_sort(ARRAY[3, 2, 5, 1, 2], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))), array_sort(ARRAY['bc', 'ab', 'dc'], (x, y) -> IF(x < y, 1, IF(x = y, 0, -1))), ARRAY[NULL];
SELECT array_sort(ARRAY[3, 2], (x, y) -> CAST(NULL AS integer));
SELECT array_histogram(ARRAY[NULL, NULL]), array_histogram(ARRAY[]), ngrams(ARRAY['foo', 'bar', 'baz', 'foo'], 4), zip_with(ARRAY['a'], ARRAY['d', NULL, 'f'], (x, y) -> coalesce(x, y));
SELECT array_sort(ARRAY[3, 2, NULL, 5, NULL, 1, 2], (x, y) -> CASE WHEN x IS NULL THEN 1 WHEN y IS NULL THEN -1 WHEN x < y THEN 1 WHEN x = y THEN 0 ELSE -1 END), array_sort(ARRAY['a', 'abcd', 'abc'], (x, y) -> IF(length(x) < length(y), -1, IF(length(x) = length(y), 0, 1)));
