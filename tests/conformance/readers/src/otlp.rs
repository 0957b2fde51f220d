//! OpenTelemetry's own types in Rust.

use opentelemetry_proto::tonic::logs::v1::LogsData;
use serde_json::Value;

/// Reads the line as `LogsData` and writes it again. The types ignore fields that they do not know, so
/// what counts is that all of the line comes back.
pub fn read(line: &str) -> Result<(), String> {
    let original: Value = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let read: LogsData = serde_json::from_str(line).map_err(|error| error.to_string())?;
    let written = serde_json::to_value(&read).map_err(|error| error.to_string())?;
    contains(&written, &original, "")
}

/// Is all of `part` in `whole`? The types write fields besides that have their default.
fn contains(whole: &Value, part: &Value, path: &str) -> Result<(), String> {
    match (whole, part) {
        (Value::Object(whole), Value::Object(part)) => part.iter().try_for_each(|(name, value)| {
            let path = format!("{path}.{name}");
            let other = whole.get(name).ok_or_else(|| format!("{path} is lost"))?;
            contains(other, value, &path)
        }),
        (Value::Array(whole), Value::Array(part)) if whole.len() == part.len() => whole
            .iter()
            .zip(part)
            .try_for_each(|(whole, part)| contains(whole, part, path)),
        _ if whole == part => Ok(()),
        _ => Err(format!("{path}: {part} came back as {whole}")),
    }
}
