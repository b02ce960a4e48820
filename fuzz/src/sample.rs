//! A made-up service: one operation per protocol, every kind of member, every kind of constraint.

use std::collections::BTreeMap;

use bytes::Bytes;
use kernel::{RequestId, Timestamp};
use wire::{Document, Http, Operation, Protocol, Question, Service, Shape};

/// An enum.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Shape)]
pub enum Mode {
    /// One.
    OnDemand,
    /// The other.
    Provisioned,
}

/// A structure in a list.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Entry {
    #[shape(length(0..=8))]
    pub data: Bytes,
    #[shape(length(1..=4))]
    pub partition_key: String,
    pub inner: Option<Inner>,
}

/// A structure in a structure, with a list of lists.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Inner {
    #[shape(default)]
    pub lists: Vec<Vec<i64>>,
    #[shape(default)]
    pub maps: BTreeMap<String, BTreeMap<String, bool>>,
}

/// The input and the output.
#[derive(Clone, Debug, PartialEq, Shape)]
pub struct Everything {
    #[shape(length(1..=128), pattern = "[a-zA-Z0-9_.-]+", label)]
    pub stream_name: String,
    #[shape(range(1..=10000), query = "limit")]
    pub limit: Option<i32>,
    #[shape(header = "x-mode")]
    pub mode: Option<Mode>,
    #[shape(length(1..=2))]
    pub entries: Vec<Entry>,
    #[shape(default, length(0..=2), key(length(1..=3)), member(length(0..=3)))]
    pub tags: BTreeMap<String, String>,
    pub at: Option<Timestamp>,
    pub ratio: Option<f64>,
    pub document: Option<Document>,
    #[shape(name = "KMSKey")]
    pub kms_key: Option<bool>,
}

static JSON: Service =
    Service { name: "sample", target_prefix: "Sample_2020", protocol: Protocol::AwsJson11, ..Service::PLAIN };
static QUERY: Service =
    Service { name: "sample", version: "2020-01-01", protocol: Protocol::Query, ..Service::PLAIN };
static CBOR: Service = Service {
    name: "sample",
    target_prefix: "Sample_2020",
    protocol: Protocol::RpcV2Cbor,
    ..Service::PLAIN
};
static REST: Service = Service { name: "sample", protocol: Protocol::RestJson, ..Service::PLAIN };

macro_rules! operation {
    ($name:ident, $service:ident) => {
        /// An operation of the made-up service.
        pub struct $name;
        impl Operation for $name {
            const SERVICE: &'static Service = &$service;
            const NAME: &'static str = stringify!($name);
            const HTTP: Http = Http { method: "PUT", path: "/2020/streams/{StreamName}", status: 202 };
            type Input = Everything;
            type Output = Everything;
        }
    };
}
operation!(OverJson, JSON);
operation!(OverQuery, QUERY);
operation!(OverRest, REST);
operation!(OverCbor, CBOR);

/// Decodes a request; what is accepted must be the same after another trip, in either direction.
pub fn read<O: Operation<Input = Everything, Output = Everything>>(question: &Question) {
    let protocol = O::SERVICE.protocol;
    let id = RequestId("id".into());
    match protocol.read_input::<O>(question) {
        Ok(input) => {
            let there = |input: &O::Input| protocol.read_input::<O>(&protocol.write_input::<O>(input));
            let back =
                |output: &O::Output| protocol.read_output::<O>(&protocol.write_output::<O>(output, &id));
            let once = there(&input).expect("what was accepted, written again");
            assert_same(&there(&once).expect("what was written"), &once);
            let answered = back(&once).expect("what was written");
            assert_same(&back(&answered).expect("what was written"), &answered);
            // A form has no way to say that a structure is there and empty.
            if protocol != Protocol::Query {
                assert_same(&once, &input);
                assert_same(&answered, &input);
            }
        }
        Err(fault) => {
            let answer = protocol.write_fault(O::SERVICE, &fault, &id);
            assert_eq!(protocol.read_output::<O>(&answer).expect_err("a fault").code, fault.code);
        }
    }
}

/// As text, since a number that is none is not even equal to itself.
fn assert_same(left: &Everything, right: &Everything) {
    assert_eq!(format!("{left:?}"), format!("{right:?}"));
}
