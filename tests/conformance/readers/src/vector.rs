//! Vector's language, with the line that the shippers' page tells its users to write.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use vrl::compiler::state::RuntimeState;
use vrl::compiler::{Context, Program, TargetValue, TimeZone, compile};
use vrl::value::{Secrets, Value};

/// As in `examples/shippers/vector.yaml`, where the line arrives as `.message`.
const SOURCE: &str = include_str!("../../../../examples/shippers/vector.vrl");

static PROGRAM: LazyLock<Result<Program, String>> = LazyLock::new(|| {
    compile(SOURCE, &vrl::stdlib::all())
        .map(|compiled| compiled.program)
        .map_err(|errors| format!("{errors:?}"))
});

/// Runs the program over the line, as Vector's `remap` transform does.
pub fn read(line: &str) -> Result<(), String> {
    let program = PROGRAM.as_ref().map_err(Clone::clone)?;
    let mut target = TargetValue {
        value: Value::Object(BTreeMap::from([("message".into(), line.into())])),
        metadata: Value::Object(BTreeMap::new()),
        secrets: Secrets::default(),
    };
    let (mut state, zone) = (RuntimeState::default(), TimeZone::default());
    program
        .resolve(&mut Context::new(&mut target, &mut state, &zone))
        .map_err(|error| error.to_string())?;
    let timestamp = target
        .value
        .as_object()
        .and_then(|line| line.get("timestamp"));
    match timestamp {
        Some(Value::Timestamp(_)) => Ok(()),
        other => Err(format!("the timestamp is {other:?}")),
    }
}
