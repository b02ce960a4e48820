-- Aggregates that make maps, ranks, moments.
SELECT map_agg(k, v), multimap_agg(k, v), histogram(k), map_union(MAP(ARRAY[coalesce(k, 'z')], ARRAY[v])) FROM (VALUES ('a', 1), ('b', 2), ('a', 3), (NULL, 4)) AS t (k, v);
SELECT map_agg(k, v), histogram(k), approx_percentile(v, 0.5), skewness(v), geometric_mean(v), entropy(v) FROM (VALUES ('a', 1)) AS t (k, v) WHERE k = 'x';
SELECT g, map_agg(k, v), histogram(v), approx_percentile(v, 0.5) FROM (VALUES (1, 'a', 1), (1, 'b', 2), (2, 'a', 3), (2, 'c', NULL)) AS t (g, k, v) GROUP BY g ORDER BY g;
SELECT approx_most_frequent(3, x, 15) FROM (VALUES 'A', 'B', 'A', 'C', 'A', 'B', 'C', 'D', 'E') AS t (x);
SELECT approx_percentile(n, 0.5), approx_percentile(n, 0), approx_percentile(n, 1), approx_percentile(n, ARRAY[0.25, 0.5, 0.9]), approx_percentile(CAST(n AS double), 0.5), approx_percentile(n, n, 0.5), typeof(approx_percentile(n, 0.5)) FROM UNNEST(sequence(1, 100)) AS t (n);
SELECT round(skewness(n), 10), round(kurtosis(n), 10), geometric_mean(n) FROM (VALUES 1, 2, 3, 7, 11) AS t (n);
SELECT skewness(n), kurtosis(n), entropy(n), geometric_mean(n) FROM (VALUES 1, 1) AS t (n);
SELECT entropy(n) FROM (VALUES 1, 1, 2, 0, NULL) AS t (n);
SELECT multimap_agg(k, v ORDER BY v DESC) FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) AS t (k, v);
SELECT arbitrary(n) > 0, any_value(n) > 0, bitwise_and_agg(n), bitwise_or_agg(n), bitwise_xor_agg(n), every(n > 0), count_if(n > 1), covar_pop(n, n), corr(n, n), regr_slope(n, n) FROM (VALUES 7, 5) AS t (n);
SELECT approx_percentile(n, 2) FROM (VALUES 1) AS t (n);
SELECT map_agg(n) FROM (VALUES 1) AS t (n);
SELECT histogram(DISTINCT n) FROM (VALUES 4, 4, 1) AS t (n);
SELECT histogram(DISTINCT n), approx_percentile(n, 0.9) FROM (VALUES 4, 4, 1) AS t (n);
SELECT k, multimap_agg(k, v ORDER BY v DESC), array_agg(v ORDER BY v DESC) FROM (VALUES ('a', 1), ('b', 2), ('a', 3)) AS t (k, v) GROUP BY k ORDER BY k;
SELECT approx_percentile(n, ARRAY[NULL, 0.5]) FROM (VALUES 1, 2) AS t (n);
SELECT n, map_agg(n, n) OVER (ORDER BY n) FROM (VALUES 1, 2) AS t (n);
