//! Alarms that make no sense, or that are not built, are refused and change nothing.

use cloudwatch_api as api;

use super::{TOPIC, alarm, composite};
use crate::house::{House, expression, stat};

#[tokio::test]
async fn alarms_on_metrics() {
    let house = House::new();
    let of = |change: &dyn Fn(&mut api::PutMetricAlarmInput)| {
        let mut input = alarm("a");
        change(&mut input);
        input
    };
    let math = |queries: Vec<api::MetricDataQuery>| {
        of(&move |input| {
            *input = api::PutMetricAlarmInput {
                metrics: Some(queries.clone()),
                metric_name: None,
                namespace: None,
                statistic: None,
                period: None,
                ..alarm("a")
            }
        })
    };
    let band = api::ComparisonOperator::GreaterThanUpperThreshold;
    for (input, text) in [
        (
            of(&|input| input.evaluation_periods = None),
            "1 validation error detected: Value null at 'evaluationPeriods' failed to satisfy constraint: Member must not be null",
        ),
        (of(&|input| input.threshold = None), "Value null at 'threshold'"),
        (of(&|input| input.comparison_operator = None), "Value null at 'comparisonOperator'"),
        (
            of(&|input| input.alarm_name.clear()),
            "Value '' at 'alarmName' failed to satisfy constraint: Member must have length greater than or equal to 1",
        ),
        (
            of(&|input| input.ok_actions = Some(vec![TOPIC.into(); 6])),
            "Member must have length less than or equal to 5",
        ),
        (of(&|input| input.threshold = Some(f64::NAN)), "Threshold"),
        (of(&|input| input.period = None), "Period must not be null"),
        (of(&|input| input.period = Some(45)), "Period must be 10, 20, 30 or a multiple of 60"),
        (of(&|input| input.period = Some(5)), "Period must be 10, 20, 30 or a multiple of 60"),
        (
            of(&|input| input.statistic = None),
            "Exactly one of Statistic and ExtendedStatistic must be specified",
        ),
        (
            of(&|input| input.extended_statistic = Some("p9".into())),
            "Exactly one of Statistic and ExtendedStatistic must be specified",
        ),
        (
            of(&|input| {
                input.statistic = None;
                input.extended_statistic = Some("p101".into())
            }),
            "ExtendedStatistic is not supported",
        ),
        (
            of(&|input| input.datapoints_to_alarm = Some(2)),
            "DatapointsToAlarm must be less than or equal to EvaluationPeriods",
        ),
        (
            of(&|input| input.evaluation_periods = Some(1441)),
            "Metrics cannot be checked across more than a day (EvaluationPeriods * Period must be <= 86400) for alarms using period < 3600",
        ),
        (
            of(&|input| {
                input.period = Some(86_400);
                input.evaluation_periods = Some(8)
            }),
            "Metrics cannot be checked across more than a week (EvaluationPeriods * Period must be <= 604800) for alarms using period >= 3600",
        ),
        (of(&|input| input.treat_missing_data = Some("maybe".into())), "TreatMissingData is invalid"),
        (
            of(&|input| input.evaluate_low_sample_count_percentile = Some("ignore".into())),
            "ExtendedStatistic only",
        ),
        (of(&|input| input.alarm_actions = Some(vec!["alerts".into()])), "Invalid arn syntax: alerts"),
        (
            of(&|input| input.alarm_actions = Some(vec!["arn:aws:automate:us-east-1:ec2:stop".into()])),
            "is not one that Pumphouse carries out",
        ),
        (
            of(&|input| input.alarm_actions = Some(vec!["arn:aws:sns:eu-west-1:000000000000:t".into()])),
            "Invalid region eu-west-1 specified. Only us-east-1 is supported.",
        ),
        (
            of(&|input| input.comparison_operator = Some(band)),
            "Anomaly detection is not supported by Pumphouse",
        ),
        (
            of(&|input| input.threshold_metric_id = Some("ad1".into())),
            "Anomaly detection is not supported by Pumphouse",
        ),
        (
            of(&|input| input.evaluation_criteria = Some(api::NotBuilt {})),
            "EvaluationCriteria (PromQL) is not supported",
        ),
        (
            of(&|input| input.metrics = Some(vec![stat("m", "m", "Sum")])),
            "The parameters Metrics and MetricName are mutually exclusive",
        ),
        (math(vec![]), "Either MetricName or Metrics must be specified"),
        (math(vec![stat("m", "m", "Sum")]), "Exactly one element of the metrics list should return data."),
        (math(vec![expression("x + 1")]), "there is no query with the id `x`"),
        (math(vec![expression("e + 1")]), "it depends on itself"),
        (math(vec![expression("1 +")]), "Error in expression 'e'"),
        (math(vec![expression("SUM(SEARCH('a', 'Sum', 60))")]), "SEARCH is not supported on Metric Alarms."),
    ] {
        let (code, message) = house.refused::<api::PutMetricAlarm>(input.clone()).await;
        assert_eq!(code, "ValidationError", "{message}");
        assert!(message.contains(text), "{input:?}: {message}");
    }
    let all = house.call::<api::DescribeAlarms>(api::DescribeAlarmsInput::default()).await.unwrap();
    assert_eq!(all.metric_alarms, [], "none was kept");
}

