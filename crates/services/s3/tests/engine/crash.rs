//! Power cuts at every operation of the disk: what was acknowledged is there, whole, and no file is left
//! without an owner.

use kernel::Place;
use s3_service::engine::list::Query;
use s3_service::engine::uploads::{Begin, Claim, Complete, UploadOf};
use storage::{CrashDisk, Fault};

use crate::bench::*;

/// Sizes that have a file of their own, and one that has not.
const LARGE: usize = 40_000;
const SMALL: usize = 500;

/// Puts, replaces, uploads and deletes; counts the steps that were acknowledged.
async fn workload(disk: &CrashDisk, done: &mut usize) -> Result<()> {
    let engine = engine_on(&volume_on(disk));
    engine.create_bucket(&Place::default(), BUCKET).await?;
    *done += 1;
    put(&engine, "a", &bytes(LARGE)).await?;
    *done += 1;
    put(&engine, "b", &bytes(SMALL)).await?;
    *done += 1;
    put(&engine, "a", &bytes(LARGE + 1)).await?;
    *done += 1;
    engine.sweep().await?;
    let begin = Begin { bucket: BUCKET.into(), key: "c".into(), ..Begin::default() };
    let id = engine.begin(begin).await?.id;
    let of = UploadOf { bucket: BUCKET.into(), key: "c".into(), id };
    let received = received(&engine, &bytes(LARGE + 2), &[]).await?;
    let (etag, _) = engine.put_part(of.clone(), 1, received).await?;
    let parts = vec![Claim { number: 1, etag, checksum: None }];
    engine.complete(of, Complete { parts, ..Complete::default() }).await?;
    *done += 1;
    delete(&engine, "a", None).await?;
    *done += 1;
    engine.sweep().await?;
    Ok(())
}

/// The sizes of the objects after so many steps; none before there is a bucket.
fn state(done: usize) -> Option<Vec<(&'static str, usize)>> {
    let state = match done {
        0 => return None,
        1 => vec![],
        2 => vec![("a", LARGE)],
        3 => vec![("a", LARGE), ("b", SMALL)],
        4 => vec![("a", LARGE + 1), ("b", SMALL)],
        5 => vec![("a", LARGE + 1), ("b", SMALL), ("c", LARGE + 2)],
        _ => vec![("b", SMALL), ("c", LARGE + 2)],
    };
    Some(state)
}

/// What is there after a cut, and how many files are left when all that could be removed was.
async fn found(disk: &CrashDisk) -> (Option<Vec<(String, usize)>>, usize) {
    let volume = volume_on(disk);
    let engine = engine_on(&volume);
    let files = || volume.blobs("s3").unwrap().list().unwrap().len();
    let Ok(bucket) = engine.bucket(BUCKET) else { return (None, files()) };
    let page = engine.list(&bucket, &Query { max: 10, ..Query::default() }).unwrap();
    let mut all = Vec::new();
    for (key, object) in page.entries {
        let read = get(&engine, &key).await.unwrap();
        assert_eq!(read, bytes(object.size as usize), "`{key}` is whole");
        all.push((key, read.len()));
    }
    // An upload that was under way may have its part still.
    for (key, upload) in engine.list_uploads(&bucket, &Query { max: 10, ..Query::default() }).unwrap().entries
    {
        engine.abort(UploadOf { bucket: BUCKET.into(), key, id: upload.id }).await.unwrap();
    }
    engine.sweep().await.unwrap();
    (Some(all), files())
}

fn cut_everywhere(fault: Fault, seeds: u64) {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
    let calm = CrashDisk::default();
    runtime.block_on(workload(&calm, &mut 0)).unwrap();
    for at in 1..=calm.operations() {
        for seed in 0..seeds {
            let (disk, mut done) = (CrashDisk::default(), 0);
            disk.plan(at, fault);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            // At the last operations there is nothing left that could be refused.
            let _ = runtime.block_on(workload(&disk, &mut done));
            drop(runtime);
            let after = disk.power_cut(seed);
            let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
            let (state_found, files) = runtime.block_on(found(&after));
            let shown = state_found.as_ref().map(|all| all.iter().map(|(key, size)| (key.as_str(), *size)));
            let shown = shown.map(Iterator::collect::<Vec<_>>);
            assert!(
                shown == state(done) || shown == state(done + 1),
                "{fault:?} at {at}, seed {seed}, {done} done: {shown:?}"
            );
            let large = shown.iter().flatten().filter(|(_, size)| *size >= LARGE).count();
            assert_eq!(files, large, "{fault:?} at {at}, seed {seed}, {done} done: files without an owner");
        }
    }
}

#[test]
fn nothing_acknowledged_is_lost_and_nothing_is_left_over() {
    cut_everywhere(Fault::PowerCut, 8);
}

#[test]
fn a_refusal_of_the_disk_leaves_the_old_or_the_new() {
    cut_everywhere(Fault::Full, 2);
    cut_everywhere(Fault::Io, 2);
}
