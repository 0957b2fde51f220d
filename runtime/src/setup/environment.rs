//! The environment: it wins over the code, so that an operator can change a running set-up.

use std::env;
use std::ffi::OsString;

use super::{Builder, Format, InitError, Level};
use crate::output::Output;
use crate::recorder::say;

/// The formats by their names here.
const FORMATS: [(&str, Format); 6] = [
    ("native", Format::Native),
    ("datadog", Format::Datadog),
    ("ecs", Format::Ecs),
    ("gcp", Format::Gcp),
    ("emf", Format::Emf),
    ("otlp", Format::Otlp),
];

/// Puts what the environment says over what the code says; a value that means nothing is said on
/// stderr, with those that do, and the code's stays.
pub(super) fn apply(builder: &mut Builder) {
    if let Some(level) = choice(
        "FLIGHT_RECORDER_LEVEL",
        &Level::ALL.map(|level| (level.as_str(), level)),
    ) {
        builder.level = level;
    }
    if let Some(format) = choice("FLIGHT_RECORDER_FORMAT", &FORMATS) {
        builder.format = format;
    }
    if let Some(content) = choice("FLIGHT_RECORDER_CONTENT", &[("on", true), ("off", false)]) {
        builder.content = content;
    }
    if let Some(logs) = value("FLIGHT_RECORDER_LOGS") {
        builder.logs = output(logs);
    }
    if let Some(audit) = value("FLIGHT_RECORDER_AUDIT") {
        builder.audit = Some(output(audit));
    }
    for (variable, setting) in [
        ("FLIGHT_RECORDER_SERVICE", &mut builder.service),
        ("FLIGHT_RECORDER_GCP_PROJECT", &mut builder.gcp_project),
        ("FLIGHT_RECORDER_EMF_NAMESPACE", &mut builder.emf_namespace),
    ] {
        if let Some(value) = value(variable) {
            *setting = Some(value.to_string_lossy().into_owned());
        }
    }
}

/// The key of the pseudonyms, in hexadecimal.
pub(super) fn hash_key(builder: &mut Builder) -> Result<(), InitError> {
    if let Some(value) = value("FLIGHT_RECORDER_HASH_KEY") {
        let key = value
            .to_str()
            .and_then(parse_key)
            .ok_or_else(InitError::hash_key)?;
        builder.hash_key = Some(key);
    }
    Ok(())
}

fn parse_key(text: &str) -> Option<[u8; 32]> {
    let text = text.trim();
    let is_hex = text.len() == 64 && text.bytes().all(|byte| byte.is_ascii_hexdigit());
    let mut key = [0; 32];
    for (at, byte) in key.iter_mut().enumerate().take_while(|_| is_hex) {
        *byte = u8::from_str_radix(&text[2 * at..2 * at + 2], 16).ok()?;
    }
    is_hex.then_some(key)
}

/// A variable that is set to something.
fn value(variable: &str) -> Option<OsString> {
    env::var_os(variable).filter(|value| !value.is_empty())
}

fn choice<T: Copy>(variable: &str, choices: &[(&str, T)]) -> Option<T> {
    let value = value(variable)?;
    let text = value.to_string_lossy();
    let chosen = choices
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case(text.trim()));
    if chosen.is_none() {
        let names: Vec<_> = choices
            .iter()
            .map(|(name, _)| name.to_ascii_lowercase())
            .collect();
        say(&format!(
            "{variable}={text:?} means nothing and is passed over: write one of {}",
            names.join(", ")
        ));
    }
    chosen.map(|(_, choice)| *choice)
}

fn output(value: OsString) -> Output {
    match value.to_str() {
        Some("stdout") => Output::stdout(),
        Some("stderr") => Output::stderr(),
        Some("off") => Output::off(),
        _ => Output::file(value),
    }
}

/// The host's name, where it can be known without asking the network.
pub(super) fn host() -> Option<String> {
    let kernel = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
    let name = kernel
        .or_else(|| std::fs::read_to_string("/etc/hostname").ok())
        .or_else(|| env::var("COMPUTERNAME").ok())
        .or_else(|| env::var("HOSTNAME").ok())?;
    let name = name.trim();
    (!name.is_empty()).then(|| name.to_owned())
}
