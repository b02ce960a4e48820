//! What is left of crawlers when the process ends.

use glue_api as api;
use storage::Volume;

use crate::fakes::S3;
use crate::house::House;

#[tokio::test]
async fn a_crawl_that_was_under_way_goes_on() {
    let (volume, s3) = (Volume::memory(), S3::new());
    s3.put("d/x", "{\"a\":1}");
    let first = House::on(volume.clone(), s3.clone());
    first.create("d", |_| {}).await;
    s3.held.send_replace(true);
    first.start().await;
    s3.reads.subscribe().wait_for(|reads| *reads > 0).await.unwrap();
    first.glue.shutdown().await;
    s3.held.send_replace(false);

    let second = House::on(volume, s3);
    assert_eq!(second.crawler().await.state, Some(api::CrawlerState::Running));
    second.glue.resume().await.unwrap();
    assert_eq!(second.ready().await.status, Some(api::LastCrawlStatus::Succeeded));
    assert_eq!(second.tables().await, ["d []: a int @s3://lake/d/"]);
    let input = api::ListCrawlsInput { crawler_name: "c".into(), ..Default::default() };
    let crawls = second.call::<api::ListCrawls>(input).await.unwrap().crawls.unwrap();
    assert_eq!(crawls.len(), 1, "it is the same crawl");
}

#[tokio::test]
async fn one_that_was_to_end_ends() {
    let (volume, s3) = (Volume::memory(), S3::new());
    s3.put("d/x", "{\"a\":1}");
    let first = House::on(volume.clone(), s3.clone());
    first.create("d", |_| {}).await;
    s3.held.send_replace(true);
    first.start().await;
    s3.reads.subscribe().wait_for(|reads| *reads > 0).await.unwrap();
    first.call::<api::StopCrawler>(api::StopCrawlerInput { name: "c".into() }).await.unwrap();
    first.glue.shutdown().await;

    let second = House::on(volume, s3);
    second.glue.resume().await.unwrap();
    assert_eq!(second.ready().await.status, Some(api::LastCrawlStatus::Cancelled));
}

#[tokio::test]
async fn a_house_without_a_catalogue_opens_none() {
    let volume = Volume::memory();
    let house = House::on(volume.clone(), S3::new());
    house.glue.resume().await.unwrap();
    assert!(!volume.has_key_value("glue").unwrap());
}
