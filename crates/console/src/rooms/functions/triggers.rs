//! What starts a function: its subscriptions, and the services that its policy lets in.

use lambda_api::{
    EventSourceMappingConfiguration, GetPolicy, GetPolicyInput, ListEventSourceMappings,
    ListEventSourceMappingsInput,
};
use maud::{Markup, html};
use serde_json::Value;

use crate::ask::Ask;
use crate::look;
use crate::rooms::streams::result_of;
use crate::visit::percent_encoded;

pub async fn section(ask: &Ask, name: &str, arn: &str) -> Markup {
    let input = ListEventSourceMappingsInput { function_name: Some(name.to_owned()), ..Default::default() };
    let mut rows = Vec::new();
    match ask.of::<ListEventSourceMappings>(input).await {
        Ok(output) => rows.extend(output.event_source_mappings.iter().flatten().map(subscription)),
        Err(fault) => rows.push(vec![look::fault(&fault), html! {}, html! {}, html! {}]),
    }
    let input = GetPolicyInput { function_name: name.to_owned(), qualifier: None };
    // A function without a policy has none to answer.
    let policy = ask.of::<GetPolicy>(input).await.ok().and_then(|output| output.policy).unwrap_or_default();
    rows.extend(permissions(&policy));
    html! {
        h2 { "What starts it" }
        @if rows.is_empty() {
            (look::nothing(
                "Nothing starts this function by itself.",
                &format!("aws lambda create-event-source-mapping --function-name {name} --event-source-arn ARN --starting-position LATEST"),
            ))
        } @else {
            (look::table(&format!("What starts {arn}"), &["Source", "Kind", "State", "Last result"], &rows))
        }
    }
}

fn subscription(mapping: &EventSourceMappingConfiguration) -> Vec<Markup> {
    let batch = mapping.batch_size.map(|size| format!(", {size} a batch")).unwrap_or_default();
    vec![
        source(mapping.event_source_arn.as_deref().unwrap_or_default()),
        html! { "subscription" (batch) },
        look::state(mapping.state.as_deref().unwrap_or_default()),
        result_of(mapping.last_processing_result.as_deref().unwrap_or_default()),
    ]
}

/// A link to what has this ARN, as far as there is a page for it.
fn source(arn: &str) -> Markup {
    let mut parts = arn.splitn(6, ':').skip(2);
    let (service, resource) = (parts.next().unwrap_or_default(), parts.nth(2).unwrap_or_default());
    let mut names = resource.split('/').skip(1);
    let found = match service {
        "kinesis" => names.next().map(|name| ("streams", name)),
        "dynamodb" => names.next().map(|name| ("tables", name)),
        "sqs" => Some(("queues", resource)),
        "s3" => Some(("buckets", resource.split('/').next().unwrap_or_default())),
        _ => None,
    };
    match found {
        Some((room, name)) => {
            html! { a href=(format!("/_pumphouse/{room}/{}", percent_encoded(name))) { (name) } " " span.soft { (room) } }
        }
        None => html! { (arn) },
    }
}

/// Who a policy lets in.
fn permissions(policy: &str) -> Vec<Vec<Markup>> {
    let policy: Value = serde_json::from_str(policy).unwrap_or_default();
    let statements = policy["Statement"].as_array().cloned().unwrap_or_default();
    let row = |statement: &Value| {
        let principal = statement["Principal"]["Service"].as_str().or(statement["Principal"].as_str());
        let conditions = statement["Condition"].as_object().into_iter().flat_map(|all| all.values());
        let from = conditions.filter_map(|one| one["AWS:SourceArn"].as_str()).next();
        vec![
            match from {
                Some(from) => source(from),
                None => html! { (principal.unwrap_or("somebody")) },
            },
            html! { "may invoke it: " (principal.unwrap_or_default()) },
            html! {},
            html! {},
        ]
    };
    statements.iter().map(row).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_lead_to_their_pages() {
        let link = |arn: &str| source(arn).into_string();
        assert!(link("arn:aws:kinesis:us-east-1:000000000000:stream/a").contains("/_pumphouse/streams/a\""));
        assert!(link("arn:aws:dynamodb:us-east-1:0:table/t/stream/2026").contains("/_pumphouse/tables/t\""));
        assert!(link("arn:aws:s3:::b").contains("/_pumphouse/buckets/b\""));
        assert!(link("<script>").contains("&lt;script&gt;"));
    }

    #[test]
    fn a_policy_says_who_may() {
        let policy = r#"{"Statement":[{"Principal":{"Service":"s3.amazonaws.com"},
            "Condition":{"ArnLike":{"AWS:SourceArn":"arn:aws:s3:::in"}}}]}"#;
        let rows = permissions(policy);
        assert!(rows[0][0].0.contains("buckets/in") && rows[0][1].0.contains("s3.amazonaws.com"));
        assert!(permissions("").is_empty());
    }
}
