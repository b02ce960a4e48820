//! Delivery streams: from where to where, what is buffered, what was delivered last, and what failed.

mod objects;

use bytes::Bytes;
use firehose_api::{
    BufferingHints, DeliveryStreamDescription, DeliveryStreamType, DescribeDeliveryStream,
    DescribeDeliveryStreamInput, DestinationDescription, ListDeliveryStreams, ListDeliveryStreamsInput,
    ProcessingConfiguration, ProcessorParameterName, PutRecord, PutRecordInput, Record,
};
use maud::{Markup, html};
use wire::{Answer, Fault};

use self::objects::Places;
use crate::ask::Ask;
use crate::page::Page;
use crate::visit::{Visit, percent_encoded};
use crate::{Console, answer, look, notice};

/// Delivery streams that the list shows.
const LISTED_MAX: usize = 200;

pub async fn answer(console: &Console, visit: &Visit, path: &[&str]) -> Option<Answer> {
    let ask = Ask::new(&console.dispatch, &visit.place);
    match (visit.method.as_str(), path) {
        ("GET", []) => Some(list(console, &ask, visit).await),
        ("GET", ["now"]) => Some(answer::html(200, listed(console, &ask).await)),
        ("GET", [name]) => Some(one(console, &ask, visit, name).await),
        ("GET", [name, "now"]) => Some(now(console, &ask, name).await),
        ("GET", [name, "objects"]) => Some(delivered(&ask, name).await),
        ("POST", [name, "put"]) => Some(put(&ask, visit, name).await),
        _ => None,
    }
}

fn path(name: &str) -> String {
    format!("/_pumphouse/delivery/{}", percent_encoded(name))
}

fn page(title: &str) -> Page<'_> {
    Page { title, room: "delivery", has_charts: false, module: None }
}

async fn list(console: &Console, ask: &Ask, visit: &Visit) -> Answer {
    page("Delivery").show(
        visit,
        html! {
            div.head { h1 { "Delivery" } }
            div data-renew="/_pumphouse/delivery/now" { (listed(console, ask).await) }
        },
    )
}

async fn listed(console: &Console, ask: &Ask) -> Markup {
    match rows(console, ask).await {
        Err(fault) => look::fault(&fault),
        Ok(rows) if rows.is_empty() => look::nothing(
            "There are no delivery streams yet.",
            "aws firehose create-delivery-stream --delivery-stream-name clicks \\\n  \
             --extended-s3-destination-configuration RoleARN=arn:aws:iam::000000000000:role/delivery,BucketARN=arn:aws:s3:::lake",
        ),
        Ok(rows) => {
            let columns = ["Delivery stream", "Status", "From", "To", "Buffered", "Next delivery"];
            look::table("Delivery streams", &columns, &rows)
        }
    }
}

async fn rows(console: &Console, ask: &Ask) -> Result<Vec<Vec<Markup>>, Fault> {
    let (mut names, mut last) = (Vec::new(), None);
    loop {
        let input = ListDeliveryStreamsInput {
            exclusive_start_delivery_stream_name: last,
            limit: Some(100),
            delivery_stream_type: None,
        };
        let output = ask.of::<ListDeliveryStreams>(input).await?;
        last = output.delivery_stream_names.last().cloned();
        names.extend(output.delivery_stream_names);
        if !output.has_more_delivery_streams || last.is_none() || names.len() >= LISTED_MAX {
            break;
        }
    }
    let mut rows = Vec::new();
    for name in names.into_iter().take(LISTED_MAX) {
        // A delivery stream may go between the list and the question.
        let Ok(stream) = describe(ask, &name).await else { continue };
        let [buffered, due] = buffered(console, ask, &name);
        rows.push(vec![
            html! { a href=(path(&name)) { (name) } },
            look::state(stream.delivery_stream_status.as_str()),
            source(&stream),
            html! { @for one in &stream.destinations { (destination(one)) " " } },
            buffered,
            due,
        ]);
    }
    Ok(rows)
}

async fn describe(ask: &Ask, name: &str) -> Result<DeliveryStreamDescription, Fault> {
    let input = DescribeDeliveryStreamInput {
        delivery_stream_name: name.to_owned(),
        limit: None,
        exclusive_start_destination_id: None,
    };
    Ok(ask.of::<DescribeDeliveryStream>(input).await?.delivery_stream_description)
}

