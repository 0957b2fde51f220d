//! The arguments of an attribute: `option = value` and `option(list, …)`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::punctuated::Punctuated;
use syn::{Expr, Path, Token, parenthesized};

use crate::Attribute;
use crate::diagnostics::{Diagnostics, listed, nearest};

/// On which attribute an option may stand.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Use {
    Both,
    Only(Attribute),
}

/// Every option: its name, where it may stand, and how it is written.
pub(crate) const OPTIONS: &[(&str, Use, &str)] = &[
    (
        "model_version",
        Use::Only(Attribute::Audit),
        "model_version = \"v1.2.0\"",
    ),
    (
        "model_id",
        Use::Only(Attribute::Audit),
        "model_id = \"churn\"",
    ),
    (
        "feature_version",
        Use::Only(Attribute::Audit),
        "feature_version = \"2026-01\"",
    ),
    (
        "prediction",
        Use::Only(Attribute::Audit),
        "prediction = |p| p.score",
    ),
    ("batch", Use::Only(Attribute::Audit), "batch = rows"),
    (
        "delivery",
        Use::Only(Attribute::Audit),
        "delivery = \"durable\"",
    ),
    (
        "level",
        Use::Only(Attribute::TrackTime),
        "level = \"debug\"",
    ),
    ("slow", Use::Only(Attribute::TrackTime), "slow = \"50ms\""),
    ("sample", Use::Only(Attribute::TrackTime), "sample = 0.01"),
    ("name", Use::Both, "name = \"…\""),
    ("features", Use::Both, "features(a, b = EXPR, ..c)"),
    ("skip", Use::Both, "skip(a)"),
    ("mask", Use::Both, "mask(a)"),
    ("hash", Use::Both, "hash(a)"),
    ("allow", Use::Both, "allow(a)"),
    ("crate", Use::Both, "crate = path::to::flight_recorder"),
];

/// An option as it was given.
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
}

/// One entry of `features(…)`.
pub(crate) enum Entry {
    Parameter(Ident),
    Named(Ident, Expr),
    Spread(Ident),
}

/// The options of an attribute, each at most once.
#[derive(Default)]
pub(crate) struct Arguments {
    pub(crate) model_version: Option<Given<Expr>>,
    pub(crate) model_id: Option<Given<Expr>>,
    pub(crate) feature_version: Option<Given<Expr>>,
    pub(crate) prediction: Option<Given<Expr>>,
    pub(crate) batch: Option<Given<Expr>>,
    pub(crate) delivery: Option<Given<Expr>>,
    pub(crate) level: Option<Given<Expr>>,
    pub(crate) slow: Option<Given<Expr>>,
    pub(crate) sample: Option<Given<Expr>>,
    pub(crate) name: Option<Given<Expr>>,
    pub(crate) features: Option<Given<Vec<Entry>>>,
    pub(crate) skip: Option<Given<Vec<Ident>>>,
    pub(crate) mask: Option<Given<Vec<Ident>>>,
    pub(crate) hash: Option<Given<Vec<Ident>>>,
    pub(crate) allow: Option<Given<Vec<Ident>>>,
    pub(crate) runtime: Option<Given<Path>>,
}

