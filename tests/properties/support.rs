//! The recorder of this binary, and what it writes.

use std::io::{self, Write};
use std::sync::{Mutex, Once, PoisonError};

use flight_recorder::{Output, audit, builder, flush};
use proptest::test_runner::Config;
use serde::Serialize;
use serde_json::Value;

use crate::unique;

/// The levels of nesting that this binary allows: with the line's own, a reader's 128 are enough.
pub(crate) const DEPTH: usize = 100;

/// The longest line.
pub(crate) const LINE: usize = 16 * 1024;

static WRITTEN: Mutex<Vec<u8>> = Mutex::new(Vec::new());

struct Memory;

impl Write for Memory {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let mut written = WRITTEN.lock().unwrap_or_else(PoisonError::into_inner);
        written.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

/// Fewer cases than by default where each makes a thread wait for the recorder's; `PROPTEST_CASES` says
/// how many.
pub(crate) fn config() -> Config {
    let config = Config::default();
    let cases = match std::env::var_os("PROPTEST_CASES") {
        Some(_) => config.cases,
        None => 192,
    };
    Config {
        cases,
        failure_persistence: None,
        ..config
    }
}

/// The bytes that the calls in `run` write.
pub(crate) fn written<R>(run: impl FnOnce() -> R) -> Vec<u8> {
    static SET_UP: Once = Once::new();
    static ONE_AT_A_TIME: Mutex<()> = Mutex::new(());

    let _alone = ONE_AT_A_TIME.lock().unwrap_or_else(PoisonError::into_inner);
    SET_UP.call_once(|| {
        builder()
            .logs(Output::writer(Memory))
            .frame(false)
            .max_depth(DEPTH)
            .redact(["customer_ref"])
            .init()
            .expect("the first set-up");
    });
    run();
    flush().expect("memory takes everything");
    std::mem::take(&mut *WRITTEN.lock().unwrap_or_else(PoisonError::into_inner))
}

/// The lines in these bytes, each read by a reader that refuses a key which comes twice.
#[track_caller]
pub(crate) fn lines(written: &[u8]) -> Vec<Value> {
    assert_eq!(written.last(), Some(&b'\n'), "a line ends");
    let lines = written[..written.len() - 1].split(|&byte| byte == b'\n');
    lines.map(unique::parse).collect()
}

#[audit(model_version = "v1")]
fn recorded<T: Serialize>(x: T, y: u8) -> u8 {
    let _ = &x;
    y
}

/// The one line of a call with this feature `x`, and beside it `y`, which is 7.
#[track_caller]
pub(crate) fn line(value: impl Serialize) -> Value {
    let mut lines = lines(&written(|| recorded(value, 7)));
    assert_eq!(lines.len(), 1);
    lines.remove(0)
}

/// What the line of a call shows of this feature.
#[track_caller]
pub(crate) fn shown(value: impl Serialize) -> Value {
    line(value)["input_features"]["x"].take()
}

/// The same, byte for byte.
#[track_caller]
pub(crate) fn shown_text(value: impl Serialize) -> String {
    let written = written(|| recorded(value, 7));
    let text = String::from_utf8(written).expect("UTF-8");
    let begin = r#""input_features":{"x":"#;
    let start = text.find(begin).expect("features") + begin.len();
    let end = text.rfind(r#","y":7},"prediction":7,"#).expect("the end");
    text[start..end].to_owned()
}

/// Whether the bytes hold this text, as it is or as JSON escapes it.
pub(crate) fn holds(written: &[u8], text: &str) -> bool {
    let json = serde_json::to_string(text).expect("JSON");
    [text, &json[1..json.len() - 1]].iter().any(|text| {
        written
            .windows(text.len())
            .any(|part| part == text.as_bytes())
    })
}
