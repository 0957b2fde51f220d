//! The arguments of an attribute: `option = value` and `option(list, …)`.

use proc_macro2::{Ident, TokenStream};
use syn::ext::IdentExt as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, LitStr, Path};

use super::lists::{Entry, list};
use super::options;
use super::values::{path, separator, skip_to_comma, value};
use crate::Attribute;
use crate::diagnostics::Diagnostics;

/// An option as it was given.
pub(crate) struct Given<T> {
    pub(crate) key: Ident,
    pub(crate) value: T,
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
    /// The options that were not understood: that they are missing is not said on top.
    broken: Vec<&'static str>,
    /// Those that were misspelt: that they are given again is not said on top.
    guessed: Vec<&'static str>,
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
                arguments.option(attribute, input, diagnostics)?;
                separator(input, diagnostics)?;
            }
            Ok(())
        };
        if let Err(error) = parser.parse2(tokens) {
            diagnostics.push(error);
        }
        arguments
    }

    /// Whether one of these options was given, but not understood.
    pub(crate) fn are_broken(&self, options: &[&str]) -> bool {
        self.broken.iter().any(|broken| options.contains(broken))
    }

    fn option(
        &mut self,
        attribute: Attribute,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        if !input.peek(Ident::peek_any) {
            self.no_option(attribute, input, diagnostics);
            return skip_to_comma(input);
        }
        let key = input.call(Ident::parse_any)?;
        let written = key.to_string();
        if let Some(option) = options::find(&written) {
            let mut ignored = Diagnostics::default();
            let is_again = self.guessed.contains(&option);
            let diagnostics = if is_again { &mut ignored } else { diagnostics };
            return self.take(option, key, input, diagnostics);
        }
        let meant = options::meant(&written, attribute);
        diagnostics.at(&key, options::unknown(&written, meant, attribute));
        match meant {
            // Taken as what was meant, so that this is the one mistake.
            Some(meant) if options::belongs_on(meant, attribute).is_none() => {
                let key = Ident::new(meant, key.span());
                self.guessed.push(meant);
                self.take(meant, key, input, &mut Diagnostics::default())
            }
            _ => skip_to_comma(input),
        }
    }

    /// Says what to write where no option begins.
    fn no_option(
        &mut self,
        attribute: Attribute,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) {
        let option = match attribute {
            Attribute::Audit => "model_version",
            Attribute::TrackTime => "name",
        };
        if let Ok(literal) = input.fork().parse::<LitStr>() {
            self.broken.push(option);
            let value = literal.value();
            diagnostics.at(
                literal,
                format!("{value:?} says not what it is: write `{option} = {value:?}`"),
            );
        } else {
            let (what, all) = (attribute.shown(), options::shown(attribute));
            diagnostics.push(input.error(format!("no option begins here: {what} takes {all}")));
        }
    }

    fn take(
        &mut self,
        option: &'static str,
        key: Ident,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> syn::Result<()> {
        let taken = match option {
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
            "features" => list(&mut self.features, key, input, diagnostics),
            "skip" => list(&mut self.skip, key, input, diagnostics),
            "mask" => list(&mut self.mask, key, input, diagnostics),
            "hash" => list(&mut self.hash, key, input, diagnostics),
            "allow" => list(&mut self.allow, key, input, diagnostics),
            _ => path(&mut self.runtime, key, input, diagnostics),
        };
        if !taken {
            self.broken.push(option);
            skip_to_comma(input)?;
        }
        Ok(())
    }
}
