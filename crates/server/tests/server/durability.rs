//! Nothing acknowledged is ever lost or reordered, however often the server is killed under its writers.

use std::collections::HashMap;
use std::net::SocketAddr;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

use kernel::{Random, SeededRandom};
use serde_json::{Value, json};

use crate::aws::{
    DYNAMODB, KINESIS, await_stream, await_table, create_stream, create_table, dynamodb, json_request,
    records,
};
use crate::directory::Directory;
use crate::http1::Connection;
use crate::process::{PATIENCE, Server};

const KILLS: usize = 4;
const SEED: u64 = 20_261_120;

/// What the writers and the one who kills share.
#[derive(Default)]
struct Round {
    /// The server of the moment and how many there were before it.
    server: Mutex<(usize, Option<SocketAddr>)>,
    acknowledged: AtomicUsize,
    over: AtomicBool,
    changed: Condvar,
}

impl Round {
    fn lock(&self) -> MutexGuard<'_, (usize, Option<SocketAddr>)> {
        self.server.lock().unwrap()
    }

    /// A server after number `seen`; none when all is over.
    fn next(&self, seen: Option<usize>) -> Option<(usize, SocketAddr)> {
        let is_old = |server: &mut (usize, Option<SocketAddr>)| {
            !self.over.load(Ordering::SeqCst) && (server.1.is_none() || Some(server.0) == seen)
        };
        let (server, waited) = self.changed.wait_timeout_while(self.lock(), PATIENCE, is_old).unwrap();
        assert!(!waited.timed_out(), "no server came back");
        if self.over.load(Ordering::SeqCst) { None } else { server.1.map(|address| (server.0, address)) }
    }

    /// Notes that one more was acknowledged.
    fn acknowledge(&self) {
        // Under the lock, so that the one who waits for it misses nothing.
        let _server = self.lock();
        self.acknowledged.fetch_add(1, Ordering::SeqCst);
        self.changed.notify_all();
    }

    /// Waits until `count` were acknowledged.
    fn wait_for(&self, count: usize) {
        let is_short = |_: &mut (usize, Option<SocketAddr>)| self.acknowledged.load(Ordering::SeqCst) < count;
        let (_server, waited) = self.changed.wait_timeout_while(self.lock(), PATIENCE, is_short).unwrap();
        assert!(!waited.timed_out(), "writers are stuck at {:?} of {count}", self.acknowledged);
    }

    /// Says who serves now, if anybody.
    fn announce(&self, address: Option<SocketAddr>) {
        let mut server = self.lock();
        server.0 += usize::from(address.is_some());
        server.1 = address;
        self.changed.notify_all();
    }

    fn end(&self) {
        let _server = self.server.lock().unwrap_or_else(PoisonError::into_inner);
        self.over.store(true, Ordering::SeqCst);
        self.changed.notify_all();
    }

    /// Sends what `request` makes of 0, 1, 2, …, each once, over one server after the other; what was
    /// acknowledged goes to `keep`.
    fn write(&self, request: impl Fn(usize) -> Vec<u8>, mut keep: impl FnMut(usize, Value)) -> usize {
        let (mut index, mut seen) = (0, None);
        while let Some((number, address)) = self.next(seen) {
            seen = Some(number);
            let Ok(stream) = std::net::TcpStream::connect(address) else { continue };
            stream.set_read_timeout(Some(PATIENCE)).unwrap();
            let mut connection = Connection::over(stream);
            while !self.over.load(Ordering::SeqCst) {
                let sent = connection.send(&request(index));
                index += 1;
                let Ok(reply) = sent.and_then(|()| connection.receive()) else { break };
                keep(index - 1, reply.success());
                self.acknowledge();
            }
        }
        index
    }
}

/// Somebody who writes until all is over.
type Writer<'a> = Box<dyn FnOnce() + Send + 'a>;

/// Lets `writers` write to what `prepare` makes, while the server on a directory is killed again and again;
/// they go on once it is `ready`. Answers the directory.
fn under_fire(
    options: &[&str],
    prepare: fn(SocketAddr),
    ready: fn(SocketAddr),
    round: &Round,
    writers: Vec<Writer<'_>>,
) -> Directory {
    let directory = Directory::new();
    let options = [options, &["--data", directory.path().to_str().unwrap()]].concat();
    let random = SeededRandom::new(SEED);
    let mut server = Server::start(&options);
    prepare(server.address());
    std::thread::scope(|scope| {
        let server = &mut server;
        // Whatever goes wrong here, the writers must not wait for ever.
        let _end = EndOnDrop(round);
        for writer in writers {
            scope.spawn(writer);
        }
        for _ in 0..KILLS {
            round.announce(Some(server.address()));
            let mut bytes = [0];
            random.fill(&mut bytes);
            round.wait_for(round.acknowledged.load(Ordering::SeqCst) + 20 + usize::from(bytes[0] % 60));
            round.announce(None);
            server.kill();
            *server = Server::start(&options);
            ready(server.address());
        }
        round.announce(Some(server.address()));
        round.wait_for(round.acknowledged.load(Ordering::SeqCst) + 20);
    });
    directory
}

struct EndOnDrop<'a>(&'a Round);

impl Drop for EndOnDrop<'_> {
    fn drop(&mut self) {
        self.0.end();
    }
}

