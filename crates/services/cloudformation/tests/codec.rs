//! The stored form: every field survives, the bytes are pinned, and unsound records are refused.

#![allow(clippy::unwrap_used, reason = "in a test a panic is the message")]

use cloudformation_service::engine::names::PhysicalId;
use cloudformation_service::engine::stack::{
    Action, ChangeSet, ChangeSetKind, CodecError, Definition, EventStatus, Execution, OnFailure, Request,
    ResourceStatus, Stack, StackEvent, StackOutput, StackResource, StackStatus, Update, decode_change_set,
    decode_event, decode_head, decode_resource, encode_change_set, encode_event, encode_head,
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
        update_replace_policy: DeletionPolicy::Delete,
        update: None,
    }
}

fn updated() -> StackResource {
    let former = StackResource { status: ResourceStatus::UpdateComplete, ..resource() };
    StackResource {
        status: ResourceStatus::UpdateInProgress,
        update_replace_policy: DeletionPolicy::Retain,
        update: Some(Update { action: Some(Action::Replace), former: Some(Box::new(former)) }),
        ..resource()
    }
}

fn definition() -> Definition {
    Definition {
        template_body: "{}".to_owned(),
        description: Some("d".to_owned()),
        parameters: [("P".to_owned(), "1".to_owned())].into(),
        capabilities: vec!["CAPABILITY_IAM".to_owned()],
        tags: vec![("k".to_owned(), "v".to_owned())],
        notification_arns: vec!["arn:n".to_owned()],
        role_arn: Some("arn:r".to_owned()),
        imports: Vec::new(),
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
        definition: definition(),
        former: None,
        change_set: None,
        updated: None,
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

fn updating() -> Stack {
    let former = Definition { template_body: "{ }".to_owned(), ..definition() };
    Stack {
        former: Some(Box::new(former)),
        definition: Definition { imports: vec!["i".to_owned()], ..definition() },
        change_set: Some("arn:c".to_owned()),
        updated: Some(Timestamp(1_795_000_000_002)),
        deleted: None,
        status: StackStatus::UpdateInProgress,
        ..stack()
    }
}

fn change_set() -> ChangeSet {
    ChangeSet {
        id: "arn:c".to_owned(),
        name: "c".to_owned(),
        stack_id: "arn:s".into(),
        stack_name: "s".into(),
        kind: ChangeSetKind::Update,
        description: None,
        client_token: Some("t".to_owned()),
        principal: Principal::Account(AccountId::default()),
        created: Timestamp(1_795_000_000_000),
        failure: Some("f".to_owned()),
        execution: Execution::Unavailable,
        definition: definition(),
        on_failure: OnFailure::Rollback,
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

const DEFINITION: &str = concat!(
    r#""description":"d","parameters":{"P":"1"},"capabilities":["CAPABILITY_IAM"],"tags":[["k","v"]],"#,
    r#""notification_arns":["arn:n"],"role_arn":"arn:r""#,
);

fn head_2() -> String {
    [
        r#"{"version":2,"id":"arn:aws:cloudformation:us-east-1:000000000000:stack/s/1","name":"s","#,
        r#""account":"000000000000","region":"us-east-1","#,
        r#""caller":{"account":"000000000000","role":"r","session":"s"},"client_token":"c","#,
        DEFINITION,
        r#","imports":["i"],"former":{"template":"{ }","#,
        DEFINITION,
        r#","imports":[]},"change_set":"arn:c","on_failure":"DO_NOTHING","termination_protection":true,"#,
        r#""created_ms":1795000000000,"updated_ms":1795000000002,"deleted_ms":null,"#,
        r#""status":"UPDATE_IN_PROGRESS","status_reason":null,"#,
        r#""outputs":[{"name":"O","value":"v","description":null,"export_name":"e"}]}"#,
    ]
    .concat()
}

fn resource_2(status: &str, policy: &str, update: &str) -> String {
    [
        r#"{"version":2,"id":"Stream","type":"AWS::Kinesis::Stream","status":""#,
        status,
        r#"","status_reason":"why","updated_ms":1795000000123,"depends_on":["Role"],"#,
        r#""deletion_policy":"RetainExceptOnCreate","update_replace_policy":""#,
        policy,
        r#"","request":{"name":"s-Stream-1","token":"t","properties":{"ShardCount":1}},"#,
        r#""physical_id":"temperature","attributes":{"Arn":"arn:x"},"update":"#,
        update,
        "}",
    ]
    .concat()
}

fn change_set_2() -> String {
    [
        r#"{"version":2,"id":"arn:c","name":"c","stack_id":"arn:s","stack_name":"s","kind":"UPDATE","#,
        r#""description":null,"client_token":"t","#,
        r#""caller":{"account":"000000000000","role":null,"session":null},"created_ms":1795000000000,"#,
        r#""failure":"f","execution":"UNAVAILABLE","on_failure":"ROLLBACK","definition":{"template":"{}","#,
        DEFINITION,
        r#","imports":[]}}"#,
    ]
    .concat()
}

#[test]
fn bytes_are_pinned_and_come_back() {
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    assert_eq!(text(encode_head(&updating())), head_2());
    let former = resource_2("UPDATE_COMPLETE", "Delete", "null");
    let update = format!(r#"{{"action":"REPLACE","former":{former}}}"#);
    let updated_text = resource_2("UPDATE_IN_PROGRESS", "Retain", &update);
    assert_eq!(text(encode_resource(&updated())), updated_text);
    let event_2 = EVENT.replacen("\"version\":1", "\"version\":2", 1);
    assert_eq!(text(encode_event(&event())), event_2);
    assert_eq!(text(encode_change_set(&change_set(), &Place::default())), change_set_2());
    let head = head_2();
    assert_eq!(decode_head(head.as_bytes(), "{}".to_owned(), vec![resource()]), Ok(updating()));
    assert_eq!(decode_resource(updated_text.as_bytes()), Ok(updated()));
    assert_eq!(decode_event(event_2.as_bytes()), Ok(event()));
    assert_eq!(decode_change_set(change_set_2().as_bytes()), Ok(change_set()));
}

/// What the first release wrote.
#[test]
fn records_of_version_1_are_read() {
    assert_eq!(decode_head(HEAD.as_bytes(), "{}".to_owned(), vec![resource()]), Ok(stack()));
    assert_eq!(decode_resource(RESOURCE.as_bytes()), Ok(resource()));
    assert_eq!(decode_event(EVENT.as_bytes()), Ok(event()));
}

type Refuses = fn(&[u8]) -> bool;

/// Each field in turn taken out, or made a list of lists; none may be guessed.
#[test]
fn unsound_records_are_refused() {
    let (head, change_set) = (head_2(), change_set_2());
    let resource = resource_2("UPDATE_COMPLETE", "Delete", "null");
    let event = EVENT.replacen("\"version\":1", "\"version\":2", 1);
    let decoders: [(&str, Refuses); 7] = [
        (&head, |bytes| decode_head(bytes, String::new(), Vec::new()).is_err()),
        (&resource, |bytes| decode_resource(bytes).is_err()),
        (&event, |bytes| decode_event(bytes).is_err()),
        (&change_set, |bytes| decode_change_set(bytes).is_err()),
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
    let later = EVENT.replacen("\"version\":1", "\"version\":3", 1);
    assert_eq!(decode_event(later.as_bytes()), Err(CodecError::Version(3)));
}