/// What is in memory, and when the next of it is due.
fn buffered(console: &Console, ask: &Ask, name: &str) -> [Markup; 2] {
    let Some(held) = console.backstage.buffered(&ask.place, name) else {
        return [html! { span.soft { "not known here" } }, html! {}];
    };
    let waiting = html! {
        (look::count(held.records_waiting)) " record" @if held.records_waiting != 1 { "s" }
        @if held.bytes > 0 { span.soft { " · " (look::bytes(held.bytes)) } }
    };
    let due = match held.due {
        None => html! { span.soft { "nothing waits" } },
        Some(due) => html! { "within " (look::span(due.millis_since(ask.now()).div_ceil(1000) * 1000)) },
    };
    [waiting, due]
}

fn source(stream: &DeliveryStreamDescription) -> Markup {
    let kinesis = stream.source.as_ref().and_then(|source| source.kinesis_stream_source_description.as_ref());
    match kinesis.and_then(|source| source.kinesis_stream_arn.as_deref()) {
        Some(arn) => {
            let name = arn.rsplit('/').next().unwrap_or_default();
            html! { "stream " a href=(format!("/_pumphouse/streams/{}", percent_encoded(name))) { (name) } }
        }
        None => html! { "whoever puts records" },
    }
}

fn destination(one: &DestinationDescription) -> Markup {
    if let Some(endpoint) = &one.http_endpoint_destination_description {
        let configuration = endpoint.endpoint_configuration.as_ref();
        let url = configuration.and_then(|configuration| configuration.url.as_deref());
        return html! { "HTTP endpoint " (url.unwrap_or_default()) };
    }
    if one.elasticsearch_destination_description.is_some()
        || one.amazonopensearchservice_destination_description.is_some()
    {
        return html! { "search cluster" };
    }
    match Places::of(one) {
        Some(places) => html! { "bucket " (bucket(&places.bucket)) },
        None => html! {},
    }
}

fn bucket(name: &str) -> Markup {
    html! { a href=(format!("/_pumphouse/buckets/{}", percent_encoded(name))) { (name) } }
}

async fn one(console: &Console, ask: &Ask, visit: &Visit, name: &str) -> Answer {
    let page = page(name);
    let way = html! { p.crumbs { a href="/_pumphouse/delivery" { "Delivery" } } };
    let stream = match describe(ask, name).await {
        Ok(stream) => stream,
        Err(fault) => return notice::refusal(&page, visit, way, &fault),
    };
    let is_put_to = stream.delivery_stream_type == DeliveryStreamType::DirectPut;
    page.show(
        visit,
        html! {
            (way)
            div.head { h1 { (name) } }
            (notice::shown(visit))
            div data-renew=(format!("{}/now", path(name))) { (figures(console, ask, name, &stream)) }
            @for destination in &stream.destinations { (plan(destination)) }
            div data-renew=(format!("{}/objects", path(name))) data-every="5000" {
                (objects::section(ask, &stream).await)
            }
            @if is_put_to { (form(name)) }
        },
    )
}

/// What changes by itself.
async fn now(console: &Console, ask: &Ask, name: &str) -> Answer {
    match describe(ask, name).await {
        Ok(stream) => answer::html(200, figures(console, ask, name, &stream)),
        Err(fault) => answer::html(notice::status(&fault), look::fault(&fault)),
    }
}

async fn delivered(ask: &Ask, name: &str) -> Answer {
    match describe(ask, name).await {
        Ok(stream) => answer::html(200, objects::section(ask, &stream).await),
        Err(fault) => answer::html(notice::status(&fault), look::fault(&fault)),
    }
}

fn figures(console: &Console, ask: &Ask, name: &str, stream: &DeliveryStreamDescription) -> Markup {
    let [buffered, due] = buffered(console, ask, name);
    html! {
        (look::figures(&[
            ("Status", look::state(stream.delivery_stream_status.as_str())),
            ("Buffered", buffered),
            ("Next delivery", due),
            ("From", source(stream)),
            ("To", html! { @for one in &stream.destinations { (destination(one)) } }),
        ]))
        @if let Some(failure) = &stream.failure_description { p.fault { (failure.details) } }
    }
}