#[test]
fn acknowledged_records_stay_in_order() {
    let round = Round::default();
    let kept = Mutex::new(Vec::new());
    let one = |name: &'static str| {
        let (round, kept) = (&round, &kept);
        move || {
            let request = |index: usize| {
                let input = json!({"StreamName": "s", "PartitionKey": name, "Data": data(name, index)});
                json_request(&format!("{KINESIS}.PutRecord"), &input)
            };
            round.write(request, |index, answer| kept.lock().unwrap().push((name, index, answer)));
        }
    };
    let many = || {
        let request = |index: usize| {
            let records: Vec<_> = (0..5)
                .map(|part| json!({"PartitionKey": part.to_string(), "Data": data("m", index * 5 + part)}))
                .collect();
            json_request(&format!("{KINESIS}.PutRecords"), &json!({"StreamName": "s", "Records": records}))
        };
        round.write(request, |index, mut answer| {
            assert_eq!(answer["FailedRecordCount"], 0);
            let results = answer["Records"].as_array_mut().unwrap().drain(..).enumerate();
            kept.lock().unwrap().extend(results.map(|(part, result)| ("m", index * 5 + part, result)));
        });
    };
    let writers: Vec<Writer<'_>> =
        vec![Box::new(one("a")), Box::new(one("b")), Box::new(one("c")), Box::new(many)];
    let directory = under_fire(
        &["--unlimited-shards"],
        |address| create_stream(address, "s", 3),
        |address| await_stream(address, "s"),
        &round,
        writers,
    );

    let server = Server::on(directory.path());
    await_stream(server.address(), "s");
    let stored = records(server.address(), "s");
    let mut last = HashMap::new();
    let mut last_of_writer: HashMap<String, usize> = HashMap::new();
    let mut by_data = HashMap::new();
    for (shard, number, data) in &stored {
        // As numbers: these have more digits than fit any integer.
        let place = (number.len(), number);
        assert!(last.insert(shard, place).is_none_or(|before| before < place), "{shard}: {number} goes back");
        let (writer, index) = undata(data);
        assert!(
            by_data.insert((writer.clone(), index), (shard, number)).is_none(),
            "{writer}{index} is there twice"
        );
        // One writer of single records waits for each answer, so its records lie as it sent them.
        if writer != "m" {
            let before = last_of_writer.insert(writer.clone(), index);
            assert!(before.is_none_or(|before| before < index), "{writer}{index} is out of order");
        }
    }
    let kept = kept.into_inner().unwrap();
    assert!(kept.len() > KILLS * 20);
    for (writer, index, answer) in kept {
        let (shard, number) =
            by_data.get(&(writer.to_owned(), index)).unwrap_or_else(|| panic!("{writer}{index} is lost"));
        assert_eq!(answer["ShardId"].as_str(), Some(shard.as_str()));
        assert_eq!(answer["SequenceNumber"].as_str(), Some(number.as_str()));
    }
}

/// The data of record `index` of `writer`: base64 is text enough for letters and digits in fours.
fn data(writer: &str, index: usize) -> String {
    format!("{writer}{index:07}")
}

fn undata(data: &str) -> (String, usize) {
    (data[..1].to_owned(), data[1..].parse().unwrap())
}

#[test]
fn acknowledged_items_stay() {
    let round = Round::default();
    let kept = Mutex::new(Vec::new());
    let sent = AtomicUsize::new(0);
    let counted = AtomicUsize::new(0);
    let items = |name: &'static str| {
        let (round, kept) = (&round, &kept);
        move || {
            let request = |index: usize| {
                let item = json!({"Id": {"S": data(name, index)}, "Value": {"N": index.to_string()}});
                json_request(&format!("{DYNAMODB}.PutItem"), &json!({"TableName": "things", "Item": item}))
            };
            round.write(request, |index, _| kept.lock().unwrap().push((name, index)));
        }
    };
    let counter = || {
        let input = json!({
            "TableName": "things", "Key": {"Id": {"S": "counter"}}, "UpdateExpression": "ADD Hits :one",
            "ExpressionAttributeValues": {":one": {"N": "1"}},
        });
        let request = |_| json_request(&format!("{DYNAMODB}.UpdateItem"), &input);
        let all = round.write(request, |_, _| _ = counted.fetch_add(1, Ordering::SeqCst));
        sent.store(all, Ordering::SeqCst);
    };
    let writers: Vec<Writer<'_>> = vec![Box::new(items("a")), Box::new(items("b")), Box::new(counter)];
    let directory = under_fire(
        &[],
        |address| create_table(address, "things"),
        |address| await_table(address, "things"),
        &round,
        writers,
    );

    let server = Server::on(directory.path());
    let get = |id: &str| {
        let input = json!({"TableName": "things", "Key": {"Id": {"S": id}}, "ConsistentRead": true});
        dynamodb(server.address(), "GetItem", input).success()["Item"].clone()
    };
    for (name, index) in kept.into_inner().unwrap() {
        let id = data(name, index);
        assert_eq!(get(&id), json!({"Id": {"S": id}, "Value": {"N": index.to_string()}}));
    }
    let total: usize = get("counter")["Hits"]["N"].as_str().unwrap().parse().unwrap();
    let (counted, sent) = (counted.load(Ordering::SeqCst), sent.load(Ordering::SeqCst));
    assert!((counted..=sent).contains(&total), "{counted} acknowledged, {sent} sent, {total} there");
}
