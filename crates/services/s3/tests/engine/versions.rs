//! Versions, delete markers and the null version, held against a model that keeps them all in a list.

use s3_service::engine::bucket::Versioning;
use s3_service::engine::list::{Page, Query, Version};
use s3_service::engine::object::VersionId;
use s3_service::engine::{Engine, EngineError};

use crate::bench::*;

fn listed(engine: &Engine) -> Vec<(String, String, bool, bool)> {
    let bucket = engine.bucket(BUCKET).unwrap();
    let query = Query { max: 1000, ..Query::default() };
    let Page { entries, .. } = engine.list_versions(&bucket, &query).unwrap();
    let shown = |(key, Version { object, is_latest }): (String, Version)| {
        (key, object.version_id(), object.is_marker, is_latest)
    };
    entries.into_iter().map(shown).collect()
}

#[tokio::test]
async fn versions_are_kept_and_come_back() {
    for engine in benches().await {
        let old = put(&engine, "k", &bytes(1)).await.unwrap();
        set_versioning(&engine, Versioning::Enabled).await;
        let one = put(&engine, "k", &bytes(2)).await.unwrap();
        let two = put(&engine, "k", &bytes(3)).await.unwrap();
        assert_eq!(old.version_id(), "null");
        assert!(two.version_id() < one.version_id());
        for (object, size) in [(&old, 1), (&one, 2), (&two, 3)] {
            let version = VersionId::parse(&object.version_id()).unwrap();
            assert_eq!(engine.find(BUCKET, "k", Some(version)).unwrap().size, size);
        }
        let marker = delete(&engine, "k", None).await.unwrap();
        assert!(marker.is_marker);
        let missing = engine.find(BUCKET, "k", None);
        assert!(matches!(missing, Err(EngineError::DeleteMarker { is_named: false, .. })));
        let page = engine.list(&engine.bucket(BUCKET).unwrap(), &Query { max: 10, ..Query::default() });
        assert_eq!(page.unwrap().entries.len(), 0);
        let undeleted = delete(&engine, "k", marker.version_id.as_deref()).await.unwrap();
        assert_eq!(undeleted, marker);
        assert_eq!(get(&engine, "k").await.unwrap().len(), 3);
        delete(&engine, "k", Some(&two.version_id())).await.unwrap();
        assert_eq!(get(&engine, "k").await.unwrap().len(), 2);
        let gone = VersionId::parse(&two.version_id()).unwrap();
        assert!(matches!(engine.find(BUCKET, "k", Some(gone)), Err(EngineError::NoVersion { .. })));

        set_versioning(&engine, Versioning::Suspended).await;
        put(&engine, "k", &bytes(4)).await.unwrap();
        let ids: Vec<_> = listed(&engine).into_iter().map(|(_, id, ..)| id).collect();
        assert_eq!(ids, ["null".to_owned(), one.version_id()], "the null version was replaced");
        engine
            .change(BUCKET, "k", Some(VersionId::parse(&one.version_id()).unwrap()), |traits| {
                traits.tags.insert("a".into(), "b".into());
            })
            .await
            .unwrap();
        assert_eq!(engine.find(BUCKET, "k", None).unwrap().traits.tags.len(), 0);
        assert_eq!(get(&engine, "k").await.unwrap().len(), 4);
    }
}

/// What the model has of a version: id, bytes (none for a marker). The newest is last.
type Model = Vec<(String, Option<usize>)>;

fn replace_null(model: &mut Model, new: Option<usize>) {
    model.retain(|(id, _)| id != "null");
    model.push(("null".into(), new));
}

#[test]
fn any_order_of_changes_is_as_the_model_has_it() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    arbtest::arbtest(|u| {
        let steps: Vec<u8> =
            (0..u.int_in_range(0..=24)?).map(|_| u.arbitrary()).collect::<std::result::Result<_, _>>()?;
        runtime.block_on(follow(&steps));
        Ok(())
    });
}

async fn follow(steps: &[u8]) {
    for engine in benches().await {
        let (mut model, mut versioning) = (Model::new(), Versioning::Never);
        for (at, step) in steps.iter().enumerate() {
            match step % 8 {
                0 => versioning = Versioning::Enabled,
                1 if versioning != Versioning::Never => versioning = Versioning::Suspended,
                2..=4 => {
                    let object = put(&engine, "k", &bytes(at + 1)).await.unwrap();
                    match versioning {
                        Versioning::Enabled => model.push((object.version_id(), Some(at + 1))),
                        _ => replace_null(&mut model, Some(at + 1)),
                    }
                }
                5 => {
                    let deleted = delete(&engine, "k", None).await.unwrap();
                    match versioning {
                        Versioning::Never => model.clear(),
                        Versioning::Enabled => model.push((deleted.version_id.unwrap(), None)),
                        Versioning::Suspended => replace_null(&mut model, None),
                    }
                }
                6 => {
                    delete(&engine, "k", Some("null")).await.unwrap();
                    model.retain(|(id, _)| id != "null");
                }
                _ if !model.is_empty() => {
                    let (id, _) = model.remove(usize::from(step / 8) % model.len());
                    delete(&engine, "k", Some(&id)).await.unwrap();
                }
                _ => {}
            }
            set_versioning(&engine, versioning).await;
            check(&engine, &model).await;
        }
    }
}

async fn check(engine: &Engine, model: &Model) {
    let newest = model.last().and_then(|(_, bytes)| *bytes);
    assert_eq!(get(engine, "k").await.ok().map(|bytes| bytes.len()), newest);
    let expected = model.iter().rev().enumerate();
    let expected: Vec<_> =
        expected.map(|(at, (id, bytes))| ("k".into(), id.clone(), bytes.is_none(), at == 0)).collect();
    assert_eq!(listed(engine), expected);
    for (id, size) in model {
        let found = engine.find(BUCKET, "k", Some(VersionId::parse(id).unwrap()));
        assert_eq!(found.ok().map(|object| object.size as usize), *size);
    }
}
