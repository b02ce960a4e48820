//! CloudWatch's own dashboards: their bodies as panels, as far as this page can draw them.

use serde_json::{Value, json};

use super::format::{Dashboard, Metrics, Panel, Shows, Source};

/// Reads the body of a dashboard. What cannot be drawn is a panel that says so.
pub fn read(name: &str, body: &str) -> Result<Dashboard, String> {
    let body: Value = serde_json::from_str(body).map_err(|error| format!("its body is no JSON: {error}"))?;
    let widgets = body["widgets"].as_array().cloned().unwrap_or_default();
    Ok(Dashboard {
        title: name.to_owned(),
        about: "A dashboard of CloudWatch.".to_owned(),
        refresh_seconds: 10,
        range: body["start"].as_str().and_then(range).unwrap_or_else(|| "3h".to_owned()),
        panels: widgets.iter().map(panel).collect(),
    })
}

/// `-PT3H` and `-P7D` as ranges.
fn range(start: &str) -> Option<String> {
    let span = start.strip_prefix("-P")?;
    let text = match span.strip_prefix('T') {
        Some(time) => time.to_lowercase(),
        None => span.to_lowercase(),
    };
    super::range::milliseconds(&text).map(|_| text)
}

fn panel(widget: &Value) -> Panel {
    let properties = &widget["properties"];
    // CloudWatch's grid has 24 columns.
    let width = widget["width"].as_u64().unwrap_or(12).div_ceil(2).clamp(3, 12);
    let title = properties["title"].as_str().unwrap_or_default().to_owned();
    let words = |text: String| (Source::Words(text), Shows::Table);
    let kind = widget["type"].as_str().unwrap_or_default();
    let (source, shows) = match kind {
        "text" => words(properties["markdown"].as_str().unwrap_or_default().to_owned()),
        "metric" => match properties["metrics"].as_array() {
            Some(metrics) if !metrics.is_empty() => (
                Source::Metrics(Metrics {
                    metrics: metrics.clone(),
                    period: properties["period"]
                        .as_u64()
                        .and_then(|period| period.try_into().ok())
                        .unwrap_or(300),
                    stat: properties["stat"].as_str().unwrap_or("Average").to_owned(),
                }),
                shows(properties),
            ),
            _ => words("This widget names no metrics.".to_owned()),
        },
        other => words(format!("A widget of type `{other}` is not drawn here.")),
    };
    Panel { title, note: String::new(), width: u8::try_from(width).unwrap_or(6), source, shows }
}

fn shows(properties: &Value) -> Shows {
    match properties["view"].as_str().unwrap_or("timeSeries") {
        "singleValue" | "gauge" => Shows::Numbers,
        "table" => Shows::Table,
        "bar" | "pie" => Shows::Figure(json!({"data": [], "latest": properties["view"]})),
        _ => Shows::Lines { stacked: properties["stacked"].as_bool().unwrap_or(false) },
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widgets_become_panels() {
        let body = json!({"start": "-PT6H", "widgets": [
            {"type": "metric", "width": 24, "properties": {"metrics": [["A", "B"]], "view": "singleValue", "title": "t"}},
            {"type": "text", "properties": {"markdown": "# hello"}},
            {"type": "log", "properties": {}}
        ]});
        let read = read("d", &body.to_string()).unwrap();
        assert_eq!(read.range, "6h");
        assert_eq!((read.panels[0].width, &read.panels[0].shows), (12, &Shows::Numbers));
        assert_eq!(read.panels[1].source, Source::Words("# hello".into()));
        assert!(matches!(&read.panels[2].source, Source::Words(text) if text.contains("`log`")));
    }
}
