//! The bytes that are kept, as `docs/formats/cloudwatch.md` states them.

use cloudwatch_service::engine::Summary;
use storage::Volume;

use crate::house::{House, NOW_S, datum, dimension, sample};

#[test]
fn a_data_point() {
    let mut samples = Summary::of_value(2.0, 3.0);
    samples.merge(&Summary::of_set(2.0, 3.0, 1.0, 2.0));
    let bytes = samples.encode();
    let words: Vec<String> = bytes[4..]
        .chunks(8)
        .map(|word| format!("{:x}", u64::from_be_bytes(word.try_into().unwrap())))
        .collect();
    assert_eq!(bytes[..4], [1, 1, 0, 0]);
    let (count, sum, minimum, maximum) =
        ("4014000000000000", "4022000000000000", "3ff0000000000000", "4000000000000000");
    assert_eq!(words, [count, sum, minimum, maximum, "4000000000000000", "4008000000000000"]);
    assert_eq!(Summary::decode(&bytes, true).unwrap(), samples);
    assert!(Summary::decode(&bytes[..bytes.len() - 1], true).is_err());
    assert!(Summary::decode(&[&[2][..], &bytes[1..]].concat(), true).is_err());
    let without = Summary::decode(&bytes, false).unwrap();
    assert_eq!((without.sum, without.values.values().len()), (9.0, 0));
}

#[test]
fn data_points_come_back() {
    arbtest::arbtest(|source| {
        let mut samples = Summary::of_value(f64::from(source.arbitrary::<i32>()?), 1.0);
        for _ in 0..source.arbitrary_len::<u64>()? {
            samples.merge(&Summary::of_value(
                f64::from(source.arbitrary::<i16>()?) / 8.0,
                f64::from(source.arbitrary::<u8>()?) + 0.5,
            ));
        }
        assert_eq!(Summary::decode(&samples.encode(), true).unwrap(), samples);
        let _ = Summary::decode(&source.arbitrary::<Vec<u8>>()?, true);
        Ok(())
    })
    .budget_ms(500);
}

#[tokio::test]
async fn the_store() {
    let volume = Volume::memory();
    let house = House::on(volume.clone());
    let with = cloudwatch_api::MetricDatum {
        dimensions: vec![dimension("b", "2"), dimension("a", "1")],
        unit: Some(cloudwatch_api::StandardUnit::Count),
        storage_resolution: Some(1),
        ..datum("m", NOW_S + 1, 2.0)
    };
    house.put(vec![with]).await;
    let report = dispatch::Report {
        place: house.call.place.clone(),
        source: "kinesis/s".into(),
        keeping: dispatch::Keeping::Add { sequence: 258 },
        samples: vec![sample(NOW_S, 1.0)],
    };
    house.dispatch.measure().unwrap().report(report).await.unwrap();
    let body = r#"{"widgets":[]}"#.to_owned();
    let input =
        cloudwatch_api::PutDashboardInput { dashboard_name: "d".into(), dashboard_body: body, tags: None };
    house.call::<cloudwatch_api::PutDashboard>(input).await.unwrap();
    let mut kept = Vec::new();
    let store = volume.key_value("cloudwatch").unwrap();
    store
        .scan_prefix(b"", &mut |key, value| {
            kept.push(format!("{} {}", key.escape_ascii(), value.escape_ascii()));
            std::ops::ControlFlow::Continue(())
        })
        .unwrap();
    let point = |value: &str| {
        format!(
            "\\x01\\x00\\x00\\x00?\\xf0\\x00\\x00\\x00\\x00\\x00\\x00{value}{value}{value}{value}?\\xf0\\x00\\x00\\x00\\x00\\x00\\x00"
        )
    };
    let (two, ten) = ("@\\x00\\x00\\x00\\x00\\x00\\x00\\x00", "@$\\x00\\x00\\x00\\x00\\x00\\x00");
    let number = |last: &str| format!("\\x00\\x00\\x00\\x00\\x00\\x00\\x00\\x{last}");
    assert_eq!(
        kept.iter().map(|pair| pair.split(' ').next().unwrap().to_owned()).collect::<Vec<_>>(),
        [
            "b/000000000000/d".to_owned(),
            "c/000000000000/us-east-1".to_owned(),
            format!("d\\x00{}\\x00\\x00\\x00\\x00kI\\xd2\\x01\\x0e\\x00\\x00\\x00\\x00", number("01")),
            format!("d\\x01{}\\x00\\x00\\x00\\x00kI\\xd2\\x00\\x03\\x00\\x00\\x00\\x01", number("02")),
            "m/000000000000/us-east-1/N\\x00m\\x00".to_owned(),
            "m/000000000000/us-east-1/N\\x00m\\x00a\\x001\\x00b\\x002\\x00".to_owned(),
            "n".to_owned(),
            "o".to_owned(),
            "s/000000000000/us-east-1/kinesis/s".to_owned(),
            "t/000000000000/us-east-1".to_owned(),
        ]
    );
    let value = |at: usize| kept[at].split_once(' ').unwrap().1.to_owned();
    assert_eq!(
        value(0),
        r#"{\"Version\":1,\"Body\":\"{\\\"widgets\\\":[]}\",\"Modified\":1800000000.0,\"Tags\":{}}"#
    );
    assert_eq!(value(1), number("02"));
    assert_eq!(value(2), point(two));
    assert_eq!(value(3), point(ten));
    assert_eq!(value(4), format!("\\x01{}\\x00\\x00\\x01\\xa3\\x18\\\\P\\x00", number("02")));
    assert_eq!(value(6), number("02"));
    assert_eq!(value(8), "\\x01\\x00\\x00\\x00\\x01\\x00\\x00\\x00\\x00\\x00\\x00\\x01\\x02");
}
