//! What the map shows: the parts of the house that exist, and the arrows between them.
//!
//! A node's id is its kind and its name (`stream/orders`), an arrow's the ids of its ends. Both are kept in order of id,
//! so that the same house is always drawn the same way.

use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::look::State;

/// What kind of part a node is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Kind {
    /// Programs outside that write.
    Writers,
    /// A Kinesis stream.
    Stream,
    /// A DynamoDB table.
    Table,
    /// A Lambda function.
    Function,
    /// A delivery stream of Firehose.
    Delivery,
    /// An S3 bucket.
    Bucket,
    /// An SQS queue.
    Queue,
    /// An SNS topic.
    Topic,
    /// A crawler of Glue.
    Crawler,
    /// A table of the Glue catalog.
    Catalog,
    /// Athena's queries.
    Athena,
    /// Programs outside that read.
    Readers,
    /// All alarms.
    Alarms,
    /// Who is told by a topic, outside: an address.
    Subscriber,
}

impl Kind {
    /// The first part of a node's id.
    pub fn word(self) -> &'static str {
        match self {
            Self::Writers => "writers",
            Self::Stream => "stream",
            Self::Table => "table",
            Self::Function => "function",
            Self::Delivery => "delivery",
            Self::Bucket => "bucket",
            Self::Queue => "queue",
            Self::Topic => "topic",
            Self::Crawler => "crawler",
            Self::Catalog => "catalog",
            Self::Athena => "athena",
            Self::Readers => "readers",
            Self::Alarms => "alarms",
            Self::Subscriber => "subscriber",
        }
    }

    /// What people call it.
    pub fn title(self) -> &'static str {
        match self {
            Self::Writers => "programs that write",
            Self::Stream => "Kinesis stream",
            Self::Table => "DynamoDB table",
            Self::Function => "Lambda function",
            Self::Delivery => "Firehose",
            Self::Bucket => "S3 bucket",
            Self::Queue => "SQS queue",
            Self::Topic => "SNS topic",
            Self::Crawler => "Glue crawler",
            Self::Catalog => "Glue table",
            Self::Athena => "Athena",
            Self::Readers => "programs that read",
            Self::Alarms => "CloudWatch",
            Self::Subscriber => "who is told",
        }
    }

    /// The page about it, within the console.
    pub fn page(self, name: &str) -> Option<String> {
        let name = crate::visit::percent_encoded(name);
        let room = match self {
            Self::Stream => "streams",
            Self::Table => "tables",
            Self::Function => "functions",
            Self::Delivery => "delivery",
            Self::Bucket => "buckets",
            Self::Queue => "queues",
            Self::Topic => "topics",
            Self::Crawler => "catalog/crawlers",
            Self::Catalog => {
                let (database, table) = name.split_once('.')?;
                return Some(format!("/_pumphouse/catalog/databases/{database}/{table}"));
            }
            Self::Athena => return Some("/_pumphouse/sql".to_owned()),
            Self::Alarms => return Some("/_pumphouse/alarms".to_owned()),
            Self::Writers | Self::Readers | Self::Subscriber => return None,
        };
        Some(format!("/_pumphouse/{room}/{name}"))
    }
}

/// One part.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// What it is.
    pub kind: Kind,
    /// Its name.
    pub name: String,
    /// How it is by what is described of it: AWS's word of state, what last went wrong.
    pub state: State,
    /// A few words: how large, how many.
    pub said: String,
    /// Why it is not well.
    pub why: String,
}

/// The way from one part to another.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrow {
    /// What makes it go wrong by description: a mapping that says PROBLEM, a destination that is not active.
    pub complaint: Option<String>,
    /// How old what its reader worked on last was, in milliseconds, by a metric.
    pub late_ms: Option<u64>,
    /// What it is for: `subscription`, `delivery`.
    pub what: String,
}

/// What an arrow is for that only a function's settings tell of.
pub const BY_SETTINGS: &str = "by its settings";

/// All parts and ways.
#[derive(Clone, Debug, Default)]
pub struct Scene {
    /// By id.
    pub nodes: BTreeMap<String, Node>,
    /// By the ids of both ends.
    pub arrows: BTreeMap<(String, String), Arrow>,
    /// The nodes that act as a role's session: by role and session.
    pub actors: BTreeMap<(String, String), String>,
    /// What could not be looked at.
    pub unseen: Vec<String>,
}

/// The id of the node `name` of `kind`.
pub fn id(kind: Kind, name: &str) -> String {
    format!("{}/{name}", kind.word())
}

