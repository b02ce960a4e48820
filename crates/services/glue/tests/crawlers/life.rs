//! Crawlers from their making to their end: states, refusals, history.

use glue_api as api;

use crate::house::{House, NOW, crawler};

fn name() -> api::StartCrawlerInput {
    api::StartCrawlerInput { name: "c".into() }
}

#[tokio::test]
async fn a_crawler_is_shown_as_it_was_made() {
    let house = House::new();
    house
        .create("d", |input| {
            input.role = "arn:aws:iam::000000000000:role/reader".into();
            input.description = Some("days".into());
            input.tags = Some([("team".to_owned(), "a".to_owned())].into());
        })
        .await;
    let crawler = house.crawler().await;
    assert_eq!(crawler.role.as_deref(), Some("reader"));
    assert_eq!((crawler.state, crawler.version), (Some(api::CrawlerState::Ready), Some(1)));
    assert_eq!(crawler.creation_time.unwrap().0, NOW);
    assert_eq!(crawler.crawl_elapsed_time, Some(0));
    let policy = crawler.schema_change_policy.unwrap();
    assert_eq!(policy.update_behavior, Some(api::UpdateBehavior::UpdateInDatabase));
    assert_eq!(policy.delete_behavior, Some(api::DeleteBehavior::DeprecateInDatabase));
    assert_eq!(crawler.last_crawl, None);
    let tagged = api::ListCrawlersInput {
        tags: Some([("team".to_owned(), "a".to_owned())].into()),
        ..Default::default()
    };
    assert_eq!(house.call::<api::ListCrawlers>(tagged).await.unwrap().crawler_names.unwrap(), ["c"]);
    let other = api::ListCrawlersInput {
        tags: Some([("team".to_owned(), "b".to_owned())].into()),
        ..Default::default()
    };
    assert_eq!(
        house.call::<api::ListCrawlers>(other).await.unwrap().crawler_names.unwrap(),
        Vec::<String>::new()
    );
    let get = api::GetTagsInput { resource_arn: "arn:aws:glue:us-east-1:000000000000:crawler/c".into() };
    assert_eq!(house.call::<api::GetTags>(get).await.unwrap().tags.unwrap().len(), 1);
}

#[tokio::test]
async fn what_is_not_there_is_not_found() {
    let house = House::new();
    let missing =
        ("EntityNotFoundException".to_owned(), "Crawler entry with name c does not exist".to_owned());
    assert_eq!(house.refused::<api::GetCrawler>(api::GetCrawlerInput { name: "c".into() }).await, missing);
    assert_eq!(house.refused::<api::StartCrawler>(name()).await, missing);
    assert_eq!(house.refused::<api::StopCrawler>(api::StopCrawlerInput { name: "c".into() }).await, missing);
    assert_eq!(
        house.refused::<api::DeleteCrawler>(api::DeleteCrawlerInput { name: "c".into() }).await,
        missing
    );
    let crawls = api::ListCrawlsInput { crawler_name: "c".into(), ..Default::default() };
    assert_eq!(house.refused::<api::ListCrawls>(crawls).await, missing);
    house.create("d", |_| {}).await;
    let names = api::BatchGetCrawlersInput { crawler_names: vec!["c".into(), "other".into()] };
    let batch = house.call::<api::BatchGetCrawlers>(names).await.unwrap();
    assert_eq!(
        (batch.crawlers.unwrap().len(), batch.crawlers_not_found.unwrap()),
        (1, vec!["other".to_owned()])
    );
}

#[tokio::test]
async fn what_makes_no_sense_is_refused() {
    let house = House::new();
    let refused = async |change: fn(&mut api::CreateCrawlerInput)| {
        let mut input = crawler("d");
        change(&mut input);
        let (code, text) = house.refused::<api::CreateCrawler>(input).await;
        assert!(code == "InvalidInputException" || code == "EntityNotFoundException", "{code} {text}");
        text
    };
    assert_eq!(
        refused(|input| input.role = "stranger".into()).await,
        "Service is unable to assume provided role. Please verify role's TrustPolicy"
    );
    let bucket = |input: &mut api::CreateCrawlerInput| {
        input.targets.s3_targets.as_mut().unwrap()[0].path = Some("s3://nowhere/".into());
    };
    assert_eq!(refused(bucket).await, "S3 bucket nowhere does not exist.");
    assert!(refused(|input| input.targets = Default::default()).await.contains("at least one target"));
    assert!(refused(|input| input.schedule = Some("every day".into())).await.contains("cron("));
    assert!(refused(|input| input.configuration = Some("{".into())).await.contains("Configuration"));
    assert!(refused(|input| input.classifiers = Some(vec!["x".into()])).await.contains("Classifier x"));
    assert!(refused(|input| input.table_prefix = Some("x".repeat(65))).await.contains("TablePrefix"));
    assert!(
        refused(|input| input.crawler_security_configuration = Some("s".into()))
            .await
            .contains("not supported")
    );
    let glob = |input: &mut api::CreateCrawlerInput| {
        input.targets.s3_targets.as_mut().unwrap()[0].exclusions = Some(vec!["[a".into()]);
    };
    assert!(refused(glob).await.contains("exclude pattern"));
    let none = house.call::<api::ListCrawlers>(api::ListCrawlersInput::default()).await.unwrap();
    assert_eq!(none.crawler_names.unwrap(), Vec::<String>::new());
    house.create("d", |_| {}).await;
    assert_eq!(
        house.refused::<api::CreateCrawler>(crawler("d")).await,
        ("AlreadyExistsException".into(), "Crawler with name c already exists".into())
    );
}