impl Arguments {
    /// Parses what stands in the attribute's parentheses; a mistake in one option leaves the others.
    pub(crate) fn parse(
        attribute: Attribute,
        tokens: TokenStream,
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut arguments = Self::default();
        let parser = |input: ParseStream<'_>| {
            while !input.is_empty() {
                if let Err(error) = arguments.option(attribute, input, diagnostics) {
                    diagnostics.push(error);
                    skip_to_comma(input)?;
                } else if !input.is_empty() && !input.peek(Token![,]) {
                    diagnostics.push(input.error("expected `,` between two options"));
                    skip_to_comma(input)?;
                }
                input.parse::<Option<Token![,]>>()?;
            }
            Ok(())
        };
        if let Err(error) = parser.parse2(tokens) {
            diagnostics.push(error);
        }
        arguments
    }

    fn option(
        &mut self,
        attribute: Attribute,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        if !input.peek(Ident::peek_any) {
            return Err(input.error(format!(
                "expected an option of {}: one of {}",
                attribute.shown(),
                listed(options_of(attribute))
            )));
        }
        let key = input.call(Ident::parse_any)?;
        match &*key.to_string() {
            "model_version" => value(&mut self.model_version, key, input, diagnostics),
            "model_id" => value(&mut self.model_id, key, input, diagnostics),
            "feature_version" => value(&mut self.feature_version, key, input, diagnostics),
            "prediction" => value(&mut self.prediction, key, input, diagnostics),
            "batch" => value(&mut self.batch, key, input, diagnostics),
            "delivery" => value(&mut self.delivery, key, input, diagnostics),
            "level" => value(&mut self.level, key, input, diagnostics),
            "slow" => value(&mut self.slow, key, input, diagnostics),
            "sample" => value(&mut self.sample, key, input, diagnostics),
            "name" => value(&mut self.name, key, input, diagnostics),
            "crate" => value(&mut self.runtime, key, input, diagnostics),
            "features" => list(&mut self.features, key, input, diagnostics),
            "skip" => list(&mut self.skip, key, input, diagnostics),
            "mask" => list(&mut self.mask, key, input, diagnostics),
            "hash" => list(&mut self.hash, key, input, diagnostics),
            "allow" => list(&mut self.allow, key, input, diagnostics),
            unknown => {
                let names = || options_of(attribute);
                let message = match nearest(unknown, names()) {
                    Some(meant) => format!(
                        "unknown option `{unknown}`: did you mean `{meant}`, as in `{}`?",
                        example(meant)
                    ),
                    None => format!(
                        "unknown option `{unknown}`: {} takes {}",
                        attribute.shown(),
                        listed(names())
                    ),
                };
                diagnostics.at(&key, message);
                skip_to_comma(input)
            }
        }
    }
}

/// The options that may stand on an attribute.
fn options_of(attribute: Attribute) -> impl Iterator<Item = &'static str> {
    OPTIONS
        .iter()
        .filter(move |(_, on, _)| matches!(on, Use::Both) || *on == Use::Only(attribute))
        .map(|(name, ..)| *name)
}

/// How an option is written.
fn example(option: &str) -> &'static str {
    OPTIONS
        .iter()
        .find(|(name, ..)| *name == option)
        .map_or("", |(_, _, example)| example)
}

/// `option = value`.
fn value<T: Parse>(
    slot: &mut Option<Given<T>>,
    key: Ident,
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    if !input.peek(Token![=]) || input.peek(Token![==]) {
        return Err(expected(&key));
    }
    input.parse::<Token![=]>()?;
    if input.is_empty() || input.peek(Token![,]) {
        return Err(expected(&key));
    }
    let value = input.parse()?;
    once(slot, key, value, diagnostics);
    Ok(())
}

/// `option(a, b)`.
fn list<T: Parse>(
    slot: &mut Option<Given<Vec<T>>>,
    key: Ident,
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> syn::Result<()> {
    if !input.peek(syn::token::Paren) {
        return Err(expected(&key));
    }
    let content;
    parenthesized!(content in input);
    let names = Punctuated::<T, Token![,]>::parse_terminated(&content)?;
    if names.is_empty() && key != "features" {
        diagnostics.at(
            &key,
            format!(
                "`{key}()` names nothing: write `{}`",
                example(&key.to_string())
            ),
        );
        return Ok(());
    }
    once(slot, key, names.into_iter().collect(), diagnostics);
    Ok(())
}

fn expected(key: &Ident) -> syn::Error {
    syn::Error::new_spanned(
        key,
        format!(
            "`{key}` needs a value: write `{}`",
            example(&key.to_string())
        ),
    )
}

fn once<T>(slot: &mut Option<Given<T>>, key: Ident, value: T, diagnostics: &mut Diagnostics) {
    if let Some(first) = slot {
        diagnostics.at(
            &key,
            format!("`{key}` is given twice: leave one of them out"),
        );
        diagnostics.at(&first.key, format!("`{key}` is given here first"));
    } else {
        *slot = Some(Given { key, value });
    }
}

fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<proc_macro2::TokenTree>()?;
    }
    Ok(())
}

impl Parse for Entry {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        if input.peek(Token![..]) {
            input.parse::<Token![..]>()?;
            return Ok(Self::Spread(input.parse()?));
        }
        let name: Ident = input.parse()?;
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
            return Ok(Self::Named(name, input.parse()?));
        }
        if !input.is_empty() && !input.peek(Token![,]) {
            return Err(input.error(format!(
                "expected a parameter, `name = EXPR` or `..parameter`: write `{name} = EXPR` to record an expression"
            )));
        }
        Ok(Self::Parameter(name))
    }
}
