//! The stored form: every field survives, the bytes are pinned, and unsound records are refused.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use cloudformation_service::engine::names::PhysicalId;
use cloudformation_service::engine::stack::{
    CodecError, EventStatus, OnFailure, Request, ResourceStatus, Stack, StackEvent, StackOutput,
    StackResource, StackStatus, decode_event, decode_head, decode_resource, encode_event, encode_head,
    encode_resource,
};
use cloudformation_service::engine::template::DeletionPolicy;
use dispatch::Principal;
use kernel::{AccountId, Place, Timestamp};
use serde_json::{Map, Value, json};

fn object(value: Value) -> Map<String, Value> {
    value.as_object().unwrap().clone()
}

fn resource() -> StackResource {
    StackResource {
        id: "Stream".into(),
        type_name: "AWS::Kinesis::Stream".to_owned(),
        status: ResourceStatus::CreateComplete,
        status_reason: Some("why".to_owned()),
        updated: Timestamp(1_795_000_000_123),
        depends_on: vec!["Role".into()],
        deletion_policy: DeletionPolicy::RetainExceptOnCreate,
        request: Some(Request {
            name: "s-Stream-1".to_owned(),
            token: "t".to_owned(),
            properties: object(json!({"ShardCount": 1})),
        }),
        physical_id: Some(PhysicalId::from("temperature")),
        attributes: object(json!({"Arn": "arn:x"})),
    }
}

fn stack() -> Stack {
    Stack {
        id: "arn:aws:cloudformation:us-east-1:000000000000:stack/s/1".into(),
        name: "s".into(),
        place: Place::default(),
        principal: Principal::Session {
            account: AccountId::default(),
            role: "r".to_owned(),
            session: "s".to_owned(),
        },
        client_token: Some("c".to_owned()),
        template_body: "{}".to_owned(),
        description: Some("d".to_owned()),
        parameters: [("P".to_owned(), "1".to_owned())].into(),
        capabilities: vec!["CAPABILITY_IAM".to_owned()],
        tags: vec![("k".to_owned(), "v".to_owned())],
        notification_arns: vec!["arn:n".to_owned()],
        role_arn: Some("arn:r".to_owned()),
        on_failure: OnFailure::DoNothing,
        termination_protection: true,
        created: Timestamp(1_795_000_000_000),
        deleted: Some(Timestamp(1_795_000_000_001)),
        status: StackStatus::RollbackComplete,
        status_reason: None,
        outputs: vec![StackOutput {
            name: "O".to_owned(),
            value: "v".to_owned(),
            description: None,
            export_name: Some("e".to_owned()),
        }],
        resources: vec![resource()],
    }
}

fn event() -> StackEvent {
    StackEvent {
        id: "Stream-CREATE_COMPLETE-2026-11-20T00:00:00Z".to_owned(),
        time: Timestamp(1_795_000_000_000),
        logical_id: "Stream".into(),
        physical_id: None,
        resource_type: "AWS::Kinesis::Stream".to_owned(),
        status: EventStatus::Resource(ResourceStatus::CreateComplete),
        reason: None,
        client_token: Some("c".to_owned()),
    }
}

const HEAD: &str = concat!(
    r#"{"version":1,"id":"arn:aws:cloudformation:us-east-1:000000000000:stack/s/1","name":"s","#,
    r#""account":"000000000000","region":"us-east-1","#,
    r#""caller":{"account":"000000000000","role":"r","session":"s"},"client_token":"c","description":"d","parameters":{"P":"1"},"#,
    r#""capabilities":["CAPABILITY_IAM"],"tags":[["k","v"]],"notification_arns":["arn:n"],"role_arn":"arn:r","#,
    r#""on_failure":"DO_NOTHING","termination_protection":true,"created_ms":1795000000000,"#,
    r#""deleted_ms":1795000000001,"status":"ROLLBACK_COMPLETE","status_reason":null,"#,
    r#""outputs":[{"name":"O","value":"v","description":null,"export_name":"e"}]}"#,
);
const RESOURCE: &str = concat!(
    r#"{"version":1,"id":"Stream","type":"AWS::Kinesis::Stream","status":"CREATE_COMPLETE","#,
    r#""status_reason":"why","updated_ms":1795000000123,"depends_on":["Role"],"#,
    r#""deletion_policy":"RetainExceptOnCreate","#,
    r#""request":{"name":"s-Stream-1","token":"t","properties":{"ShardCount":1}},"#,
    r#""physical_id":"temperature","attributes":{"Arn":"arn:x"}}"#,
);
const EVENT: &str = concat!(
    r#"{"version":1,"id":"Stream-CREATE_COMPLETE-2026-11-20T00:00:00Z","time_ms":1795000000000,"#,
    r#""logical_id":"Stream","physical_id":null,"resource_type":"AWS::Kinesis::Stream","of":"resource","#,
    r#""status":"CREATE_COMPLETE","reason":null,"client_token":"c"}"#,
);

#[test]
fn bytes_are_pinned_and_come_back() {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert_eq!(text(encode_head(&stack())), HEAD);
    assert_eq!(text(encode_resource(&resource())), RESOURCE);
    assert_eq!(text(encode_event(&event())), EVENT);
    assert_eq!(decode_head(HEAD.as_bytes(), "{}".to_owned(), vec![resource()]), Ok(stack()));
    assert_eq!(decode_resource(RESOURCE.as_bytes()), Ok(resource()));
    assert_eq!(decode_event(EVENT.as_bytes()), Ok(event()));
}

type Refuses = fn(&[u8]) -> bool;

/// Each field in turn taken out, or made a list of lists; none may be guessed.
#[test]
fn unsound_records_are_refused() {
    let decoders: [(&str, Refuses); 3] = [
        (HEAD, |bytes| decode_head(bytes, String::new(), Vec::new()).is_err()),
        (RESOURCE, |bytes| decode_resource(bytes).is_err()),
        (EVENT, |bytes| decode_event(bytes).is_err()),
    ];
    for (record, refuses) in decoders {
        let sound: Map<String, Value> = serde_json::from_str(record).unwrap();
        for key in sound.keys() {
            let mut without = sound.clone();
            without.remove(key);
            assert!(refuses(&serde_json::to_vec(&without).unwrap()), "{key} missing");
            let mut odd = sound.clone();
            odd.insert(key.clone(), json!([[]]));
            assert!(refuses(&serde_json::to_vec(&odd).unwrap()), "{key} odd");
        }
        assert!(refuses(b"{"));
    }
    let half = HEAD.replacen("\"role\":\"r\"", "\"role\":null", 1);
    assert_eq!(decode_head(half.as_bytes(), String::new(), Vec::new()), Err(CodecError::Field("caller")));
    let account = half.replacen("\"session\":\"s\"", "\"session\":null", 1);
    let stack = decode_head(account.as_bytes(), String::new(), Vec::new()).unwrap();
    assert_eq!(stack.principal, Principal::Account(AccountId::default()));
    let later = EVENT.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(decode_event(later.as_bytes()), Err(CodecError::Version(2)));
}