/// The id of the node that `arn` names, whether or not there is such a one.
pub fn id_of_arn(arn: &str) -> Option<String> {
    let parts: Vec<&str> = arn.splitn(6, ':').collect();
    let [_, _, service, _, _, resource] = parts[..] else { return None };
    let named = |prefix: &str| {
        resource.strip_prefix(prefix).map(|rest| rest.split(['/', ':']).next().unwrap_or(rest))
    };
    match service {
        "kinesis" => named("stream/").map(|name| id(Kind::Stream, name)),
        "dynamodb" => named("table/").map(|name| id(Kind::Table, name)),
        "lambda" => named("function:").map(|name| id(Kind::Function, name)),
        "firehose" => named("deliverystream/").map(|name| id(Kind::Delivery, name)),
        "s3" => Some(id(Kind::Bucket, resource.split('/').next().unwrap_or(resource))),
        "sqs" => Some(id(Kind::Queue, resource)),
        "sns" => resource.split(':').next().map(|name| id(Kind::Topic, name)),
        "glue" if resource.starts_with("crawler/") => named("crawler/").map(|name| id(Kind::Crawler, name)),
        "glue" => resource.strip_prefix("table/").map(|name| id(Kind::Catalog, &name.replace('/', "."))),
        "athena" => Some(id(Kind::Athena, "queries")),
        _ => None,
    }
}

impl Scene {
    /// Puts in a part that is well as far as can be seen.
    pub fn add(&mut self, kind: Kind, name: &str, state: State, said: impl Into<String>) {
        let node = Node { kind, name: name.to_owned(), state, said: said.into(), why: String::new() };
        self.nodes.insert(id(kind, name), node);
    }

    /// Puts in a way; parts at its ends that are not there yet are nobody's.
    pub fn connect(&mut self, from: &str, to: &str, what: &str) -> &mut Arrow {
        let arrow = self.arrows.entry((from.to_owned(), to.to_owned())).or_default();
        what.clone_into(&mut arrow.what);
        arrow
    }

    /// Takes out the ways whose ends are not there.
    pub fn settle(&mut self) {
        let nodes = &self.nodes;
        self.arrows.retain(|(from, to), _| from != to && nodes.contains_key(from) && nodes.contains_key(to));
        self.take_shortcuts();
        self.take_readers();
    }

    /// Takes out the parts that no way leads to or from, and answers them.
    pub fn take_loose(&mut self) -> Vec<Node> {
        let arrows = &self.arrows;
        let is_loose = |id: &String| !arrows.keys().any(|(from, to)| from == id || to == id);
        let loose = self.nodes.extract_if(.., |id, _| is_loose(id)).map(|(_, node)| node);
        // Programs outside are parts only where they are connected.
        loose.filter(|node| !matches!(node.kind, Kind::Writers | Kind::Readers)).collect()
    }

    /// Takes out ways of which a longer one tells more: a bucket's to a catalog table that a crawler makes of it.
    fn take_shortcuts(&mut self) {
        let known: Vec<(String, String)> = self.arrows.keys().cloned().collect();
        let leads = |from: &str, to: &str| known.iter().any(|(one, other)| one == from && other == to);
        let crawlers: Vec<&String> = self.nodes.keys().filter(|id| id.starts_with("crawler/")).collect();
        self.arrows.retain(|(from, to), _| {
            let is_short = from.starts_with("bucket/") && to.starts_with("catalog/");
            let has_longer = || crawlers.iter().any(|crawler| leads(from, crawler) && leads(crawler, to));
            !(is_short && has_longer())
        });
    }

    /// Takes out programs that read from where the pipeline goes on: they are shown at its ends alone.
    fn take_readers(&mut self) {
        let readers = id(Kind::Readers, "clients");
        let known: Vec<(String, String)> = self.arrows.keys().cloned().collect();
        let goes_on = |part: &str| known.iter().any(|(from, to)| from == part && *to != readers);
        let is_end =
            |part: &str| !part.starts_with("bucket/") && !part.starts_with("athena/") && !goes_on(part);
        self.arrows.retain(|(from, to), _| *to != readers || is_end(from));
    }

    /// Changes where parts or ways have come or gone.
    pub fn shape(&self) -> String {
        let mut hasher = DefaultHasher::new();
        for id in self.nodes.keys() {
            id.hash(&mut hasher);
        }
        for ends in self.arrows.keys() {
            ends.hash(&mut hasher);
        }
        format!("{:016x}", hasher.finish())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arns_name_nodes() {
        for (arn, expected) in [
            ("arn:aws:kinesis:us-east-1:0:stream/orders", "stream/orders"),
            ("arn:aws:dynamodb:us-east-1:0:table/T/stream/2026", "table/T"),
            ("arn:aws:lambda:us-east-1:0:function:f:live", "function/f"),
            ("arn:aws:s3:::lake/a/b", "bucket/lake"),
            ("arn:aws:sqs:us-east-1:0:q", "queue/q"),
            ("arn:aws:sns:us-east-1:0:t:uuid", "topic/t"),
            ("arn:aws:glue:us-east-1:0:table/d/t", "catalog/d.t"),
        ] {
            assert_eq!(id_of_arn(arn).as_deref(), Some(expected), "{arn}");
        }
        assert_eq!(id_of_arn("*"), None);
        assert_eq!(id_of_arn("arn:aws:iam::0:role/r"), None);
    }
}
