//! Whether a body uses a parameter, as far as its tokens tell. In doubt it does: then a warning that
//! the compiler would give is lost, and nothing else.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::ext::IdentExt as _;

/// Whether the statements use what the signature calls `ident`: they name it, and not first in a
/// `let` that makes something else of the name.
pub(super) fn is_used(statements: TokenStream, ident: &str) -> bool {
    let tokens: Vec<TokenTree> = statements.into_iter().collect();
    let names = |token: &TokenTree| mentions(token.clone().into(), ident);
    let Some(first) = tokens.iter().position(names) else {
        return false;
    };
    let (before, after) = (&tokens[..first], &tokens[first + 1..]);
    let before = match before {
        [before @ .., TokenTree::Ident(word)] if word == "mut" => before,
        _ => before,
    };
    let is_end =
        |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let is_declared = matches!(&tokens[first], TokenTree::Ident(_))
        && match before {
            [TokenTree::Ident(word)] => word == "let",
            [.., previous, TokenTree::Ident(word)] => {
                word == "let" && (is_end(previous) || matches!(previous, TokenTree::Group(_)))
            }
            _ => false,
        };
    !is_declared || after.iter().take_while(|token| !is_end(token)).any(names)
}

/// Whether the tokens name `ident` (raw or not), also inside of a macro's arguments or a format
/// string.
pub(super) fn mentions(tokens: TokenStream, ident: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(token) => token.unraw() == ident,
        TokenTree::Group(group) => mentions(Group::stream(&group), ident),
        TokenTree::Literal(literal) => interpolates(&literal.to_string(), ident),
        TokenTree::Punct(_) => false,
    })
}

/// Whether a literal has `{ident` followed by what may follow in a format string, or uses it as a
/// width or precision (`{:ident$}`).
fn interpolates(literal: &str, ident: &str) -> bool {
    literal.starts_with(['"', 'r'])
        && literal.match_indices(ident).any(|(at, _)| {
            let before = literal[..at].trim_end().chars().next_back();
            let after = literal[at + ident.len()..].trim_start().chars().next();
            matches!(
                (before, after),
                (Some('{'), Some('}' | ':')) | (Some(_), Some('$'))
            )
        })
}
