//! Makes a figure of rows: the columns take the places that the figure keeps for them.

use kernel::Timestamp;
use serde_json::{Map, Value, json};

use crate::sheet::Sheet;

/// How deep a figure is looked into.
const DEPTH_MAX: usize = 16;

/// `figure` with the columns of `sheet` where a text is `$name`. A trace that says `"split": "$name"` becomes one for
/// each value of that column, named by it.
pub fn fill(figure: &Value, sheet: &Sheet) -> Result<Value, String> {
    let mut traces = Vec::new();
    for trace in figure["data"].as_array().into_iter().flatten() {
        match trace.get("split").and_then(Value::as_str) {
            None => traces.push(put(trace, sheet, DEPTH_MAX)?),
            Some(name) => traces.extend(split(trace, name, sheet)?),
        }
    }
    let mut filled = Map::new();
    filled.insert("data".to_owned(), Value::Array(traces));
    filled.insert("layout".to_owned(), put(figure.get("layout").unwrap_or(&json!({})), sheet, DEPTH_MAX)?);
    Ok(Value::Object(filled))
}

fn split(trace: &Value, name: &str, sheet: &Sheet) -> Result<Vec<Value>, String> {
    let column = column(name, sheet)?;
    let mut trace = trace.clone();
    if let Some(members) = trace.as_object_mut() {
        members.remove("split");
    }
    let mut parts: Vec<(Option<String>, Sheet)> = Vec::new();
    for row in &sheet.rows {
        let key = row.get(column).cloned().flatten();
        let at = parts.iter().position(|(known, _)| *known == key).unwrap_or_else(|| {
            let part = Sheet { columns: sheet.columns.clone(), rows: Vec::new(), is_cut: false };
            parts.push((key.clone(), part));
            parts.len() - 1
        });
        parts[at].1.rows.push(row.clone());
    }
    let one = |(key, part): &(Option<String>, Sheet)| {
        let mut filled = put(&trace, part, DEPTH_MAX)?;
        filled["name"] = json!(key.as_deref().unwrap_or("NULL"));
        Ok(filled)
    };
    parts.iter().map(one).collect()
}

fn column(text: &str, sheet: &Sheet) -> Result<usize, String> {
    let name = text.trim_start_matches('$');
    sheet.column(name).ok_or_else(|| {
        let known: Vec<&str> = sheet.columns.iter().map(|(name, _)| name.as_str()).collect();
        format!("the figure asks for column `{name}`, and the rows have {}", known.join(", "))
    })
}

fn put(value: &Value, sheet: &Sheet, depth: usize) -> Result<Value, String> {
    if depth == 0 {
        return Err("the figure is nested too deeply".to_owned());
    }
    Ok(match value {
        Value::String(text) if text.starts_with('$') && text.len() > 1 => sheet.values(column(text, sheet)?),
        Value::Array(items) => {
            Value::Array(items.iter().map(|item| put(item, sheet, depth - 1)).collect::<Result<_, _>>()?)
        }
        Value::Object(members) => {
            let member = |(key, value): (&String, &Value)| Ok((key.clone(), put(value, sheet, depth - 1)?));
            Value::Object(members.iter().map(member).collect::<Result<_, String>>()?)
        }
        other => other.clone(),
    })
}

/// Lines over the first column, one for each of the others; over the whole of `range`, where there is one.
pub fn lines(sheet: &Sheet, stacked: bool, range: Option<(Timestamp, Timestamp)>) -> Value {
    let x = sheet.values(0);
    let trace = |(at, (name, _)): (usize, &(String, String))| {
        let mut trace = json!({
            "type": "scatter", "mode": "lines+markers", "marker": {"size": 4},
            "name": name, "x": x, "y": sheet.values(at), "connectgaps": false,
        });
        if stacked {
            trace["stackgroup"] = json!("one");
        }
        trace
    };
    let traces: Vec<Value> = sheet.columns.iter().enumerate().skip(1).map(trace).collect();
    let mut layout = json!({"showlegend": true, "yaxis": {"rangemode": "tozero"}});
    if let Some((from, to)) = range {
        layout["xaxis"] = json!({"range": [from.iso8601(), to.iso8601()]});
    }
    json!({"data": traces, "layout": layout})
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sheet() -> Sheet {
        let row = |kind: &str, n: i32| vec![Some(kind.to_owned()), Some(n.to_string())];
        Sheet {
            columns: vec![("kind".into(), "varchar".into()), ("n".into(), "integer".into())],
            rows: vec![row("a", 1), row("b", 2), row("a", 3)],
            is_cut: false,
        }
    }

    #[test]
    fn columns_take_their_places() {
        let figure = json!({"data": [{"type": "bar", "x": "$kind", "y": "$N", "marker": {"size": 3}}]});
        let filled = fill(&figure, &sheet()).unwrap();
        let expected =
            json!({"type": "bar", "x": ["a", "b", "a"], "y": [1.0, 2.0, 3.0], "marker": {"size": 3}});
        assert_eq!(filled["data"][0], expected);
        assert_eq!(filled["layout"], json!({}));
    }

    #[test]
    fn a_trace_is_split_by_a_column() {
        let filled = fill(&json!({"data": [{"y": "$n", "split": "$kind"}]}), &sheet()).unwrap();
        assert_eq!(filled["data"], json!([{"y": [1.0, 3.0], "name": "a"}, {"y": [2.0], "name": "b"}]));
    }

    #[test]
    fn a_column_that_is_not_there_is_named() {
        let error = fill(&json!({"data": [{"y": "$m"}]}), &sheet()).unwrap_err();
        assert!(error.contains("`m`") && error.contains("kind, n"), "{error}");
    }
}
