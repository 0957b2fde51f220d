//! What stands behind an option's name. A mistake is said here, at its tokens, and tells the caller
//! only that the option was not understood.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::ext::IdentExt as _;
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream};
use syn::{LitStr, Path, Token};

use super::arguments::Given;
use super::options::{self, example};
use crate::diagnostics::Diagnostics;

/// `option = value`.
pub(super) fn value<T: Parse>(
    slot: &mut Option<Given<T>>,
    key: Ident,
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let example = example(&key.to_string());
    let is_end = |input: ParseStream<'_>| input.is_empty() || input.peek(Token![,]);
    if !is_end(input) && !equals(input) {
        let message = format!("`{key}` is written with `=`: write `{example}`");
        diagnostics.at(&key, message);
        return false;
    }
    if is_end(input) {
        let message = format!("`{key}` needs a value: write `{example}`");
        diagnostics.at(&key, message);
        return false;
    }
    let fork = input.fork();
    let Ok(value) = fork.parse() else {
        let message = format!("this cannot be the value of `{key}`: write `{example}`");
        diagnostics.at(up_to_comma(input), message);
        return false;
    };
    input.advance_to(&fork);
    once(slot, key, value, diagnostics);
    true
}

/// `crate = path`.
pub(super) fn path(
    slot: &mut Option<Given<Path>>,
    key: Ident,
    input: ParseStream<'_>,
    diagnostics: &mut Diagnostics,
) -> bool {
    let fork = input.fork();
    if equals(&fork)
        && let Ok(literal) = fork.parse::<LitStr>()
        && let Ok(path) = literal.parse_with(Path::parse_mod_style)
    {
        input.advance_to(&fork);
        diagnostics.at(
            &literal,
            format!(
                "`crate` takes a path, without quotes: write `crate = {}`",
                literal.value()
            ),
        );
        once(slot, key, path, diagnostics);
        return true;
    }
    value(slot, key, input, diagnostics)
}

/// Takes `=`, if it stands here alone.
pub(super) fn equals(input: ParseStream<'_>) -> bool {
    !input.peek(Token![==]) && matches!(input.parse::<Option<Token![=]>>(), Ok(Some(_)))
}

/// Keeps what was given first, and says where both stand.
fn once<T>(slot: &mut Option<Given<T>>, key: Ident, value: T, diagnostics: &mut Diagnostics) {
    match slot {
        Some(first) => {
            let message = format!("`{key}` is given twice: leave one of them out");
            diagnostics.between(&first.key, &key, message);
        }
        None => *slot = Some(Given { key, value }),
    }
}

/// What is left of an option.
pub(super) fn up_to_comma(input: ParseStream<'_>) -> TokenStream {
    let fork = input.fork();
    let mut tokens = TokenStream::new();
    while !fork.is_empty() && !fork.peek(Token![,]) {
        tokens.extend(fork.parse::<TokenTree>());
    }
    tokens
}

/// Goes to the next option.
pub(super) fn skip_to_comma(input: ParseStream<'_>) -> syn::Result<()> {
    while !input.is_empty() && !input.peek(Token![,]) {
        input.parse::<TokenTree>()?;
    }
    Ok(())
}

/// What stands between two options.
pub(super) fn separator(input: ParseStream<'_>, diagnostics: &mut Diagnostics) -> syn::Result<()> {
    if !input.is_empty() && !input.peek(Token![,]) {
        diagnostics.push(input.error("expected `,` between two options"));
        if input.parse::<Option<Token![;]>>()?.is_some() {
            return Ok(());
        }
        // An option goes on here, only its comma is missing.
        let next = input.fork().call(Ident::parse_any);
        if next.is_ok_and(|next| options::find(&next.to_string()).is_some()) {
            return Ok(());
        }
        skip_to_comma(input)?;
    }
    input.parse::<Option<Token![,]>>()?;
    Ok(())
}
