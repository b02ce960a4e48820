//! What is refused, in AWS's words, and changes nothing.

use cloudwatch_api as api;
use kernel::Timestamp;

use crate::house::{House, NOW_S, datum, dimension, hour, input, stat, statistics};

#[tokio::test]
async fn data_that_makes_no_sense() {
    let house = House::new();
    let good = || datum("m", NOW_S, 1.0);
    let none = || api::MetricDatum { value: None, ..good() };
    let set = |count, minimum, maximum| api::StatisticSet {
        sample_count: Some(count),
        sum: Some(1.0),
        minimum: Some(minimum),
        maximum: Some(maximum),
    };
    let (value, missing, combination) = (
        "InvalidParameterValueException",
        "MissingRequiredParameterException",
        "InvalidParameterCombinationException",
    );
    for (given, code, text) in [
        (datum("", NOW_S, 1.0), missing, "The parameter MetricData.member.2.MetricName is required."),
        (none(), missing, "At least one of the parameters MetricData.member.2.Value"),
        (
            datum("m", NOW_S, f64::NAN),
            value,
            "The value NaN for parameter MetricData.member.2.Value is invalid.",
        ),
        (datum("m", NOW_S, 1e109), value, "for parameter MetricData.member.2.Value is invalid."),
        (
            datum("m", NOW_S - 15 * 86_400, 1.0),
            value,
            "MetricData.member.2.Timestamp must specify a time no more than two weeks in the past.",
        ),
        (datum("m", NOW_S + 7300, 1.0), value, "two hours in the future."),
        (
            api::MetricDatum { values: Some(vec![1.0]), ..good() },
            combination,
            "The parameters MetricData.member.2.Value and MetricData.member.2.Values are mutually exclusive and you have specified both.",
        ),
        (
            api::MetricDatum { statistic_values: Some(set(1.0, 1.0, 1.0)), ..good() },
            combination,
            "mutually exclusive",
        ),
        (
            api::MetricDatum { values: Some(vec![1.0, 2.0]), counts: Some(vec![1.0]), ..none() },
            value,
            "The parameters MetricData.member.2.Values and MetricData.member.2.Counts must be of the same size.",
        ),
        (
            api::MetricDatum { values: Some(vec![1.0; 151]), ..none() },
            value,
            "The collection MetricData.member.2.Values must not have a size greater than 150.",
        ),
        (
            api::MetricDatum { values: Some(vec![1.0]), counts: Some(vec![0.0]), ..none() },
            value,
            "Counts.member.1",
        ),
        (api::MetricDatum { statistic_values: Some(set(0.0, 1.0, 1.0)), ..none() }, value, "SampleCount"),
        (api::MetricDatum { statistic_values: Some(set(1.0, 2.0, 1.0)), ..none() }, combination, "Maximum"),
        (api::MetricDatum { storage_resolution: Some(30), ..good() }, value, "StorageResolution"),
        (
            api::MetricDatum { dimensions: vec![dimension("a", "")], ..good() },
            missing,
            "The parameter MetricData.member.2.Dimensions.member.1.Value is required.",
        ),
        (
            api::MetricDatum { dimensions: vec![dimension("a", "1"), dimension("a", "2")], ..good() },
            value,
            "twice",
        ),
        (
            api::MetricDatum { dimensions: vec![dimension("a\0b", "1")], ..good() },
            value,
            "Dimensions.member.1.Name",
        ),
        (
            api::MetricDatum {
                dimensions: (0..31).map(|at| dimension(&at.to_string(), "x")).collect(),
                ..good()
            },
            value,
            "The collection MetricData.member.2.Dimensions must not have a size greater than 30.",
        ),
    ] {
        let refused = house.refused::<api::PutMetricData>(input(vec![good(), given.clone()])).await;
        assert_eq!(refused.0, code, "{given:?}: {}", refused.1);
        assert!(refused.1.contains(text), "{given:?}: {}", refused.1);
    }
    for namespace in [None, Some("AWS/Mine".to_owned())] {
        let input = api::PutMetricDataInput { namespace, ..input(vec![good()]) };
        assert!(house.call::<api::PutMetricData>(input).await.is_err());
    }
    assert_eq!(house.refused::<api::PutMetricData>(input(vec![])).await.0, missing);
    assert_eq!(house.total(600, 60).await, (0.0, 0.0), "nothing was kept");
}

#[tokio::test]
async fn statistics_that_make_no_sense() {
    let house = House::new();
    let of = |change: fn(&mut api::GetMetricStatisticsInput)| {
        let mut input = statistics();
        change(&mut input);
        input
    };
    for (input, code, text) in [
        (
            of(|input| input.metric_name = None),
            "MissingRequiredParameterException",
            "The parameter MetricName is required.",
        ),
        (of(|input| input.period = Some(7)), "InvalidParameterValueException", "Period"),
        (
            of(|input| input.end_time = input.start_time),
            "InvalidParameterValueException",
            "The parameter StartTime must be less than the parameter EndTime.",
        ),
        (of(|input| input.statistics = None), "InvalidParameterCombinationException", "Must specify either"),
        (
            of(|input| input.extended_statistics = Some(vec!["p5x".into()])),
            "InvalidParameterValueException",
            "ExtendedStatistics.member.1",
        ),
        (
            of(|input| input.start_time = Some(Timestamp((NOW_S - 43_260 * 60) * 1000))),
            "InvalidParameterCombinationException",
            "You have requested up to 43,260 datapoints, which exceeds the limit of 1,440. You may reduce the datapoints requested by increasing Period, or decreasing the time range.",
        ),
    ] {
        let refused = house.refused::<api::GetMetricStatistics>(input).await;
        assert_eq!(refused.0, code, "{}", refused.1);
        assert!(refused.1.contains(text), "{}", refused.1);
    }
}

#[tokio::test]
async fn queries_that_make_no_sense() {
    let house = House::new();
    let good = || api::MetricDataQuery { return_data: None, ..stat("a", "a", "Sum") };
    for (queries, text) in [
        (vec![api::MetricDataQuery { id: "A".into(), ..good() }], "not matching the expected pattern"),
        (vec![good(), good()], "The values for parameter id in MetricDataQueries are not unique."),
        (
            vec![api::MetricDataQuery { expression: Some("1".into()), ..good() }],
            "The parameters MetricDataQueries.member.1.Expression and MetricDataQueries.member.1.MetricStat are mutually exclusive and you have specified both.",
        ),
        (vec![api::MetricDataQuery { period: Some(60), ..good() }], "MetricDataQueries.member.1.Period"),
        (vec![api::MetricDataQuery { metric_stat: None, ..good() }], "must be specified"),
        (vec![stat("a", "a", "Sum")], "ReturnData"),
        (
            vec![api::MetricDataQuery { return_data: None, ..stat("a", "a", "Total") }],
            "MetricStat.Stat is invalid",
        ),
        (vec![good(); 501], "must not have a size greater than 500"),
    ] {
        let input = api::GetMetricDataInput { metric_data_queries: queries, ..hour(NOW_S) };
        let refused = house.refused::<api::GetMetricData>(input).await;
        assert_eq!(refused.0, "ValidationError", "{}", refused.1);
        assert!(refused.1.contains(text), "{}", refused.1);
    }
}
