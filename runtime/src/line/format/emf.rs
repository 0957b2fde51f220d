//! `CloudWatch`'s embedded metric format:
//! <https://docs.aws.amazon.com/AmazonCloudWatch/latest/monitoring/CloudWatch_Embedded_Metric_Format_Specification.html>.

use super::native::Native;
use super::object::Object;

const METRICS: &str = "_aws";

/// What durations are told apart by, where a line says it: few values each, as every combination is a metric that is paid for.
const DIMENSIONS: [&str; 3] = ["service", "function", "model_version"];

/// Characters of a namespace.
const LONGEST_NAMESPACE: usize = 256;

/// A name as `CloudWatch` takes it for a namespace: what it refuses there becomes `_`.
pub(crate) fn namespace(name: &str) -> String {
    let taken = |char: char| char.is_ascii_alphanumeric() || "._#:/-".contains(char);
    name.chars()
        .map(|char| if taken(char) { char } else { '_' })
        .take(LONGEST_NAMESPACE)
        .collect()
}

/// Bytes of a dimension's value, with its quotes: 1024 characters are the most that `CloudWatch` takes.
const LONGEST: usize = 1026;

pub(super) fn write(out: &mut Vec<u8>, line: Native<'_>, namespace: &str) {
    let has_duration = line.get("duration_seconds").is_some();
    let millis = line.unix_nanos().map(|nanos| nanos / 1_000_000);
    // The values of dimensions are strings of something in ASCII; CloudWatch refuses the whole metric for others and longer ones.
    let is_dimension = |name: &&str| {
        let text = line.get(name).and_then(|value| value.strip_prefix(b"\""));
        text.is_some_and(|text| {
            text.is_ascii() && text.len() < LONGEST && !text.trim_ascii_start().starts_with(b"\"")
        })
    };
    let dimensions: Vec<_> = DIMENSIONS.into_iter().filter(is_dimension).collect();
    let mut root = Object::begin(out);
    for (key, value) in line.rest() {
        let key = root.free(key, |key| key == METRICS.as_bytes());
        root.key(&key);
        root.out.extend_from_slice(value);
    }
    if let (true, Some(millis)) = (has_duration, millis) {
        root.inside(METRICS, |aws| {
            aws.number("Timestamp", millis);
            aws.key(b"CloudWatchMetrics");
            aws.out.push(b'[');
            let mut metrics = Object::begin(aws.out);
            metrics.text("Namespace", namespace);
            metrics.key(b"Dimensions");
            metrics.out.extend_from_slice(b"[[");
            for (at, name) in dimensions.iter().enumerate() {
                let comma = if at > 0 { "," } else { "" };
                metrics
                    .out
                    .extend_from_slice(format!("{comma}\"{name}\"").as_bytes());
            }
            metrics.out.extend_from_slice(b"]]");
            metrics.raw(
                "Metrics",
                br#"[{"Name":"duration_seconds","Unit":"Seconds"}]"#,
            );
            metrics.end();
            aws.out.push(b']');
        });
    }
    root.end();
}
