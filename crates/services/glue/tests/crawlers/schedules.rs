//! Crawlers that crawl by a schedule, on the house's clock.

use glue_api as api;

use crate::house::{House, NOW};

const MINUTE: u64 = 60_000;

#[tokio::test(start_paused = true)]
async fn crawls_begin_when_their_time_has_come() {
    let house = House::new();
    house.s3.put("d/x", "{\"a\":1}");
    // It is 08:00.
    house.create("d", |input| input.schedule = Some("cron(15 * * * ? *)".into())).await;
    let schedule = house.crawler().await.schedule.unwrap();
    assert_eq!(schedule.state, Some(api::ScheduleState::Scheduled));
    house.clock.advance(14 * MINUTE);
    tokio::time::advance(std::time::Duration::from_secs(5)).await;
    assert_eq!(crawls(&house).await, 0);
    house.clock.advance(2 * MINUTE);
    until(&house, 1).await;
    let last = settled(&house).await;
    assert_eq!(
        (last.status, last.start_time.unwrap().0),
        (Some(api::LastCrawlStatus::Succeeded), NOW + 16 * MINUTE)
    );
    // What was passed over while the clock jumped is made up for once.
    house.clock.advance(300 * MINUTE);
    until(&house, 2).await;
    settled(&house).await;
    let stop = api::StopCrawlerScheduleInput { crawler_name: "c".into() };
    house.call::<api::StopCrawlerSchedule>(stop).await.unwrap();
    house.clock.advance(300 * MINUTE);
    tokio::time::advance(std::time::Duration::from_secs(5)).await;
    assert_eq!(crawls(&house).await, 2);
    let start = api::StartCrawlerScheduleInput { crawler_name: "c".into() };
    house.call::<api::StartCrawlerSchedule>(start).await.unwrap();
    house.clock.advance(60 * MINUTE);
    until(&house, 3).await;
}

async fn crawls(house: &House) -> usize {
    let input = api::ListCrawlsInput { crawler_name: "c".into(), ..Default::default() };
    house.call::<api::ListCrawls>(input).await.unwrap().crawls.unwrap().len()
}

/// Waits until the crawler is ready, without letting time pass.
async fn settled(house: &House) -> api::LastCrawlInfo {
    let began = std::time::Instant::now();
    while began.elapsed() < std::time::Duration::from_secs(60) {
        let crawler = house.crawler().await;
        if crawler.state == Some(api::CrawlerState::Ready) {
            return crawler.last_crawl.unwrap();
        }
        tokio::task::yield_now().await;
    }
    panic!("the crawl did not end");
}

/// Lets time pass until there are so many crawls.
async fn until(house: &House, count: usize) {
    for _ in 0..1_000 {
        if crawls(house).await == count {
            return;
        }
        tokio::time::advance(std::time::Duration::from_millis(500)).await;
        tokio::task::yield_now().await;
    }
    panic!("no crawl began");
}

#[tokio::test]
async fn schedules_are_switched() {
    let house = House::new();
    house.create("d", |_| {}).await;
    let start = || api::StartCrawlerScheduleInput { crawler_name: "c".into() };
    let stop = || api::StopCrawlerScheduleInput { crawler_name: "c".into() };
    assert_eq!(house.refused::<api::StartCrawlerSchedule>(start()).await.0, "NoScheduleException");
    assert_eq!(house.refused::<api::StopCrawlerSchedule>(stop()).await.0, "SchedulerNotRunningException");
    let update = |schedule: &str| api::UpdateCrawlerScheduleInput {
        crawler_name: "c".into(),
        schedule: Some(schedule.into()),
    };
    assert_eq!(house.refused::<api::UpdateCrawlerSchedule>(update("daily")).await.0, "InvalidInputException");
    house.call::<api::UpdateCrawlerSchedule>(update("cron(0 12 * * ? *)")).await.unwrap();
    assert_eq!(house.refused::<api::StartCrawlerSchedule>(start()).await.0, "SchedulerRunningException");
    house.call::<api::StopCrawlerSchedule>(stop()).await.unwrap();
    let schedule = house.crawler().await.schedule.unwrap();
    assert_eq!(schedule.schedule_expression.as_deref(), Some("cron(0 12 * * ? *)"));
    assert_eq!(schedule.state, Some(api::ScheduleState::NotScheduled));
}
