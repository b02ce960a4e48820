//! `AWS::Logs::LogStream`. `Ref` is the name.

use kernel::Timestamp;
use logs_api as api;
use serde_json::{Map, Value, json};

use super::given;
use crate::engine::names::PhysicalId;
use crate::engine::resource::{
    Creation, FailureCode, Kind, Modification, Naming, Property, ResourceFailure, ResourceType, Thing, Work,
};
use crate::resources::calls::Calls;
use crate::resources::properties;

/// See the module.
pub(in crate::resources) struct LogStream(pub(in crate::resources) Calls);

const PROPERTIES: &[Property] = &[
    Property::required("LogGroupName", Kind::Text).replacing(),
    Property::optional("LogStreamName", Kind::Text).replacing(),
];

impl ResourceType for LogStream {
    fn type_name(&self) -> &'static str {
        "AWS::Logs::LogStream"
    }

    fn properties(&self) -> &'static [Property] {
        PROPERTIES
    }

    fn naming(&self) -> Naming {
        Naming::by("LogStreamName", 512)
    }

    fn create<'a>(&'a self, request: Creation<'a>) -> Work<'a, Result<PhysicalId, ResourceFailure>> {
        Box::pin(async move {
            let name = properties::name_of(&request, "LogStreamName");
            let group = given(request.properties, "LogGroupName");
            let input = properties::input(json!({"logGroupName": group, "logStreamName": name}))?;
            match self.0.call::<api::CreateLogStream>(&request.stack, input).await {
                Err(failure) if request.resumed && failure.code == FailureCode::AlreadyExists => {
                    let look = json!({"logGroupName": group, "logStreamNamePrefix": name, "limit": 1});
                    let input = properties::input(look)?;
                    let page = self.0.call::<api::DescribeLogStreams>(&request.stack, input).await?;
                    let found = page.log_streams.unwrap_or_default().into_iter().next();
                    let created = found.and_then(|stream| stream.creation_time).unwrap_or_default();
                    if !properties::is_ours(&request, Timestamp(created.max(0) as u64)) {
                        return Err(failure);
                    }
                }
                result => result?,
            }
            Ok(PhysicalId(name))
        })
    }

    fn settle<'a>(&'a self, _: Thing<'a>) -> Work<'a, Result<Map<String, Value>, ResourceFailure>> {
        Box::pin(std::future::ready(Ok(Map::new())))
    }

    fn update<'a>(&'a self, _: Modification<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        // All it has replaces it.
        Box::pin(std::future::ready(Ok(())))
    }

    fn delete<'a>(&'a self, thing: Thing<'a>) -> Work<'a, Result<(), ResourceFailure>> {
        Box::pin(async move {
            let group = given(thing.properties, "LogGroupName");
            let input = json!({"logGroupName": group, "logStreamName": thing.physical_id.as_str()});
            self.0.remove::<api::DeleteLogStream>(&thing.stack, properties::input(input)?).await
        })
    }
}
