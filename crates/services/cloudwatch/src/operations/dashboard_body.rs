//! The body of a dashboard: what keeps it from being kept, and what is merely odd (guide, "Dashboard body structure
//! and syntax").

use cloudwatch_api::DashboardValidationMessage;
use serde_json::{Map, Value};

use crate::limits::{DASHBOARD_BYTES_MAX, WIDGETS_MAX};

/// Types of widgets.
const TYPES: [&str; 6] = ["metric", "text", "log", "alarm", "explorer", "custom"];
/// Columns of a dashboard.
const COLUMNS: u64 = 24;
/// Rows that a widget may have.
const ROWS_MAX: u64 = 1000;

type Messages = Vec<DashboardValidationMessage>;

/// What is odd about `body`; an error where it cannot be kept.
pub(super) fn check(body: &str) -> Result<Messages, Messages> {
    let whole = |text: String| vec![message("", text)];
    if body.len() > DASHBOARD_BYTES_MAX {
        return Err(whole(format!("The dashboard body has more than {DASHBOARD_BYTES_MAX} bytes")));
    }
    let value: Value = serde_json::from_str(body).map_err(|error| {
        whole(format!("The dashboard body is invalid, there are problems with the JSON: {error}"))
    })?;
    let Value::Object(dashboard) = value else {
        return Err(whole("The dashboard body must be a JSON object".to_owned()));
    };
    let Some(Value::Array(widgets)) = dashboard.get("widgets") else {
        return Err(vec![message("/", "The dashboard body must have an array `widgets`".to_owned())]);
    };
    if widgets.len() > WIDGETS_MAX {
        return Err(vec![message("/widgets", format!("Should not have more than {WIDGETS_MAX} items"))]);
    }
    let (mut wrong, mut odd) = (Messages::new(), Messages::new());
    for (index, widget) in widgets.iter().enumerate() {
        let path = format!("/widgets/{index}");
        match widget {
            Value::Object(widget) => check_widget(&path, widget, &mut wrong, &mut odd),
            _ => wrong.push(message(&path, "Should be object".to_owned())),
        }
    }
    for name in dashboard.keys() {
        if !["widgets", "start", "end", "periodOverride", "variables"].contains(&name.as_str()) {
            odd.push(message(&format!("/{name}"), format!("Unknown property {name}")));
        }
    }
    if wrong.is_empty() { Ok(odd) } else { Err(wrong) }
}

fn check_widget(path: &str, widget: &Map<String, Value>, wrong: &mut Messages, odd: &mut Messages) {
    let kind = widget.get("type").and_then(Value::as_str);
    match kind {
        Some(kind) if TYPES.contains(&kind) => {}
        Some(_) => {
            let text = format!("Should be equal to one of the allowed values: {}", TYPES.join(", "));
            wrong.push(message(&format!("{path}/type"), text));
        }
        None => wrong.push(message(path, "Should have required property 'type'".to_owned())),
    }
    for (name, least, most) in
        [("x", 0, COLUMNS - 1), ("y", 0, u64::MAX), ("width", 1, COLUMNS), ("height", 1, ROWS_MAX)]
    {
        let Some(value) = widget.get(name) else { continue };
        if !value.as_u64().is_some_and(|number| (least..=most).contains(&number)) {
            wrong.push(message(
                &format!("{path}/{name}"),
                format!("Should be an integer from {least} to {most}"),
            ));
        }
    }
    let Some(properties) = widget.get("properties").and_then(Value::as_object) else {
        wrong.push(message(path, "Should have required property 'properties'".to_owned()));
        return;
    };
    let needed = match kind {
        Some("text") => "markdown",
        Some("log") => "query",
        Some("alarm") => "alarms",
        Some("custom") => "endpoint",
        Some("metric") if !properties.contains_key("annotations") => "metrics",
        _ => return,
    };
    let path = format!("{path}/properties");
    if !properties.contains_key(needed) {
        wrong.push(message(&path, format!("Should have required property '{needed}'")));
    }
    if let Some(metrics) = properties.get("metrics").filter(|_| needed == "metrics") {
        check_metrics(&format!("{path}/metrics"), metrics, wrong);
        if !properties.contains_key("region") {
            odd.push(message(
                &path,
                "Should have property 'region'; the dashboard's own is taken".to_owned(),
            ));
        }
    }
}

fn check_metrics(path: &str, metrics: &Value, wrong: &mut Messages) {
    let Some(metrics) = metrics.as_array() else {
        return wrong.push(message(path, "Should be array".to_owned()));
    };
    for (index, metric) in metrics.iter().enumerate() {
        let path = format!("{path}/{index}");
        let Some(parts) = metric.as_array().filter(|parts| !parts.is_empty()) else {
            wrong.push(message(&path, "Should be an array that is not empty".to_owned()));
            continue;
        };
        let texts = parts.iter().take_while(|part| part.is_string()).count();
        let options_last =
            parts.len() - texts <= 1 && parts.last().is_some_and(|last| last.is_string() || last.is_object());
        let is_expression = texts == 0;
        // Namespace and name, then names and values of dimensions.
        if !options_last || !(is_expression || (texts >= 2 && texts.is_multiple_of(2))) {
            wrong.push(message(
                &path,
                "Invalid metric field type, only \"String\" type is allowed".to_owned(),
            ));
        }
    }
}

fn message(path: &str, text: String) -> DashboardValidationMessage {
    let data_path = (!path.is_empty()).then(|| path.to_owned());
    DashboardValidationMessage { data_path, message: Some(text) }
}
