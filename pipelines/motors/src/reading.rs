//! A reading: what the test bench measured of the machine at one time, and the columns it is written in.

/// The measured columns, in the order of the newer edition of the bench's file. Temperatures (coolant,
/// stator_winding, stator_tooth, pm, stator_yoke, ambient) are degrees Celsius, voltages (u) volts and
/// currents (i) amperes in d/q coordinates, motor_speed revolutions a minute, torque newton metres;
/// profile_id says which session it was. The standardised edition has the same columns without units.
pub const COLUMNS: [&str; 13] = [
    "u_q",
    "coolant",
    "stator_winding",
    "u_d",
    "stator_tooth",
    "motor_speed",
    "i_d",
    "i_q",
    "pm",
    "stator_yoke",
    "ambient",
    "torque",
    "profile_id",
];

/// The column of the reading's number, the table's key. The bench's own files have none.
pub const ID: &str = "id";

/// The header line of a batch that this crate writes: [`ID`] and then [`COLUMNS`].
pub fn header() -> String {
    format!("{ID},{}", COLUMNS.join(","))
}
