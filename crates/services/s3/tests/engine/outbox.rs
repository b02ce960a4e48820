//! Events of buckets that tell of changes: written with the change, read until struck off.

use s3_service::engine::bucket::{Setting, Versioning};
use s3_service::engine::outbox::Happened;

use crate::bench::*;

#[tokio::test]
async fn changes_are_told_where_somebody_listens() {
    for engine in benches().await {
        put(&engine, "before", &bytes(1)).await.unwrap();
        assert_eq!(engine.events(None).unwrap().len(), 0);
        engine.set(BUCKET, Setting::Notification, Some("{}".into())).await.unwrap();
        let made = put(&engine, "k", &bytes(3)).await.unwrap();
        engine.copy(made.clone(), put_of("copy")).await.unwrap();
        delete(&engine, "k", None).await.unwrap();
        delete(&engine, "k", None).await.unwrap();
        set_versioning(&engine, Versioning::Enabled).await;
        let marker = delete(&engine, "copy", None).await.unwrap();

        let events = engine.events(None).unwrap();
        let happened: Vec<_> = events.iter().map(|(_, event)| event.happened).collect();
        assert_eq!(
            happened,
            [Happened::Put, Happened::Copy, Happened::Delete, Happened::DeleteMarkerCreated]
        );
        let (_, first) = &events[0];
        assert_eq!((first.key.as_str(), first.size, first.version_id.as_ref()), ("k", Some(3), None));
        assert_eq!(first.etag.as_ref(), Some(&made.etag));
        assert_eq!((events[3].1.size, &events[3].1.version_id), (None, &marker.version_id));
        assert!(events.is_sorted_by_key(|(_, event)| event.sequencer()));

        let (second, _) = events[1];
        assert_eq!(engine.events(Some(second)).unwrap().len(), 2);
        engine.strike(events[..3].iter().map(|(number, _)| *number).collect()).await.unwrap();
        assert_eq!(engine.events(None).unwrap(), events[3..]);
        engine.set(BUCKET, Setting::Notification, None).await.unwrap();
        put(&engine, "after", &bytes(1)).await.unwrap();
        assert_eq!(engine.events(None).unwrap().len(), 1);
    }
}