#[tokio::test]
async fn a_crawler_runs_and_is_ready_again() {
    let house = House::new();
    house.s3.put("d/x", "{\"a\":1}");
    house.create("d", |_| {}).await;
    house.s3.held.send_replace(true);
    house.start().await;
    house.clock.advance(5_000);
    let crawler = house.crawler().await;
    assert_eq!((crawler.state, crawler.crawl_elapsed_time), (Some(api::CrawlerState::Running), Some(5_000)));
    let (code, text) = house.refused::<api::StartCrawler>(name()).await;
    assert_eq!(
        (code.as_str(), text.as_str()),
        ("CrawlerRunningException", "Crawler with name c has already started")
    );
    let update = api::UpdateCrawlerInput { name: "c".into(), ..Default::default() };
    assert_eq!(house.refused::<api::UpdateCrawler>(update).await.0, "CrawlerRunningException");
    let delete = api::DeleteCrawlerInput { name: "c".into() };
    assert_eq!(house.refused::<api::DeleteCrawler>(delete).await.0, "CrawlerRunningException");
    house.s3.held.send_replace(false);
    let last = house.ready().await;
    assert_eq!(last.status, Some(api::LastCrawlStatus::Succeeded));
    assert_eq!(
        (last.log_group.as_deref(), last.log_stream.as_deref()),
        (Some("/aws-glue/crawlers"), Some("c"))
    );
    assert_eq!(last.start_time.unwrap().0, NOW);
    let id = last.message_prefix.unwrap();
    let lines = house.logs.lines.lock().unwrap().clone();
    let expected = [
        "BENCHMARK : Running Start Crawl for Crawler c",
        "BENCHMARK : Classification complete, writing results to database found",
        "INFO : Created table d in database found",
        "BENCHMARK : Finished writing to Catalog",
        "INFO : Run Summary For TABLE:",
        "INFO : ADD: 1",
        "BENCHMARK : Crawler has finished running and is in state READY",
    ];
    assert_eq!(lines, expected.map(|line| format!("[{id}] {line}")));
    let delete = api::DeleteCrawlerInput { name: "c".into() };
    house.call::<api::DeleteCrawler>(delete).await.unwrap();
}

#[tokio::test]
async fn a_crawler_is_stopped() {
    let house = House::new();
    let stop = || api::StopCrawlerInput { name: "c".into() };
    for n in 0..20 {
        house.s3.put(&format!("d/{n}"), "{\"a\":1}");
    }
    house.create("d", |_| {}).await;
    assert_eq!(house.refused::<api::StopCrawler>(stop()).await.0, "CrawlerNotRunningException");
    house.s3.held.send_replace(true);
    house.start().await;
    house.s3.reads.subscribe().wait_for(|reads| *reads > 0).await.unwrap();
    house.call::<api::StopCrawler>(stop()).await.unwrap();
    assert_eq!(house.crawler().await.state, Some(api::CrawlerState::Stopping));
    assert_eq!(house.refused::<api::StopCrawler>(stop()).await.0, "CrawlerStoppingException");
    house.s3.held.send_replace(false);
    assert_eq!(house.ready().await.status, Some(api::LastCrawlStatus::Cancelled));
    assert!(*house.s3.reads.borrow() < 20);
    assert_eq!(house.tables().await, Vec::<String>::new());
    let crawls = api::ListCrawlsInput { crawler_name: "c".into(), ..Default::default() };
    let crawls = house.call::<api::ListCrawls>(crawls).await.unwrap().crawls.unwrap();
    assert_eq!(crawls[0].state, Some(api::CrawlerHistoryState::Stopped));
}

