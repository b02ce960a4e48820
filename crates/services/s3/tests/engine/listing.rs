//! Listings, page by page, held against a model that walks all keys.

use std::collections::BTreeSet;

use s3_service::engine::bucket::Versioning;
use s3_service::engine::list::{Page, Query, Start};
use s3_service::engine::{Engine, uploads::Begin};

use crate::bench::*;

/// What a listing shows: a key, or a common prefix.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Shown {
    Key(String),
    Prefix(String),
}

fn model(keys: &BTreeSet<String>, query: &Query) -> Vec<Shown> {
    let mut shown: Vec<Shown> = Vec::new();
    for key in keys.iter().filter(|key| key.starts_with(&query.prefix)) {
        let rest = &key[query.prefix.len()..];
        let rolled = query.delimiter.as_ref().and_then(|delimiter| {
            rest.find(&delimiter[..]).map(|at| key[..query.prefix.len() + at + delimiter.len()].to_owned())
        });
        let one = rolled.map_or_else(|| Shown::Key(key.clone()), Shown::Prefix);
        if shown.last() != Some(&one) {
            shown.push(one);
        }
    }
    shown
}

/// All pages of a listing, which have no more than they may have, and end.
fn all_pages<T>(mut query: Query, list: impl Fn(&Query) -> Page<T>) -> Vec<Shown> {
    let mut all = Vec::new();
    for _ in 0..1000 {
        let page = list(&query);
        let shown = page.entries.into_iter().map(|(key, _)| Shown::Key(key));
        let mut shown: Vec<_> = shown.chain(page.prefixes.into_iter().map(Shown::Prefix)).collect();
        assert!(shown.len() <= query.max);
        let text = |shown: &Shown| match shown {
            Shown::Key(text) | Shown::Prefix(text) => text.clone(),
        };
        shown.sort_by_key(text);
        all.extend(shown);
        match page.next {
            Some(next) => query.start = next,
            None => return all,
        }
    }
    panic!("a listing without end");
}

const KEYS: [&str; 14] = [
    "a",
    "a/",
    "a/b",
    "a/b/c",
    "a/b/d",
    "a0",
    "b",
    "b/x/y",
    "b//",
    "a\0",
    "a\0/z",
    "é/ü",
    "~",
    "a/\u{10FFFF}",
];

async fn filled(engine: &Engine, rng: &mut arbtest::arbitrary::Unstructured<'_>) -> BTreeSet<String> {
    let mut keys = BTreeSet::new();
    for key in KEYS {
        if rng.ratio(2, 3).unwrap_or(true) {
            put(engine, key, &bytes(1)).await.unwrap();
            keys.insert(key.to_owned());
        }
    }
    keys
}

#[test]
fn every_listing_is_as_the_model_has_it() {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    arbtest::arbtest(|u| {
        for engine in runtime.block_on(benches()) {
            let keys = runtime.block_on(filled(&engine, u));
            let bucket = engine.bucket(BUCKET).unwrap();
            let query = Query {
                prefix: (*u.choose(&["", "a", "a/", "a/b", "b", "z", "é"])?).to_owned(),
                delimiter: u.choose(&[None, Some("/"), Some("//"), Some("b")])?.map(str::to_owned),
                start: Start::Beginning,
                max: u.int_in_range(1..=5)?,
            };
            let expected = model(&keys, &query);
            assert_eq!(all_pages(query.clone(), |query| engine.list(&bucket, query).unwrap()), expected);
            let versions = all_pages(query.clone(), |query| engine.list_versions(&bucket, query).unwrap());
            assert_eq!(versions, expected);
            // From a marker on, which need not be a key.
            let marker = (*u.choose(&["", "a", "a/b", "a/bb", "b/", "~~"])?).to_owned();
            let start = Start::After(marker.clone());
            let after = all_pages(Query { start, delimiter: None, ..query.clone() }, |query| {
                engine.list(&bucket, query).unwrap()
            });
            let expected = model(&keys, &Query { delimiter: None, ..query });
            let expected: Vec<_> =
                expected.into_iter().filter(|one| *one > Shown::Key(marker.clone())).collect();
            assert_eq!(after, expected);
        }
        Ok(())
    });
}

#[tokio::test]
async fn versions_of_a_key_are_paged_within_it() {
    for engine in benches().await {
        set_versioning(&engine, Versioning::Enabled).await;
        let mut made = Vec::new();
        for (key, count) in [("a", 5), ("b", 2)] {
            let mut ids = Vec::new();
            for _ in 0..count {
                ids.insert(0, put(&engine, key, &bytes(1)).await.unwrap().version_id());
            }
            if key == "a" {
                ids.insert(0, delete(&engine, key, None).await.unwrap().version_id.unwrap());
            }
            made.extend(ids.into_iter().enumerate().map(|(at, id)| (key.to_owned(), id, at == 0)));
        }
        let bucket = engine.bucket(BUCKET).unwrap();
        for max in 1..=8 {
            let (mut query, mut all) = (Query { max, ..Query::default() }, Vec::new());
            loop {
                let page = engine.list_versions(&bucket, &query).unwrap();
                all.extend(
                    page.entries.into_iter().map(|(key, v)| (key, v.object.version_id(), v.is_latest)),
                );
                let Some(next) = page.next else { break };
                query.start = next;
            }
            assert_eq!(all, made, "{max} a page");
        }
    }
}

#[tokio::test]
async fn uploads_are_listed_by_key_and_age() {
    for engine in benches().await {
        let mut made = Vec::new();
        for key in ["b", "a", "b", "c/d"] {
            let begin = Begin { bucket: BUCKET.into(), key: key.into(), ..Begin::default() };
            made.push((key, engine.begin(begin).await.unwrap().id));
        }
        made.sort();
        let bucket = engine.bucket(BUCKET).unwrap();
        let (mut query, mut all) = (Query { max: 1, ..Query::default() }, Vec::new());
        loop {
            let page = engine.list_uploads(&bucket, &query).unwrap();
            all.extend(page.entries.into_iter().map(|(key, upload)| (key, upload.id)));
            let Some(next) = page.next else { break };
            query.start = next;
        }
        assert_eq!(all, made.iter().map(|(key, id)| ((*key).to_owned(), id.clone())).collect::<Vec<_>>());
    }
}
