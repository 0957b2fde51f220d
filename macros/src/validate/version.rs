//! The version that an audit cannot do without, and the ids beside it.

use proc_macro2::Span;
use syn::{Expr, ExprLit, Lit, LitStr};

use crate::Attribute;
use crate::diagnostics::Diagnostics;
use crate::parse::{Arguments, Given};

/// A version as a literal or as an expression of each call.
pub(super) enum Version {
    Fixed(String),
    Evaluated(Expr),
}

/// Names of versions that mean another model tomorrow.
const MOVING: &[&str] = &[
    "alpha",
    "beta",
    "canary",
    "challenger",
    "champion",
    "current",
    "default",
    "dev",
    "develop",
    "development",
    "edge",
    "head",
    "latest",
    "live",
    "main",
    "master",
    "new",
    "newest",
    "next",
    "nightly",
    "preprod",
    "prod",
    "production",
    "release",
    "snapshot",
    "stable",
    "stage",
    "staging",
    "tip",
    "trunk",
];

/// Of those, the names that mean so whatever stands in front: `v2-latest`.
const ALWAYS_MOVING: &[&str] = &["latest", "newest"];

/// What is written where the version is not known yet.
const PLACEHOLDERS: &[&str] = &[
    "?",
    "???",
    "fixme",
    "n/a",
    "na",
    "nil",
    "none",
    "null",
    "tba",
    "tbd",
    "todo",
    "undefined",
    "unknown",
    "unset",
    "unversioned",
    "xxx",
];

/// Words that say nothing about which version it is: `the latest version`.
const FILLERS: &[&str] = &["branch", "model", "tag", "the", "v", "ver", "version"];

/// The model's version, of an audit.
pub(super) fn model_version(
    attribute: Attribute,
    arguments: &Arguments,
    diagnostics: &mut Diagnostics,
) -> Option<Version> {
    if attribute == Attribute::TrackTime {
        return None;
    }
    let Some(given) = &arguments.model_version else {
        if !arguments.are_broken(&["model_version"]) {
            // The attribute itself is at fault, and `call_site` is the attribute.
            diagnostics.span(
                Span::call_site(),
                "an audit record needs the version of the model: write `#[audit(model_version = \"v1.2.0\")]`, or an expression that tells it, as in `model_version = self.version`",
            );
        }
        return None;
    };
    if let Some(literal) = string(&given.value) {
        let version = literal.value();
        if let Some(why) = refused(version.trim()) {
            diagnostics.at(literal, why);
        }
        return Some(Version::Fixed(version));
    }
    Some(match number(&given.value) {
        Some(digits) => Version::Fixed(digits),
        None => Version::Evaluated(given.value.clone()),
    })
}

/// An id that is given, but empty.
pub(super) fn id(given: Option<&Given<Expr>>, diagnostics: &mut Diagnostics) {
    if let Some(given) = given
        && let Some(literal) = string(&given.value)
        && literal.value().trim().is_empty()
    {
        let key = &given.key;
        diagnostics.at(
            literal,
            format!("`{key}` is empty: write one, or leave `{key}` out"),
        );
    }
}

/// What is wrong with a version.
fn refused(version: &str) -> Option<String> {
    const WRITE: &str = "as in `model_version = \"v1.2.0\"`";
    if version.is_empty() {
        Some(format!(
            "the model's version is empty: write the one that predicts, {WRITE}"
        ))
    } else if is_placeholder(version) {
        Some(format!(
            "`{version}` is no version: write the one that predicts, {WRITE}"
        ))
    } else if is_moving(version) {
        Some(format!(
            "`{version}` will mean another model tomorrow: write a version that stays, {WRITE}, or an expression that tells it, as in `model_version = MODEL.version()`"
        ))
    } else {
        None
    }
}

fn is_placeholder(version: &str) -> bool {
    PLACEHOLDERS.contains(&&*version.to_lowercase())
}

/// Whether a version is a name that is moved from model to model. A tag counts alone (`churn:latest`,
/// `models:/churn/Production`); of several words the last, unless a number among them fixes the
/// version (`1.2.0-beta`, `main-4f2c91a`). Ranges move too (`1.x`, `^1.2`).
fn is_moving(version: &str) -> bool {
    let version = version.to_lowercase();
    let tag = version.rsplit([':', '/', '@']).next().unwrap_or(&version);
    let is_range = tag.starts_with(['^', '~', '>', '<', '=', '*'])
        || tag.rsplit_once('.').is_some_and(|(_, last)| last == "x")
        || tag.ends_with('*');
    let mut words = tag
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty() && !FILLERS.contains(word));
    let Some(last) = words.next_back() else {
        return is_range;
    };
    let is_fixed = tag.contains(|c: char| c.is_ascii_digit());
    is_range || ALWAYS_MOVING.contains(&last) || (!is_fixed && MOVING.contains(&last))
}

/// The string that an expression is.
fn string(expr: &Expr) -> Option<&LitStr> {
    match expr {
        Expr::Lit(ExprLit {
            lit: Lit::Str(literal),
            ..
        }) => Some(literal),
        Expr::Group(group) => string(&group.expr),
        Expr::Paren(paren) => string(&paren.expr),
        Expr::Reference(reference) => string(&reference.expr),
        _ => None,
    }
}

/// The number that an expression is, as it was written: `1.10` is not `1.1`, which its `Display`
/// would make of it.
fn number(expr: &Expr) -> Option<String> {
    match super::bare(expr) {
        Expr::Lit(ExprLit {
            lit: Lit::Int(number),
            ..
        }) => Some(number.base10_digits().to_owned()),
        Expr::Lit(ExprLit {
            lit: Lit::Float(number),
            ..
        }) => Some(number.base10_digits().to_owned()),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_that_are_moved_from_model_to_model_are_refused() {
        for version in [
            "latest",
            "LATEST",
            "Main",
            "prod",
            "current",
            "v-latest",
            "the latest version",
            "churn-latest",
            "v2-latest",
            "churn:latest",
            "resnet50:latest",
            "churn@champion",
            "models:/churn2/Production",
            "main branch",
            "head",
            "HEAD",
            "stable",
            "default",
            "1.x",
            "^1.2",
            "1.*",
            "*",
            ">=2",
        ] {
            assert!(is_moving(version), "{version}");
        }
    }

    #[test]
    fn versions_that_stay_are_taken() {
        for version in [
            "v1.2.0",
            "1.2.0-beta",
            "1.0.0-alpha.1",
            "2026-01",
            "main-4f2c91a",
            "3",
            "production-2026-01-31",
            "models:/churn/7",
            "churn@v3",
            "resnet50",
            "stable-diffusion",
            "testament",
            "maintained",
            "gpt-4o-2024-08-06",
            "mainz",
            "a1b2c3d",
            "v1",
            "blue",
        ] {
            assert!(!is_moving(version), "{version}");
            assert!(!is_placeholder(version), "{version}");
        }
    }

    #[test]
    fn what_stands_for_an_unknown_version_is_refused() {
        for version in ["TODO", "tbd", "n/a", "None", "unknown", "???"] {
            assert!(is_placeholder(version), "{version}");
        }
    }
}
