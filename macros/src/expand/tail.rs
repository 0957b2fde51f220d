//! Where a body ends: what the borrow checker says of a returned value is said there.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};

use crate::validate::Model;

/// What the returned value is called.
pub(super) const OUTCOME: &str = "flight_recorder_outcome";

/// The first and the last place of the value that the body returns; the whole body where that could
/// be another.
pub(super) fn place(model: &Model) -> (Span, Span) {
    let body = &model.function.body;
    let whole = body.span();
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    if let [.., TokenTree::Ident(value), _, field] = &tokens[..]
        && value == OUTCOME
    {
        // The other attribute has looked already.
        return (value.span(), field.span());
    }
    let tail = if returns_early(body.stream()) {
        None
    } else {
        tail(&tokens)
    };
    tail.unwrap_or((whole, whole))
}

fn returns_early(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(word) => word == "return",
        TokenTree::Group(group) => returns_early(group.stream()),
        _ => false,
    })
}

/// The expression behind the last statement, as far as tokens tell.
fn tail(tokens: &[TokenTree]) -> Option<(Span, Span)> {
    let mut start = 0;
    for (at, pair) in tokens.windows(2).enumerate() {
        let ends = match pair {
            [TokenTree::Punct(sign), _] => sign.as_char() == ';',
            // `for … {}` and the like end without a semicolon.
            [TokenTree::Group(group), next] => is_block(group) && begins_expression(next),
            _ => false,
        };
        if ends {
            start = at + 1;
        }
    }
    match &tokens[start..] {
        [.., TokenTree::Punct(sign)] if sign.as_char() == ';' => None,
        [first, .., last] => Some((first.span(), last.span())),
        [only] => Some((only.span(), only.span())),
        [] => None,
    }
}

fn is_block(group: &Group) -> bool {
    group.delimiter() == Delimiter::Brace
}

fn begins_expression(token: &TokenTree) -> bool {
    match token {
        TokenTree::Ident(word) => word != "else" && word != "as",
        TokenTree::Group(_) | TokenTree::Literal(_) => true,
        TokenTree::Punct(_) => false,
    }
}
