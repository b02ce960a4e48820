//! The reader on both editions of the bench's file, in pieces of every size, and on what is none.

use super::*;

const NEWER: &str = "u_q,coolant,stator_winding,u_d,stator_tooth,motor_speed,i_d,i_q,pm,stator_yoke,ambient,torque,profile_id\n\
    -0.450681508,18.80517197,19.08666992,-0.350054592,18.29321861,0.002865568,0.00441914,0.000328102,24.55421448,18.31654739,19.85069084,0.187100798,17\n\
    1,2,3,4,5,6,7,8,9,10,11,12,17\n";
const OLDER: &str = "ambient,coolant,u_d,u_q,motor_speed,torque,i_d,i_q,pm,stator_yoke,stator_tooth,stator_winding,profile_id\r\n\
    11,2,4,1,6,12,7,8,9,10,5,3,4\r\n";

fn read(text: &str, piece: usize) -> Result<Vec<Row>, Malformed> {
    let mut reader = Reader::new(100);
    let mut rows = Vec::new();
    for piece in text.as_bytes().chunks(piece) {
        rows.extend(reader.push(piece)?);
    }
    rows.extend(reader.finish()?);
    Ok(rows)
}

fn texts(row: &Row) -> Vec<String> {
    row.values.iter().map(ToString::to_string).collect()
}

#[test]
fn both_editions_are_read_whatever_the_pieces() {
    for piece in [1, 7, 100_000] {
        let rows = read(NEWER, piece).unwrap();
        assert_eq!(rows.len(), 2);
        assert_eq!(rows[0].id.to_string(), "101");
        assert_eq!((&texts(&rows[0])[0][..], &texts(&rows[0])[12][..]), ("-0.450681508", "17"));
        let rows = read(OLDER, piece).unwrap();
        let expected: Vec<_> = (1..=12).chain([4]).map(|number| number.to_string()).collect();
        assert_eq!(texts(&rows[0]), expected);
    }
}

#[test]
fn ids_that_the_file_gives_are_kept_and_no_end_of_line_is_needed() {
    let text = format!(
        "\u{feff}\"{}\n7,1,2,3,4,5,6,7,8,9,10,11,12,1e-05",
        &crate::reading::header().replace(',', "\",\"")
    );
    let rows = read(&(text.replacen("profile_id\n", "profile_id\"\n", 1)), 5).unwrap();
    assert_eq!((rows[0].id.to_string(), texts(&rows[0])[12].parse::<f64>()), ("7".to_owned(), Ok(1e-5)));
}

#[test]
fn what_is_wrong_is_named_by_line_and_column() {
    let said = |text: &str| read(text, 9).unwrap_err().to_string();
    assert_eq!(said(&NEWER.replacen(",9,", ",warm,", 1)), "line 3, column `pm`: `warm` is not a number");
    assert_eq!(said(&NEWER.replacen(",9,", ",,", 1)), "line 3, column `pm`: `` is not a number");
    assert_eq!(said(&NEWER.replacen(",9,", ",NaN,", 1)), "line 3, column `pm`: `NaN` is not a number");
    assert_eq!(
        said(&NEWER.replacen(",12,17", "", 1)),
        "line 3, column `torque`: the row has 11 fields, the header names 13"
    );
    assert_eq!(
        said(&NEWER.replacen(",12,17", ",12,17,18", 1)),
        "line 3, column `profile_id`: the row has 14 fields, the header names 13"
    );
    assert_eq!(
        said(&NEWER.replacen("pm", "rotor", 1)),
        "line 1: `rotor` is no column of a reading; take it out"
    );
    assert_eq!(said(&NEWER.replacen("pm,", "", 1)), "line 1: column `pm` is missing");
    assert_eq!(said(&NEWER.replacen("pm", "u_q", 1)), "line 1: column `u_q` is there twice");
    assert_eq!(said("\n\n"), Malformed::Empty.to_string());
    assert_eq!(read("", 1), Err(Malformed::Empty));
    assert_eq!(Reader::new(0).push(&[0x1f, 0x8b, 8]), Err(Malformed::Packed));
    assert_eq!(read(&"x".repeat(70_000), 1000), Err(Malformed::NotALine(1)));
}
