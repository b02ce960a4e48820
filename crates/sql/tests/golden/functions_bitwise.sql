-- Trino's documentation of bitwise functions.
SELECT bit_count(9, 64), bit_count(9, 8), bit_count(-7, 64), bit_count(-7, 8), bitwise_and(19, 25), bitwise_or(19, 25), bitwise_xor(19, 25), bitwise_not(-12), bitwise_not(19), bitwise_not(25);
SELECT bitwise_left_shift(1, 2), bitwise_left_shift(5, 2), bitwise_left_shift(20, 0), bitwise_left_shift(42, 0), bitwise_left_shift(0, 1), bitwise_left_shift(0, 2), bitwise_left_shift(TINYINT '127', 1);
SELECT bitwise_right_shift(8, 3), bitwise_right_shift(9, 1), bitwise_right_shift(20, 0), bitwise_right_shift(0, 1), bitwise_right_shift(12, 64), bitwise_right_shift(-45, 64), bitwise_right_shift(-1, 28);
SELECT bitwise_right_shift_arithmetic(12, 64), bitwise_right_shift_arithmetic(-45, 64), bitwise_right_shift_arithmetic(-8, 1);
SELECT bit_count(-7, 1);
SELECT bit_count(1000, 8);
