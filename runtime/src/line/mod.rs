//! The line: a call site's fixed text, rendered once, and what varies from call to call.
//!
//! Nothing here runs the user's code: whatever does was rendered into the step's fields before.

mod facts;
mod format;
mod names;
mod own;
mod shorten;
mod time;

pub(crate) use facts::{Facts, WORDS};
pub(crate) use format::{BEGINS, Shape, emf_namespace};
pub(crate) use names::free_name;
pub(crate) use own::{dropped, number, started, stopped, text, torn};
pub(crate) use time::{seconds, timestamp};

use crate::capture::{self, Rules};
use crate::recorder::{self, Author, Kind, clock};
use crate::setup::{self, Level, Settings};
use crate::step::{CallSite, Outcome, Span};

/// How the bytes of a line are shared among what users put into it.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Budget {
    pub(crate) features: usize,
    pub(crate) prediction: usize,
    /// Before escaping, which makes the worst characters six bytes of one.
    pub(crate) message: usize,
}

impl Budget {
    pub(crate) fn of(rules: &Rules) -> Self {
        let line = rules.limits.line;
        Self {
            features: line / 2,
            prediction: line / 4,
            message: line / 8,
        }
    }
}

/// Renders the line of a step, without its newline, in the format that is set: its facts, and the fields that it
/// rendered itself.
pub(crate) fn formatted(out: &mut Vec<u8>, facts: &Facts, fields: &[u8], author: &Author) {
    let settings = setup::settings();
    if settings.shape.is_native() {
        return step(out, facts, fields, author);
    }
    let (begin, most) = (out.len(), settings.rules.limits.line);
    let mut limit = most;
    // A format takes more room than the native line, a few times as much at worst.
    loop {
        let mut native = Vec::new();
        within(&mut native, facts, fields, author, limit);
        settings.shape.write(out, &native);
        let length = out.len() - begin;
        if length <= most || limit < 64 {
            return;
        }
        out.truncate(begin);
        limit = (limit * most / length).min(limit - limit / 16);
    }
}

/// Renders the native line of a step, without its newline.
pub(crate) fn step(out: &mut Vec<u8>, facts: &Facts, fields: &[u8], author: &Author) {
    within(
        out,
        facts,
        fields,
        author,
        setup::settings().rules.limits.line,
    );
}

/// The same in so many bytes.
fn within(out: &mut Vec<u8>, facts: &Facts, fields: &[u8], author: &Author, limit: usize) {
    let settings = setup::settings();
    let begin = out.len();
    whole(out, facts, author, settings, fields);
    let length = out.len() - begin;
    if length > limit {
        let room = (limit + fields.len()).saturating_sub(length);
        let mut shortened = Vec::new();
        shorten::fields(&mut shortened, fields, room);
        out.truncate(begin);
        whole(out, facts, author, settings, &shortened);
    }
}

