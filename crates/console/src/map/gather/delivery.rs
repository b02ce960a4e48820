//! Delivery streams: what they read, what they ask to transform, where they write.

use firehose_api::{
    DeliveryStreamDescription, DescribeDeliveryStream, DescribeDeliveryStreamInput, ListDeliveryStreams,
    ListDeliveryStreamsInput, ProcessorParameterName,
};
use wire::Fault;

use super::{Ask, Kind, Scene, State, all, id, id_of_arn};

pub async fn gather(ask: &Ask, scene: &mut Scene) -> Result<(), Fault> {
    let names = all(async |next| {
        let input = ListDeliveryStreamsInput {
            exclusive_start_delivery_stream_name: next,
            limit: Some(100),
            delivery_stream_type: None,
        };
        let output = ask.of::<ListDeliveryStreams>(input).await?;
        let last = output.delivery_stream_names.last().cloned();
        Ok((output.delivery_stream_names, last.filter(|_| output.has_more_delivery_streams)))
    });
    for name in names.await? {
        let input = DescribeDeliveryStreamInput {
            delivery_stream_name: name.clone(),
            limit: None,
            exclusive_start_destination_id: None,
        };
        let Ok(output) = ask.of::<DescribeDeliveryStream>(input).await else { continue };
        show(scene, &name, &output.delivery_stream_description);
    }
    Ok(())
}

fn show(scene: &mut Scene, name: &str, stream: &DeliveryStreamDescription) {
    let node = id(Kind::Delivery, name);
    scene.add(Kind::Delivery, name, State::of_word(stream.delivery_stream_status.as_str()), "");
    let source = stream.source.as_ref().and_then(|source| source.kinesis_stream_source_description.as_ref());
    if let Some(source) = source {
        act(scene, name, source.role_arn.as_deref());
        if let Some(from) = source.kinesis_stream_arn.as_deref().and_then(id_of_arn) {
            scene.connect(&from, &node, "records");
        }
    }
    for destination in &stream.destinations {
        if let Some(s3) = &destination.extended_s3_destination_description {
            act(scene, name, Some(&s3.role_arn));
            let to = id_of_arn(&s3.bucket_arn).unwrap_or_default();
            scene.connect(&node, &to, "deliveries");
            let processors = s3.processing_configuration.as_ref().and_then(|all| all.processors.as_ref());
            let parameters = processors.into_iter().flatten().flat_map(|one| one.parameters.iter().flatten());
            for parameter in parameters.filter(|one| one.parameter_name == ProcessorParameterName::LambdaArn)
            {
                if let Some(function) = id_of_arn(&parameter.parameter_value) {
                    scene.connect(&node, &function, "transforms");
                }
            }
        } else if let Some(s3) = &destination.s3_destination_description {
            act(scene, name, Some(&s3.role_arn));
            scene.connect(&node, &id_of_arn(&s3.bucket_arn).unwrap_or_default(), "deliveries");
        }
    }
}

/// A delivery stream acts as its role, in a session of its own name.
fn act(scene: &mut Scene, name: &str, role: Option<&str>) {
    let role = role.and_then(|role| role.rsplit('/').next()).unwrap_or_default().to_owned();
    scene.actors.insert((role, format!("{name:_<2}")), id(Kind::Delivery, name));
}
