//! Services that only remember what they were asked. A thing is usable from the second look on.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

use dispatch::{Call, Carrier, Handle, Origin, Principal, Routes};
use kernel::{SharedClock, Timestamp};
use wire::{Fault, JsonWriter, Operation, Shape};
use {dynamodb_api as dynamodb, iam_api as iam, kinesis_api as kinesis, lambda_api as lambda};

/// A thing: when it was made, and how often it was looked at.
#[derive(Clone)]
struct Thing {
    made: Timestamp,
    looks: u32,
}

pub struct Fakes {
    clock: SharedClock,
    things: Mutex<BTreeMap<String, Thing>>,
    asked: Mutex<Vec<(String, Principal)>>,
    /// Texts by `bucket/key`.
    pub objects: Mutex<BTreeMap<String, String>>,
    /// What an operation answers, instead of doing anything.
    faults: Mutex<BTreeMap<&'static str, Fault>>,
    /// Operations that do their work but never answer.
    silent: Mutex<Vec<&'static str>>,
    /// An operation that neither does its work nor answers.
    hung: Mutex<&'static str>,
    /// Whether things ever become usable.
    stuck: Mutex<bool>,
}

impl Fakes {
    pub fn new(clock: SharedClock) -> Arc<Self> {
        Arc::new(Self {
            clock,
            things: Mutex::default(),
            asked: Mutex::default(),
            objects: Mutex::default(),
            faults: Mutex::default(),
            silent: Mutex::default(),
            hung: Mutex::default(),
            stuck: Mutex::default(),
        })
    }

    pub fn fail(&self, operation: &'static str, fault: Fault) {
        self.faults.lock().unwrap().insert(operation, fault);
    }

