//! What an option lists in parentheses: names, or the entries of `features(…)`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{ParseStream, Parser as _};
use syn::{Expr, LitStr, Member, Token, parenthesized};

use super::arguments::Given;
use super::options::example;
use super::values::{equals, skip_to_comma, up_to_comma};
use crate::diagnostics::Diagnostics;

/// One entry of `features(…)`.
pub(crate) enum Entry {
    Parameter(Ident),
    Named(Ident, Expr),
    Spread(Ident),
}

/// `option(a, b)`.
pub(super) fn list<T: Listed>(
    slot: &mut Option<Given<Vec<T>>>,
    key: Ident,
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let option = key.to_string();
    let entries = |input: ParseStream<'_>| {
        let content;
        parenthesized!(content in input);
        content.parse::<TokenStream>()
    };
    let Ok(entries) = entries(input) else {
        let mut meant = Vec::new();
        if option != "features" {
            names_in(up_to_comma(input), &mut meant);
        }
        let write = if meant.is_empty() {
            example(&option).to_owned()
        } else {
            format!("{key}({})", meant.join(", "))
        };
        let message = format!("`{key}` takes a list in parentheses: write `{write}`");
        diagnostics.at(&key, message);
        return false;
    };
    if entries.is_empty() && option != "features" {
        let message = format!("`{key}()` names nothing: write `{}`", example(&option));
        diagnostics.at(&key, message);
        return false;
    }
    let mut list = Vec::new();
    let mut is_understood = true;
    let parser = |input: ParseStream<'_>| {
        while !input.is_empty() {
            if input.peek(Token![,]) {
                is_understood = false;
                diagnostics.push(input.error("nothing stands before this `,`: leave it out"));
                input.parse::<Token![,]>()?;
                continue;
            }
            let fork = input.fork();
            match T::entry(&option, &fork, diagnostics) {
                Ok(entry) if fork.is_empty() || fork.peek(Token![,]) => {
                    input.advance_to(&fork);
                    list.push(entry);
                }
                Ok(_) => {
                    is_understood = false;
                    diagnostics
                        .push(fork.error(format!("expected `,` between what `{option}` lists")));
                    skip_to_comma(input)?;
                }
                Err(message) => {
                    is_understood = false;
                    diagnostics.at(up_to_comma(input), message);
                    skip_to_comma(input)?;
                }
            }
            input.parse::<Option<Token![,]>>()?;
        }
        Ok(())
    };
    if let Err(error) = parser.parse2(entries) {
        diagnostics.push(error);
        is_understood = false;
    }
    if let Some(first) = slot {
        first.value.append(&mut list);
        let message = format!("`{key}` is given twice: write all of it into one `{key}(…)`");
        diagnostics.between(&first.key, &key, message);
    } else {
        *slot = Some(Given { key, value: list });
    }
    is_understood
}

/// What an option lists.
pub(super) trait Listed: Sized {
    /// One entry, or what to write instead of it.
    fn entry(
        option: &str,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, String>;
}

impl Listed for Ident {
    fn entry(
        option: &str,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, String> {
        if input.peek(Token![self]) {
            return Err(format!(
                "`self` is never recorded: leave it out of `{option}`"
            ));
        }
        match name(option, input, diagnostics) {
            Some(name) if input.peek(Token![.]) => Err(format!(
                "`{option}` takes parameters, not their fields: write `{option}({name})`, or list what is recorded with `features(…)`; fields whose names look personal are masked in any case"
            )),
            Some(name) if input.peek(Token![=]) => Err(format!(
                "`{option}` takes only names: write `{option}({name})`"
            )),
            Some(name) => Ok(name),
            None => Err(format!(
                "`{option}` takes the names of parameters: write `{}`",
                example(option)
            )),
        }
    }
}

impl Listed for Entry {
    fn entry(
        option: &str,
        input: ParseStream<'_>,
        diagnostics: &mut Diagnostics,
    ) -> Result<Self, String> {
        if matches!(input.parse::<Option<Token![..]>>(), Ok(Some(_))) {
            return match name(option, input, diagnostics) {
                Some(name) if !input.peek(Token![.]) => Ok(Self::Spread(name)),
                None if input.peek(Token![self]) => Err("`self` is recorded by its parts: write `income = self.income`".to_owned()),
                _ => Err("`..` spreads a parameter that is a struct or a map: write `..customer`; anything else gets a name, as in `income = EXPR`".to_owned()),
            };
        }
        let whole = input.fork();
        match name(option, input, diagnostics) {
            Some(name) if input.peek(Token![=]) => {
                let value = equals(input).then(|| input.parse());
                return match value {
                    Some(Ok(value)) => Ok(Self::Named(name, value)),
                    _ => Err(format!(
                        "`{name}` needs an expression: write `{name} = EXPR`"
                    )),
                };
            }
            Some(name) if input.is_empty() || input.peek(Token![,]) => {
                return Ok(Self::Parameter(name));
            }
            _ => {}
        }
        let written = up_to_comma(&whole);
        if whole.peek(Token![self]) && !whole.peek2(Token![.]) {
            return Err("`self` is recorded by its parts: write `income = self.income`".to_owned());
        }
        let name = match whole.parse() {
            Ok(Expr::Field(field)) => match field.member {
                Member::Named(name) => name.to_string(),
                Member::Unnamed(_) => "value".to_owned(),
            },
            Ok(Expr::MethodCall(call)) => call.method.to_string(),
            _ => "value".to_owned(),
        };
        Err(format!(
            "an expression needs a name here: write `{name} = {}`",
            spelled(&written)
        ))
    }
}

/// A name; where it stands in quotes, they are one mistake too many.
fn name(option: &str, input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> Option<Ident> {
    if let Ok(literal) = input.fork().parse::<LitStr>() {
        let name: Ident = literal.parse().ok()?;
        let _ = input.parse::<LitStr>();
        diagnostics.at(
            literal,
            format!("`{option}` takes names without quotes: write `{name}`"),
        );
        return Some(name);
    }
    input.parse().ok()
}

/// The names that were meant to be listed: `mask = email`, `mask[email, phone]`.
fn names_in(tokens: TokenStream, names: &mut Vec<String>) {
    for token in tokens {
        match token {
            TokenTree::Ident(name) => names.push(name.to_string()),
            TokenTree::Group(group) => names_in(group.stream(), names),
            _ => {}
        }
    }
}

/// Tokens as a user would write them, as far as an expression of one line needs it.
fn spelled(tokens: &TokenStream) -> String {
    let mut text = tokens.to_string();
    for sign in [" . ", " (", "( ", " )", "& ", " ?", " :: "] {
        text = text.replace(sign, sign.trim());
    }
    text
}
