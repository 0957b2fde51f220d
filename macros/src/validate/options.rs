//! The options that stand for themselves: names, levels, durations, shares.

use proc_macro2::{Ident, Span};
use quote::ToTokens as _;
use syn::{Expr, ExprLit, Lit, LitStr};

use super::{Delivery, bare};
use crate::Attribute;
use crate::diagnostics::{Diagnostics, listed, nearest};
use crate::parse::{Arguments, Given, belongs_on};

/// Says which options belong to the other attribute, and takes them away: what else is wrong with
/// them does not matter here.
pub(super) fn belong(
    attribute: Attribute,
    arguments: &mut Arguments,
    diagnostics: &mut Diagnostics,
) {
    for slot in [
        &mut arguments.model_version,
        &mut arguments.model_id,
        &mut arguments.feature_version,
        &mut arguments.prediction,
        &mut arguments.batch,
        &mut arguments.delivery,
        &mut arguments.level,
        &mut arguments.slow,
        &mut arguments.sample,
    ] {
        let misplaced = slot.take_if(|given| {
            let name = given.key.to_string();
            belongs_on(&name, attribute).is_some_and(|other| {
                let (there, here) = (other.shown(), attribute.shown());
                diagnostics.at(
                    &given.key,
                    format!("`{name}` belongs on {there}: leave it out of {here}"),
                );
                true
            })
        });
        drop(misplaced);
    }
}

/// The closure that says what of the result is recorded.
pub(super) fn prediction(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) {
    let Some(given) = given else { return };
    let is_closure = match bare(&given.value) {
        Expr::Closure(closure) => closure.inputs.len() == 1,
        // The name of a function.
        Expr::Path(_) => true,
        _ => false,
    };
    if !is_closure {
        diagnostics.at(
            &given.value,
            "`prediction` takes a closure with one parameter, a reference to what was returned: write `prediction = |p| p.score`",
        );
    }
}

/// The string of an option that must be one.
fn text<'g>(
    given: Option<&'g Given<Expr>>,
    example: &str,
    diagnostics: &mut Diagnostics,
) -> Option<(String, &'g LitStr)> {
    let given = given?;
    if let Expr::Lit(ExprLit {
        lit: Lit::Str(literal),
        ..
    }) = bare(&given.value)
    {
        return Some((literal.value(), literal));
    }
    let key = &given.key;
    let written = given.value.to_token_stream().to_string();
    // What only lacks its quotes is what was meant: `50ms`, `debug`.
    let is_word = written
        .chars()
        .all(|c| c.is_alphanumeric() || c == '.' || c == '_');
    let write = if is_word && written.starts_with(|c: char| !c.is_uppercase()) {
        format!("{key} = {written:?}")
    } else {
        example.to_owned()
    };
    diagnostics.at(
        &given.value,
        format!("`{key}` takes a string: write `{write}`"),
    );
    None
}

/// The word that was meant, or all that there are.
fn hint(written: &str, words: &[&str]) -> String {
    match nearest(written, words.iter().copied()) {
        Some(meant) => format!("did you mean `{meant}`?"),
        None => format!("write one of {}", listed(words.iter().copied())),
    }
}

/// The step's name.
pub(super) fn name(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<String> {
    let (name, literal) = text(given, "name = \"load wines\"", diagnostics)?;
    if name.trim().is_empty() {
        diagnostics.at(
            literal,
            "the step's name is empty: write one, or leave `name` out to use the function's",
        );
    }
    Some(name)
}

/// The level of a call that went well, as the runtime's variant.
pub(super) fn level(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<Ident> {
    const LEVELS: &[&str] = &["trace", "debug", "info", "warn"];
    let (level, literal) = text(given, "level = \"debug\"", diagnostics)?;
    let variant = match &*level.to_ascii_lowercase() {
        "trace" => "Trace",
        "debug" => "Debug",
        "info" => "Info",
        "warn" => "Warn",
        "error" => {
            diagnostics.at(literal, "a call that went well is no error: write one of `trace`, `debug`, `info` and `warn`; failures are ERROR by themselves");
            return None;
        }
        other => {
            diagnostics.at(
                literal,
                format!("{level:?} is no level: {}", hint(other, LEVELS)),
            );
            return None;
        }
    };
    Some(Ident::new(variant, Span::mixed_site()))
}

/// A duration as nanoseconds: a number and a unit.
pub(super) fn slow(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<u64> {
    let (duration, literal) = text(given, "slow = \"50ms\"", diagnostics)?;
    match nanoseconds(duration.trim()) {
        Ok(nanos) => Some(nanos),
        Err(why) => {
            diagnostics.at(literal, format!("{duration:?} is no duration: {why}; write a number and a unit (`ns`, `us`, `ms`, `s`, `m`, `h`), as in `slow = \"50ms\"`"));
            None
        }
    }
}

fn nanoseconds(duration: &str) -> Result<u64, &'static str> {
    let digits = duration
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .unwrap_or(duration.len());
    let (number, unit) = duration.split_at(digits);
    if number.is_empty() {
        return Err(if duration.is_empty() {
            "it is empty"
        } else {
            "it does not begin with a number"
        });
    }
    let unit = match unit.trim() {
        "ns" => 1.0,
        "us" | "µs" | "μs" => 1e3,
        "ms" => 1e6,
        "s" | "sec" => 1e9,
        "m" | "min" => 60e9,
        "h" => 3600e9,
        "" => return Err("it has no unit"),
        _ => return Err("its unit is unknown"),
    };
    let number: f64 = number.parse().map_err(|_| "its number is malformed")?;
    let nanos = number * unit;
    if nanos < 1.0 {
        return Err("it is zero");
    }
    if nanos >= 9.2e18 {
        return Err("it is longer than 292 years");
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "in range, checked above"
    )]
    Ok(nanos.round() as u64)
}

/// The share of calls that is recorded.
pub(super) fn sample(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Option<f64> {
    let given = given?;
    let literal = match bare(&given.value) {
        Expr::Lit(ExprLit { lit, .. }) => Some(lit),
        _ => None,
    };
    let share = match literal {
        Some(Lit::Float(number)) => number.base10_parse().ok(),
        Some(Lit::Int(number)) => number.base10_parse().ok(),
        Some(Lit::Str(string)) => string.value().trim().parse().ok(),
        _ => None,
    };
    let message = match (share, literal) {
        (Some(share), Some(Lit::Str(_))) if is_share(share) => {
            format!("`sample` takes a number, without quotes: write `sample = {share}`")
        }
        (Some(share), Some(Lit::Float(_) | Lit::Int(_))) if is_share(share) => return Some(share),
        _ => "`sample` is a number above 0 and at most 1, written out: write `sample = 0.01` to record one call in a hundred".to_owned(),
    };
    diagnostics.at(&given.value, message);
    None
}

fn is_share(share: f64) -> bool {
    share > 0.0 && share <= 1.0
}

/// When a call returns.
pub(super) fn delivery(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) -> Delivery {
    const DELIVERIES: &[&str] = &["buffered", "durable", "required"];
    let Some((delivery, literal)) = text(given, "delivery = \"durable\"", diagnostics) else {
        return Delivery::Buffered;
    };
    match &*delivery {
        "buffered" => Delivery::Buffered,
        "durable" => Delivery::Durable,
        "required" => Delivery::Required,
        other => {
            diagnostics.at(
                literal,
                format!("{other:?} is no delivery: {}", hint(other, DELIVERIES)),
            );
            Delivery::Buffered
        }
    }
}