#[tokio::test]
async fn composite_alarms() {
    let house = House::new();
    house.alarm(alarm("a")).await;
    let suppressed = |suppressor: Option<&str>, wait, extension| api::PutCompositeAlarmInput {
        actions_suppressor: suppressor.map(str::to_owned),
        actions_suppressor_wait_period: wait,
        actions_suppressor_extension_period: extension,
        ..composite("c", "ALARM(a)")
    };
    for (input, text) in [
        (
            composite("c", "ALARM(a) OR ALARM(x) OR OK(y)"),
            "Could not save the composite alarm as alarms [x, y] in the alarm rule do not exist",
        ),
        (
            composite("c", "ALARM(c)"),
            "Could not save the composite alarm as alarms [c] in the alarm rule do not exist",
        ),
        (composite("c", "()"), "Error in AlarmRule [Unsupported token ')' at char 1]"),
        (composite("c", "TRUE "), "AlarmRule must not contain leading or trailing whitespace or be null"),
        (composite("a", "TRUE"), "An alarm of another type with the name a exists already"),
        (
            suppressed(Some("a"), None, Some(1)),
            "ActionsSuppressorWaitPeriod is required when ActionsSuppressor is specified",
        ),
        (suppressed(Some("x"), Some(1), Some(1)), "alarms [x] in the alarm rule do not exist"),
        (
            suppressed(None, Some(1), None),
            "ActionsSuppressorWaitPeriod must not be specified without ActionsSuppressor",
        ),
    ] {
        let (code, message) = house.refused::<api::PutCompositeAlarm>(input.clone()).await;
        assert_eq!(code, "ValidationError", "{message}");
        assert!(message.contains(text), "{input:?}: {message}");
    }
    house.composite(composite("c", "TRUE")).await;
    house.composite(composite("d", "TRUE")).await;
    let both = api::DeleteAlarmsInput { alarm_names: vec!["c".into(), "d".into()] };
    assert!(house.refused::<api::DeleteAlarms>(both).await.1.contains("one composite alarm"));
}

#[tokio::test]
async fn states_and_questions() {
    let house = House::new();
    let set = |data: Option<&str>| api::SetAlarmStateInput {
        alarm_name: "a".into(),
        state_value: api::StateValue::Ok,
        state_reason: "r".into(),
        state_reason_data: data.map(str::to_owned),
    };
    let unknown = ("ResourceNotFound".to_owned(), "Unknown".to_owned());
    assert_eq!(house.refused::<api::SetAlarmState>(set(None)).await, unknown, "no alarm was ever there");
    house.alarm(alarm("b")).await;
    assert_eq!(house.refused::<api::SetAlarmState>(set(None)).await, unknown);
    assert_eq!(
        house.refused::<api::SetAlarmState>(set(Some("{"))).await,
        ("InvalidFormatFault".to_owned(), "StateReasonData was not valid JSON".to_owned())
    );
    for input in [
        api::DescribeAlarmsInput {
            alarm_names: Some(vec!["a".into()]),
            alarm_name_prefix: Some("a".into()),
            ..Default::default()
        },
        api::DescribeAlarmsInput {
            children_of_alarm_name: Some("a".into()),
            state_value: Some(api::StateValue::Ok),
            ..Default::default()
        },
        api::DescribeAlarmsInput { max_records: Some(101), ..Default::default() },
    ] {
        assert_eq!(house.refused::<api::DescribeAlarms>(input).await.0, "ValidationError");
    }
    let odd = api::DescribeAlarmHistoryInput { next_token: Some("AAAA".into()), ..Default::default() };
    assert_eq!(house.refused::<api::DescribeAlarmHistory>(odd).await.0, "InvalidNextToken");
    let none = api::DeleteAlarmsInput::default();
    assert_eq!(house.refused::<api::DeleteAlarms>(none).await.0, "MissingRequiredParameterException");
}