#[tokio::test]
async fn what_keeps_a_crawl_is_said() {
    let house = House::new();
    house.s3.put("d/x", "{\"a\":1}");
    house.create("d", |_| {}).await;
    *house.s3.fault.lock().unwrap() = Some(wire::Fault::with_status("AccessDenied", 403, "Access Denied"));
    house.start().await;
    let last = house.ready().await;
    assert_eq!(
        (last.status, last.error_message.as_deref()),
        (Some(api::LastCrawlStatus::Failed), Some("s3://lake/d/x: Access Denied"))
    );
    *house.s3.fault.lock().unwrap() = None;
    house.iam.denied.lock().unwrap().push("glue:CreateTable");
    house.start().await;
    let last = house.ready().await;
    assert_eq!(last.error_message.as_deref(), Some("not authorized to perform: glue:CreateTable"));
    assert_eq!(house.tables().await, Vec::<String>::new());
}

#[tokio::test]
async fn history_is_listed_and_filtered() {
    let house = House::new();
    house.s3.put("d/x", "{\"a\":1}");
    house.create("d", |_| {}).await;
    for _ in 0..3 {
        house.crawl().await;
        house.clock.advance(60_000);
    }
    let list =
        async |filters: Vec<api::CrawlsFilter>, max_results: Option<i32>, next_token: Option<String>| {
            let filters = (!filters.is_empty()).then_some(filters);
            let input = api::ListCrawlsInput { crawler_name: "c".into(), filters, max_results, next_token };
            let output = house.call::<api::ListCrawls>(input).await.unwrap();
            let starts =
                output.crawls.unwrap().into_iter().map(|crawl| (crawl.start_time.unwrap().0 - NOW) / 60_000);
            (starts.collect::<Vec<u64>>(), output.next_token)
        };
    assert_eq!(list(vec![], None, None).await, (vec![2, 1, 0], None));
    let (first, next) = list(vec![], Some(2), None).await;
    assert_eq!(first, [2, 1]);
    assert_eq!(list(vec![], Some(2), next).await, (vec![0], None));
    let filter = |field, operator, value: String| api::CrawlsFilter {
        field_name: Some(field),
        filter_operator: Some(operator),
        field_value: Some(value),
    };
    let since = filter(api::FieldName::StartTime, api::FilterOperator::Ge, (NOW + 60_000).to_string());
    assert_eq!(list(vec![since], None, None).await.0, [2, 1]);
    let failed = filter(api::FieldName::State, api::FilterOperator::Eq, "FAILED".into());
    assert_eq!(list(vec![failed], None, None).await.0, Vec::<u64>::new());
    let bad = api::ListCrawlsInput {
        crawler_name: "c".into(),
        filters: Some(vec![filter(api::FieldName::State, api::FilterOperator::Gt, "FAILED".into())]),
        ..Default::default()
    };
    assert_eq!(house.refused::<api::ListCrawls>(bad).await.0, "InvalidInputException");
}

#[tokio::test]
async fn a_crawler_is_changed() {
    let house = House::new();
    house.create("d", |input| input.description = Some("before".into())).await;
    house.clock.advance(1_000);
    let input =
        api::UpdateCrawlerInput { name: "c".into(), table_prefix: Some("t_".into()), ..Default::default() };
    house.call::<api::UpdateCrawler>(input).await.unwrap();
    let crawler = house.crawler().await;
    assert_eq!(
        (crawler.description.as_deref(), crawler.table_prefix.as_deref()),
        (Some("before"), Some("t_"))
    );
    assert_eq!((crawler.version, crawler.last_updated.unwrap().0), (Some(2), NOW + 1_000));
    let bad = api::UpdateCrawlerInput { name: "c".into(), schedule: Some("x".into()), ..Default::default() };
    assert_eq!(house.refused::<api::UpdateCrawler>(bad).await.0, "InvalidInputException");
    assert_eq!(house.crawler().await.version, Some(2));
}

#[tokio::test]
async fn crawlers_come_in_pages() {
    let house = House::new();
    for n in 0..5 {
        house.create("d", |input| input.name = format!("c{n}")).await;
    }
    let (mut names, mut next_token) = (Vec::new(), None);
    loop {
        let input = api::GetCrawlersInput { max_results: Some(2), next_token };
        let page = house.call::<api::GetCrawlers>(input).await.unwrap();
        names.extend(page.crawlers.unwrap().into_iter().map(|crawler| crawler.name.unwrap()));
        next_token = page.next_token;
        if next_token.is_none() {
            break;
        }
    }
    assert_eq!(names, ["c0", "c1", "c2", "c3", "c4"]);
}