/// How records get to a destination.
fn plan(one: &DestinationDescription) -> Markup {
    let mut rows: Vec<(&str, Markup)> = Vec::new();
    if let Some(s3) = &one.extended_s3_destination_description {
        rows.push(("Buffers", buffering(&s3.buffering_hints)));
        rows.push(("Function", transform(s3.processing_configuration.as_ref())));
        let conversion = s3.data_format_conversion_configuration.as_ref();
        let conversion = conversion.filter(|conversion| conversion.enabled != Some(false));
        rows.push(("Format", match conversion {
            None => html! { "as records come" },
            Some(conversion) => {
                let schema = conversion.schema_configuration.clone().unwrap_or_default();
                let table = [schema.database_name, schema.table_name].into_iter().flatten().collect::<Vec<_>>();
                html! {
                    "Parquet"
                    @if !table.is_empty() { ", columns of " (table.join(".")) } @else { ", columns found in the records" }
                }
            }
        }));
        rows.push(("Compression", html! { (s3.compression_format.as_str()) }));
        let is_partitioned =
            s3.dynamic_partitioning_configuration.as_ref().is_some_and(|one| one.enabled == Some(true));
        if is_partitioned {
            rows.push(("Partitions", html! { "by content" }));
        }
        rows.push(("Prefix", html! { code { (s3.prefix.as_deref().unwrap_or("YYYY/MM/DD/HH/")) } }));
        rows.push((
            "Prefix of failures",
            html! { code { (s3.error_output_prefix.as_deref().unwrap_or("the same, and what failed")) } },
        ));
        rows.push(("Role", html! { code { (s3.role_arn) } }));
    } else if let Some(s3) = &one.s3_destination_description {
        rows.push(("Buffers", buffering(&s3.buffering_hints)));
        rows.push(("Compression", html! { (s3.compression_format.as_str()) }));
        rows.push(("Prefix", html! { code { (s3.prefix.as_deref().unwrap_or("YYYY/MM/DD/HH/")) } }));
        rows.push(("Role", html! { code { (s3.role_arn) } }));
    } else if let Some(endpoint) = &one.http_endpoint_destination_description {
        rows.extend(endpoint.buffering_hints.as_ref().map(|hints| {
            let (size, interval) = (hints.size_in_m_bs, hints.interval_in_seconds);
            ("Buffers", buffering(&BufferingHints { size_in_m_bs: size, interval_in_seconds: interval }))
        }));
        rows.push(("Function", transform(endpoint.processing_configuration.as_ref())));
    }
    let rows: Vec<_> = rows.into_iter().map(|(name, value)| vec![html! { (name) }, value]).collect();
    html! {
        @if !rows.is_empty() {
            h2 { "On the way" }
            (look::table("On the way", &["What", "How"], &rows))
        }
    }
}

fn buffering(hints: &BufferingHints) -> Markup {
    let size = hints.size_in_m_bs.unwrap_or(5);
    let seconds = hints.interval_in_seconds.unwrap_or(300);
    html! { (size) " MiB or " (look::span(u64::from(seconds.unsigned_abs()) * 1000)) ", whichever comes first" }
}

fn transform(processing: Option<&ProcessingConfiguration>) -> Markup {
    let processors =
        processing.filter(|all| all.enabled != Some(false)).and_then(|all| all.processors.as_ref());
    let parameters = processors.into_iter().flatten().flat_map(|one| one.parameters.iter().flatten());
    let mut functions = parameters.filter(|one| one.parameter_name == ProcessorParameterName::LambdaArn);
    match functions.next() {
        None => html! { span.soft { "none" } },
        Some(function) => {
            let after =
                function.parameter_value.split(":function:").nth(1).unwrap_or(&function.parameter_value);
            let name = after.split(':').next().unwrap_or_default();
            html! { a href=(format!("/_pumphouse/functions/{}", percent_encoded(name))) { (name) } }
        }
    }
}

fn form(name: &str) -> Markup {
    html! {
        section.card {
            h2 { "Put a record" }
            form method="post" action=(format!("{}/put", path(name))) {
                label { "Data" textarea.code name="data" rows="3" required {} }
                label { input.inline type="checkbox" name="newline" value="yes" checked; " with a line break at its end" }
                p { button.main { "Put" } }
            }
        }
    }
}

async fn put(ask: &Ask, visit: &Visit, name: &str) -> Answer {
    // Browsers end lines of a form with both; what was meant is one.
    let mut data = visit.parameter("data").unwrap_or_default().replace("\r\n", "\n");
    if visit.parameter("newline").is_some() {
        data.push('\n');
    }
    let input =
        PutRecordInput { delivery_stream_name: name.to_owned(), record: Record { data: Bytes::from(data) } };
    let result = ask.of::<PutRecord>(input).await;
    notice::back(&path(name), result.map(|output| format!("The record was taken as {}.", output.record_id)))
}
