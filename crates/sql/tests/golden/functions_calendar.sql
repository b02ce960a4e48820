-- Joda's patterns, durations, zones, sequences of moments.
SELECT format_datetime(TIMESTAMP '2001-08-22 03:04:05.321', 'yyyy-MM-dd HH:mm:ss.SSS'), format_datetime(TIMESTAMP '2001-08-22 15:04:05', 'EEE, d MMM yy h:mm a'), format_datetime(TIMESTAMP '2001-08-22 03:04:05', 'EEEE MMMM D w xxxx e K k ''o''''clock''');
SELECT format_datetime(TIMESTAMP '2001-08-22 03:04:05 UTC', 'Z ZZ ZZZ'), format_datetime(DATE '2024-05-06', 'yyyyMM');
SELECT parse_datetime('1960/01/22 03:04', 'yyyy/MM/dd HH:mm'), parse_datetime('1960/01/22 03:04 +0300', 'yyyy/MM/dd HH:mm Z'), parse_datetime('20240506070809', 'yyyyMMddHHmmss'), parse_datetime('6 May 24 5:07 PM', 'd MMM yy h:mm a'), parse_datetime('2024-05-06 07:08 America/New_York', 'yyyy-MM-dd HH:mm ZZZ');
SELECT human_readable_seconds(96), human_readable_seconds(3762), human_readable_seconds(56363463), human_readable_seconds(0);
SELECT parse_duration('42.8ms'), parse_duration('3.81 d'), parse_duration('5m'), to_milliseconds(parse_duration('1d')), to_milliseconds(INTERVAL '1' HOUR);
SELECT from_unixtime_nanos(100000000000), timezone_hour(TIMESTAMP '2001-08-22 03:04:05 UTC'), timezone_minute(TIMESTAMP '2001-08-22 03:04:05 UTC'), current_timezone(), timezone(TIMESTAMP '2001-08-22 03:04:05 UTC');
SELECT sequence(TIMESTAMP '2024-01-01 00:00', TIMESTAMP '2024-01-01 12:00', INTERVAL '6' HOUR), sequence(DATE '2024-01-31', DATE '2024-04-30', INTERVAL '1' MONTH);
SELECT parse_datetime('x', 'yyyy');
SELECT parse_duration('5 parsecs');
SELECT format_datetime(TIMESTAMP '2001-08-22 03:04:05', 'QQ');