fn whole(out: &mut Vec<u8>, facts: &Facts, author: &Author, settings: &Settings, fields: &[u8]) {
    let site = facts.site;
    out.extend_from_slice(br#"{"timestamp":""#);
    timestamp(out, clock::unix_nanos(facts.end));
    if site.event.is_some() {
        // Its fields begin with its message and what it is, and hold all else.
        out.extend_from_slice(br#"","level":""#);
        out.extend_from_slice(facts.level.as_str().as_bytes());
        out.push(b'"');
    } else {
        head(out, facts);
    }
    out.extend_from_slice(fields);
    if facts.span.trace != [0, 0] {
        ids(out, facts.span);
    }
    if site.kind == Kind::Audit {
        accounting(out, author.lane, facts.seq);
    }
    out.extend_from_slice(&settings.identity);
    if !author.thread.is_empty() {
        out.extend_from_slice(br#","thread":"#);
        out.extend_from_slice(&author.thread);
    }
    out.push(b'}');
}

/// What every call's line says, from the timestamp's end to the fields that it rendered.
fn head(out: &mut Vec<u8>, facts: &Facts) {
    let site = facts.site;
    if facts.outcome == Outcome::Ok && facts.level == site.level {
        if let Some(fixed) = site.fixed.get() {
            out.extend_from_slice(fixed);
        } else {
            let begin = out.len();
            fixed_text(out, site, facts.outcome, facts.level);
            // No `get_or_init`: the child of a fork while that runs would wait for it for ever.
            let _ = site.fixed.set(out[begin..].into());
        }
    } else {
        fixed_text(out, site, facts.outcome, facts.level);
    }
    seconds(out, facts.duration);
    varying(out, facts);
}

/// All text that every line of this call site and outcome shares, from the timestamp's end to the
/// duration's begin.
fn fixed_text(out: &mut Vec<u8>, site: &CallSite, outcome: Outcome, level: Level) {
    out.extend_from_slice(br#"","level":""#);
    out.extend_from_slice(level.as_str().as_bytes());
    out.extend_from_slice(br#"","message":"#);
    match site.kind {
        Kind::Log => {
            let how = match outcome {
                Outcome::Ok => "completed",
                Outcome::Error => "failed",
                Outcome::Panic => "panicked",
                Outcome::Cancelled => "was cancelled",
            };
            let name = site.name.unwrap_or(site.function);
            capture::string(out, &format!("Execution of {name} {how}"));
        }
        Kind::Audit => out.extend_from_slice(match outcome {
            Outcome::Ok => br#""Prediction generated""#,
            Outcome::Error => br#""Prediction failed""#,
            Outcome::Panic => br#""Prediction panicked""#,
            Outcome::Cancelled => br#""Prediction was cancelled""#,
        }),
    }
    for (key, text) in [
        (r#","module":"#, site.module),
        (r#","function":"#, site.function),
        (r#","file":"#, site.file),
    ] {
        out.extend_from_slice(key.as_bytes());
        capture::string(out, text);
    }
    out.extend_from_slice(br#","line":"#);
    out.extend_from_slice(itoa::Buffer::new().format(site.line).as_bytes());
    out.extend_from_slice(match site.kind {
        Kind::Log => br#","event":"execution","outcome":""#,
        Kind::Audit => br#","event":"prediction_audit","outcome":""#,
    });
    out.extend_from_slice(match outcome {
        Outcome::Ok => b"ok\"",
        Outcome::Error => b"error\"",
        Outcome::Panic => b"panic\"",
        Outcome::Cancelled => b"cancelled\"",
    });
    if let Some(version) = site.model_version {
        out.extend_from_slice(br#","model_version":"#);
        capture::string(out, version);
    }
    out.extend_from_slice(br#","duration_seconds":"#);
}

/// The numbers that only some lines have.
fn varying(out: &mut Vec<u8>, facts: &Facts) {
    let site = facts.site;
    if let Some(busy) = facts.busy {
        out.extend_from_slice(br#","busy_seconds":"#);
        seconds(out, busy);
    }
    let slow = facts.duration > site.slow;
    if let Some(share) = site.sample {
        // What is always recorded stands for itself alone: so weights of 1/rate add up.
        let share = if slow || facts.outcome != Outcome::Ok {
            1.0
        } else {
            share
        };
        out.extend_from_slice(br#","sample_rate":"#);
        out.extend_from_slice(zmij::Buffer::new().format_finite(share).as_bytes());
    }
    if slow {
        out.extend_from_slice(br#","slow_threshold_seconds":"#);
        seconds(out, site.slow);
    }
}

/// The ids: written into one array, whose length is known, and copied once.
fn ids(out: &mut Vec<u8>, span: Span) {
    let mut text = *br#","trace_id":"tttttttttttttttttttttttttttttttt","span_id":"ssssssssssssssss","parent_span_id":"pppppppppppppppp""#;
    let [high, low] = span.trace;
    text[13..29].copy_from_slice(&hex(high));
    text[29..45].copy_from_slice(&hex(low));
    if span.id == 0 {
        return out.extend_from_slice(&text[..46]);
    }
    text[58..74].copy_from_slice(&hex(span.id));
    if span.parent == 0 {
        return out.extend_from_slice(&text[..75]);
    }
    text[94..110].copy_from_slice(&hex(span.parent));
    out.extend_from_slice(&text);
}

/// 16 lowercase hexadecimal digits, eight at a time: a nibble in each byte of a word, to which the
/// distance to its digit is added.
pub(crate) fn hex(number: u64) -> [u8; 16] {
    let eight = |half: u64| {
        let pairs = (half << 16 | half) & 0x0000_ffff_0000_ffff;
        let bytes = (pairs << 8 | pairs) & 0x00ff_00ff_00ff_00ff;
        let nibbles = (bytes << 4 | bytes) & 0x0f0f_0f0f_0f0f_0f0f;
        let is_letter = ((nibbles + 0x0606_0606_0606_0606) >> 4) & 0x0101_0101_0101_0101;
        (nibbles + 0x3030_3030_3030_3030 + is_letter * 0x27).to_be_bytes()
    };
    let mut text = [0; 16];
    text[..8].copy_from_slice(&eight(number >> 32));
    text[8..].copy_from_slice(&eight(number & 0xffff_ffff));
    text
}

/// Which run, thread and count an audit line belongs to: a gap shows a loss.
fn accounting(out: &mut Vec<u8>, lane: u64, seq: u64) {
    out.extend_from_slice(br#","run":""#);
    out.extend_from_slice(&hex(recorder::run()));
    out.extend_from_slice(br#"","lane":"#);
    out.extend_from_slice(itoa::Buffer::new().format(lane).as_bytes());
    out.extend_from_slice(br#","seq":"#);
    out.extend_from_slice(itoa::Buffer::new().format(seq).as_bytes());
}