    pub fn silence(&self, operations: &[&'static str]) {
        *self.silent.lock().unwrap() = operations.to_vec();
    }

    pub fn hang(&self, operation: &'static str) {
        *self.hung.lock().unwrap() = operation;
    }

    pub fn stick(&self, stuck: bool) {
        *self.stuck.lock().unwrap() = stuck;
    }

    /// Puts a thing there that no stack made.
    pub fn put(&self, thing: &str) {
        self.make(thing.to_owned()).unwrap();
    }

    /// Takes a thing away that a stack made.
    pub fn take(&self, thing: &str) {
        self.remove(thing).unwrap();
    }

    pub fn things(&self) -> Vec<String> {
        self.things.lock().unwrap().keys().cloned().collect()
    }

    /// The operations asked for, with their input as JSON, without those that only look.
    pub fn asked(&self) -> Vec<String> {
        let looks =
            |line: &String| ["Get", "List", "Describe", "Head"].iter().any(|verb| line.starts_with(verb));
        let asked = self.asked.lock().unwrap();
        asked.iter().map(|(line, _)| line.clone()).filter(|line| !looks(line)).collect()
    }

    pub fn principals(&self) -> Vec<Principal> {
        self.asked.lock().unwrap().iter().map(|(_, principal)| principal.clone()).collect()
    }

    async fn enter<O: Operation>(&self, call: &Call, input: &O::Input) -> Result<(), Fault> {
        assert_eq!(call.origin, Origin::Service("cloudformation"));
        let mut writer = JsonWriter::default();
        input.write(&mut writer);
        let line = format!("{} {}", O::NAME, writer.finish());
        self.asked.lock().unwrap().push((line, call.principal.clone()));
        let hung = *self.hung.lock().unwrap() == O::NAME;
        if hung {
            std::future::pending::<()>().await;
        }
        self.faults.lock().unwrap().get(O::NAME).map_or(Ok(()), |fault| Err(fault.clone()))
    }

    async fn leave<O: Operation>(&self, output: O::Output) -> Result<O::Output, Fault> {
        let silent = self.silent.lock().unwrap().contains(&O::NAME);
        if silent {
            std::future::pending::<()>().await;
        }
        Ok(output)
    }

    fn make(&self, name: String) -> Result<(), Fault> {
        let mut things = self.things.lock().unwrap();
        if things.contains_key(&name) {
            return Err(Fault::sender("ResourceInUseException", format!("{name} already exists.")));
        }
        things.insert(name, Thing { made: self.clock.now(), looks: 0 });
        Ok(())
    }

    /// When the thing was made, and whether it is usable.
    fn look(&self, name: &str) -> Result<(Timestamp, bool), Fault> {
        let mut things = self.things.lock().unwrap();
        let thing = things.get_mut(name).ok_or_else(|| missing(name))?;
        thing.looks += 1;
        Ok((thing.made, thing.looks > 1 && !*self.stuck.lock().unwrap()))
    }

    fn remove(&self, name: &str) -> Result<(), Fault> {
        self.things.lock().unwrap().remove(name).map(drop).ok_or_else(|| missing(name))
    }

    pub fn carriers(self: &Arc<Self>) -> Vec<Carrier> {
        let fakes = || Arc::clone(self);
        let mut carriers = lake::carriers(self);
        carriers.push(athena::carrier(self));
        carriers.push(sns::carrier(self));
        carriers.push(sqs::carrier(self));
        carriers.push(cloudwatch::carrier(self));
        carriers.push(logs::carrier(self));
        carriers.extend([
            Carrier::embedded(
                Routes::new(&kinesis::SERVICE, fakes())
                    .with::<kinesis::AddTagsToStream>()
                    .with::<kinesis::CreateStream>()
                    .with::<kinesis::DecreaseStreamRetentionPeriod>()
                    .with::<kinesis::DeleteStream>()
                    .with::<kinesis::DescribeStreamSummary>()
                    .with::<kinesis::IncreaseStreamRetentionPeriod>()
                    .with::<kinesis::RemoveTagsFromStream>(),
            ),
            Carrier::embedded(
                Routes::new(&dynamodb::SERVICE, fakes())
                    .with::<dynamodb::CreateTable>()
                    .with::<dynamodb::DeleteTable>()
                    .with::<dynamodb::DescribeKinesisStreamingDestination>()
                    .with::<dynamodb::DescribeTable>()
                    .with::<dynamodb::DisableKinesisStreamingDestination>()
                    .with::<dynamodb::EnableKinesisStreamingDestination>()
                    .with::<dynamodb::DescribeTimeToLive>()
                    .with::<dynamodb::TagResource>()
                    .with::<dynamodb::UntagResource>()
                    .with::<dynamodb::UpdateTable>()
                    .with::<dynamodb::UpdateTimeToLive>(),
            ),
            Carrier::embedded(
                Routes::new(&iam::SERVICE, fakes())
                    .with::<iam::AttachRolePolicy>()
                    .with::<iam::CreatePolicy>()
                    .with::<iam::CreatePolicyVersion>()
                    .with::<iam::CreateRole>()
                    .with::<iam::DeletePolicy>()
                    .with::<iam::DeletePolicyVersion>()
                    .with::<iam::DeleteRole>()
                    .with::<iam::DeleteRolePolicy>()
                    .with::<iam::DetachRolePolicy>()
                    .with::<iam::GetPolicy>()
                    .with::<iam::GetRole>()
                    .with::<iam::ListPolicyVersions>()
                    .with::<iam::PutRolePolicy>()
                    .with::<iam::TagRole>()
                    .with::<iam::UntagRole>()
                    .with::<iam::UpdateAssumeRolePolicy>()
                    .with::<iam::UpdateRole>(),
            ),
            Carrier::embedded(
                Routes::new(&lambda::SERVICE, fakes())
                    .with::<lambda::AddPermission>()
                    .with::<lambda::CreateEventSourceMapping>()
                    .with::<lambda::CreateFunction>()
                    .with::<lambda::DeleteEventSourceMapping>()
                    .with::<lambda::DeleteFunction>()
                    .with::<lambda::DeleteFunctionConcurrency>()
                    .with::<lambda::DeleteFunctionEventInvokeConfig>()
                    .with::<lambda::GetEventSourceMapping>()
                    .with::<lambda::GetFunction>()
                    .with::<lambda::GetFunctionEventInvokeConfig>()
                    .with::<lambda::ListEventSourceMappings>()
                    .with::<lambda::PutFunctionConcurrency>()
                    .with::<lambda::PutFunctionEventInvokeConfig>()
                    .with::<lambda::RemovePermission>()
                    .with::<lambda::TagResource>()
                    .with::<lambda::UntagResource>()
                    .with::<lambda::UpdateEventSourceMapping>()
                    .with::<lambda::UpdateFunctionCode>()
                    .with::<lambda::UpdateFunctionConfiguration>(),
            ),
        ]);
        carriers
    }
}

fn missing(name: &str) -> Fault {
    Fault::sender("ResourceNotFoundException", format!("{name} is not there"))
}

/// One fake operation: an expression of the fakes, the call and the input, that may fail.
macro_rules! fake {
    ($operation:path, |$fakes:ident, $call:ident, $input:ident| $body:expr) => {
        impl Handle<$operation> for Fakes {
            async fn handle(
                &self,
                $call: &Call,
                $input: <$operation as Operation>::Input,
            ) -> Result<<$operation as Operation>::Output, Fault> {
                let $fakes = self;
                $fakes.enter::<$operation>($call, &$input).await?;
                let output = $body;
                $fakes.leave::<$operation>(output).await
            }
        }
    };
}

fake!(kinesis::CreateStream, |fakes, _call, input| fakes.make(format!("stream/{}", input.stream_name))?);
fake!(kinesis::DeleteStream, |fakes, _call, input| {
    fakes.remove(&format!("stream/{}", input.stream_name.unwrap()))?
});
fake!(kinesis::AddTagsToStream, |fakes, _call, _input| ());
fake!(kinesis::RemoveTagsFromStream, |fakes, _call, _input| ());
fake!(kinesis::DecreaseStreamRetentionPeriod, |fakes, _call, _input| ());
fake!(kinesis::IncreaseStreamRetentionPeriod, |fakes, _call, _input| ());
fake!(kinesis::DescribeStreamSummary, |fakes, call, input| {
    let name = input.stream_name.unwrap();
    let (made, usable) = fakes.look(&format!("stream/{name}"))?;
    kinesis::DescribeStreamSummaryOutput {
        stream_description_summary: kinesis::StreamDescriptionSummary {
            stream_arn: call.place.arn("kinesis", &format!("stream/{name}")).to_string(),
            stream_name: name,
            stream_id: None,
            stream_status: if usable {
                kinesis::StreamStatus::Active
            } else {
                kinesis::StreamStatus::Creating
            },
            stream_mode_details: None,
            retention_period_hours: 24,
            stream_creation_timestamp: Timestamp(made.0 / 1000 * 1000),
            enhanced_monitoring: Vec::new(),
            encryption_type: None,
            key_id: None,
            open_shard_count: 1,
            consumer_count: None,
            warm_throughput: None,
            max_record_size_in_ki_b: None,
        },
    }
});

fake!(dynamodb::CreateTable, |fakes, _call, input| {
    fakes.make(format!("table/{}", input.table_name))?;
    dynamodb::CreateTableOutput::default()
});
fake!(dynamodb::DeleteTable, |fakes, _call, input| {
    fakes.remove(&format!("table/{}", input.table_name))?;
    dynamodb::DeleteTableOutput::default()
});
fake!(dynamodb::DescribeTable, |fakes, call, input| {
    let (made, usable) = fakes.look(&format!("table/{}", input.table_name))?;
    let status = if usable { dynamodb::TableStatus::Active } else { dynamodb::TableStatus::Creating };
    let arn = call.place.arn("dynamodb", &format!("table/{}", input.table_name)).to_string();
    dynamodb::DescribeTableOutput {
        table: Some(dynamodb::TableDescription {
            table_status: Some(status),
            creation_date_time: Some(made),
            latest_stream_arn: Some(format!("{arn}/stream/2026-11-20T18:00:00.000")),
            table_arn: Some(arn),
            ..Default::default()
        }),
    }
});
fake!(dynamodb::DescribeTimeToLive, |fakes, _call, _input| dynamodb::DescribeTimeToLiveOutput::default());
fake!(dynamodb::TagResource, |fakes, _call, _input| ());
fake!(dynamodb::UntagResource, |fakes, _call, _input| ());
fake!(dynamodb::UpdateTable, |fakes, _call, _input| dynamodb::UpdateTableOutput::default());
fake!(dynamodb::UpdateTimeToLive, |fakes, _call, _input| dynamodb::UpdateTimeToLiveOutput::default());

fn role(call: &Call, name: String, made: Timestamp) -> iam::Role {
    iam::Role {
        path: "/".to_owned(),
        arn: format!("arn:aws:iam::{}:role/{name}", call.place.account),
        role_name: name,
        role_id: "AROA0000000000000000".to_owned(),
        create_date: made,
        assume_role_policy_document: None,
        description: None,
        max_session_duration: None,
        permissions_boundary: None,
        tags: None,
        role_last_used: None,
    }
}

fake!(iam::CreateRole, |fakes, call, input| {
    fakes.make(format!("role/{}", input.role_name))?;
    iam::CreateRoleOutput { role: role(call, input.role_name, fakes.clock.now()) }
});
fake!(iam::GetRole, |fakes, call, input| {
    let (made, _) = fakes.look(&format!("role/{}", input.role_name))?;
    iam::GetRoleOutput { role: role(call, input.role_name, made) }
});
fake!(iam::DeleteRole, |fakes, _call, input| fakes.remove(&format!("role/{}", input.role_name))?);
fake!(iam::TagRole, |fakes, _call, _input| ());
fake!(iam::UntagRole, |fakes, _call, _input| ());
fake!(iam::UpdateAssumeRolePolicy, |fakes, _call, _input| ());
fake!(iam::UpdateRole, |fakes, _call, _input| iam::UpdateRoleOutput {});
fake!(iam::CreatePolicyVersion, |fakes, _call, _input| iam::CreatePolicyVersionOutput::default());
fake!(iam::AttachRolePolicy, |fakes, _call, _input| ());
fake!(iam::DetachRolePolicy, |fakes, _call, _input| ());
fake!(iam::PutRolePolicy, |fakes, _call, _input| ());
fake!(iam::DeleteRolePolicy, |fakes, _call, _input| ());
fake!(iam::DeletePolicyVersion, |fakes, _call, _input| ());
fake!(iam::CreatePolicy, |fakes, call, input| {
    let arn = format!("arn:aws:iam::{}:policy/{}", call.place.account, input.policy_name);
    fakes.make(arn.clone())?;
    iam::CreatePolicyOutput { policy: Some(iam::Policy { arn: Some(arn), ..Default::default() }) }
});
fake!(iam::GetPolicy, |fakes, _call, input| {
    let (made, _) = fakes.look(&input.policy_arn)?;
    let policy = iam::Policy {
        policy_id: Some("ANPA0000000000000000".to_owned()),
        create_date: Some(made),
        ..Default::default()
    };
    iam::GetPolicyOutput { policy: Some(policy) }
});
fake!(iam::ListPolicyVersions, |fakes, _call, _input| {
    let version = |id: &str, is_default| iam::PolicyVersion {
        version_id: Some(id.to_owned()),
        is_default_version: Some(is_default),
        ..Default::default()
    };
    iam::ListPolicyVersionsOutput {
        versions: Some(vec![version("v2", true), version("v1", false)]),
        ..Default::default()
    }
});
fake!(iam::DeletePolicy, |fakes, _call, input| fakes.remove(&input.policy_arn)?);

fake!(lambda::CreateFunction, |fakes, _call, input| {
    fakes.make(format!("function/{}", input.function_name))?;
    lambda::FunctionConfiguration::default()
});
fake!(lambda::GetFunction, |fakes, call, input| {
    let (made, usable) = fakes.look(&format!("function/{}", input.function_name))?;
    let arn = call.place.arn("lambda", &format!("function:{}", input.function_name)).to_string();
    lambda::GetFunctionOutput {
        configuration: Some(lambda::FunctionConfiguration {
            function_arn: Some(arn),
            state: Some(if usable { lambda::State::Active } else { lambda::State::Pending }),
            last_modified: Some(made.iso8601().replace('Z', "+0000")),
            ..Default::default()
        }),
        ..Default::default()
    }
});
fake!(lambda::DeleteFunction, |fakes, _call, input| {
    fakes.remove(&format!("function/{}", input.function_name))?;
    lambda::DeleteFunctionOutput::default()
});
fake!(lambda::DeleteFunctionConcurrency, |fakes, _call, _input| ());
fake!(lambda::TagResource, |fakes, _call, _input| ());
fake!(lambda::UntagResource, |fakes, _call, _input| ());
fake!(lambda::UpdateFunctionCode, |fakes, _call, _input| lambda::FunctionConfiguration::default());
fake!(lambda::UpdateFunctionConfiguration, |fakes, _call, _input| lambda::FunctionConfiguration::default());
fake!(lambda::UpdateEventSourceMapping, |fakes, _call, input| {
    let (made, usable) = fakes.look(&format!("mapping/{}", input.uuid))?;
    mapping(&input.uuid, made, usable)
});
fake!(lambda::PutFunctionConcurrency, |fakes, _call, _input| lambda::Concurrency::default());

fn mapping(uuid: &str, made: Timestamp, usable: bool) -> lambda::EventSourceMappingConfiguration {
    lambda::EventSourceMappingConfiguration {
        uuid: Some(uuid.to_owned()),
        last_modified: Some(made),
        state: Some(if usable { "Enabled" } else { "Creating" }.to_owned()),
        event_source_mapping_arn: Some(format!("arn:aws:lambda:::event-source-mapping:{uuid}")),
        ..Default::default()
    }
}

fake!(lambda::CreateEventSourceMapping, |fakes, _call, _input| {
    let uuid = format!("mapping-{}", fakes.things().len());
    fakes.make(format!("mapping/{uuid}"))?;
    mapping(&uuid, fakes.clock.now(), false)
});
fake!(lambda::GetEventSourceMapping, |fakes, _call, input| {
    let (made, usable) = fakes.look(&format!("mapping/{}", input.uuid))?;
    mapping(&input.uuid, made, usable)
});
fake!(lambda::ListEventSourceMappings, |fakes, _call, _input| {
    let things = fakes.things.lock().unwrap().clone();
    let mappings = things.iter().filter_map(|(name, thing)| {
        name.strip_prefix("mapping/").map(|uuid| mapping(uuid, thing.made, true))
    });
    lambda::ListEventSourceMappingsOutput {
        next_marker: None,
        event_source_mappings: Some(mappings.collect()),
    }
});
fake!(lambda::DeleteEventSourceMapping, |fakes, _call, input| {
    fakes.remove(&format!("mapping/{}", input.uuid))?;
    lambda::EventSourceMappingConfiguration::default()
});

mod athena;
mod cloudwatch;
mod lake;
mod logs;
mod sns;
mod sqs;

pub use sns::TOPICS;
pub use sqs::URLS;
