-- The eight questions of the pipeline `motors`, in SQL that Trino and DuckDB both read, with an order to compare by.

-- 1: first ten rows
SELECT * FROM readings ORDER BY id LIMIT 10;

-- 2: sum of pm per pm
SELECT pm, sum(pm) AS total FROM readings GROUP BY pm ORDER BY pm;

-- 3: sum of stator_tooth per pm
SELECT pm, sum(stator_tooth) AS total FROM readings GROUP BY pm ORDER BY pm;

-- 4: sum of stator_winding per pm
SELECT pm, sum(stator_winding) AS total FROM readings GROUP BY pm ORDER BY pm;

-- 5: readings per profile_id
SELECT profile_id, count(*) AS readings FROM readings GROUP BY profile_id ORDER BY profile_id;

-- 6: sum of motor_speed per profile_id
SELECT profile_id, sum(motor_speed) AS total FROM readings GROUP BY profile_id ORDER BY profile_id;

-- 7: sum of coolant per profile_id
SELECT profile_id, sum(coolant) AS total FROM readings GROUP BY profile_id ORDER BY profile_id;

-- 8: sum of ambient per profile_id
SELECT profile_id, sum(ambient) AS total FROM readings GROUP BY profile_id ORDER BY profile_id;
