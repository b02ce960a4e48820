-- Bases, truncation, buckets, vectors, distributions.
SELECT to_base(255, 16), to_base(-5, 2), to_base(0, 36), from_base('ff', 16), from_base('-101', 2), sinh(0), cosh(0), tanh(0);
SELECT truncate(12.345), truncate(-12.345, 1), truncate(12.345, -1), truncate(DOUBLE '3.7'), truncate(DOUBLE '-12.389', 2);
SELECT width_bucket(5, ARRAY[1, 3, 5, 7]), width_bucket(0.5, ARRAY[1, 2]), width_bucket(9, ARRAY[1, 2]);
SELECT cosine_similarity(MAP(ARRAY['a'], ARRAY[1.0]), MAP(ARRAY['a'], ARRAY[2.0])), dot_product(ARRAY[1.0, 2.0], ARRAY[3.0, 4.0]), euclidean_distance(ARRAY[1.0, 2.0], ARRAY[4.0, 6.0]), cosine_distance(ARRAY[1.0, 0.0], ARRAY[0.0, 1.0]);
SELECT round(normal_cdf(0, 1, 1.96), 9), round(inverse_normal_cdf(0, 1, 0.975), 9), inverse_normal_cdf(2, 3, 0.5), round(beta_cdf(3, 6, 0.3), 8), round(inverse_beta_cdf(3, 6, 0.44822619), 9), round(t_cdf(2.015048373, 5), 9), round(t_pdf(0, 1), 9);
SELECT round(wilson_interval_lower(1250, 1310, 1.96), 12), round(wilson_interval_upper(1250, 1310, 1.96), 12);
SELECT random() BETWEEN 0 AND 1, rand(10) < 10, random(5, 6), random(10000000000) >= 0, typeof(random(3)), uuid() = uuid(), length(CAST(uuid() AS varchar)), typeof(uuid());
SELECT count(DISTINCT uuid()) FROM UNNEST(sequence(1, 50)) AS t (n);
SELECT from_base('z', 16);
SELECT to_base(1, 37);
SELECT width_bucket(1, ARRAY[2, 1]);
SELECT random(0);
SELECT cosine_distance(ARRAY[1.0, 2.0], ARRAY[3.0, 4.0]), cosine_similarity(ARRAY[1.0, 2.0], ARRAY[3.0, 4.0]), euclidean_distance(ARRAY[1.0, 2.0], ARRAY[3.0, 4.0]), cosine_distance(MAP(ARRAY['a'], ARRAY[1.0]), MAP(ARRAY['a'], ARRAY[2.0]));
