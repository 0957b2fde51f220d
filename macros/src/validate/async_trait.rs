//! `#[async_trait]` takes patterns out of the signature before we see it: `(a, b): (f64, f64)`
//! becomes `__arg1: (f64, f64)`, and the body begins with `let (a, b) = { let __arg1 = __arg1; __arg1 };`.

use proc_macro2::{Ident, TokenStream, TokenTree};
use syn::parse::Parser as _;
use syn::{Pat, PatIdent, PatWild};

/// A name that a pattern finds in a parameter.
#[derive(Clone)]
pub(crate) struct Part {
    pub(crate) parameter: Ident,
    /// The pattern that binds this name alone, by reference.
    pub(crate) pattern: Pat,
}

/// The names that the user's pattern for `parameter` binds, if the user wrote a pattern.
pub(super) fn parts(parameter: &Ident, body: TokenStream) -> Option<Vec<(Ident, Part)>> {
    if !parameter.to_string().starts_with("__arg") {
        return None;
    }
    let pattern = Pat::parse_multi.parse2(pattern(parameter, body)?).ok()?;
    if matches!(&pattern, Pat::Ident(same) if same.ident == *parameter) {
        // That is what `_` becomes.
        return Some(Vec::new());
    }
    let mut names = Vec::new();
    super::signature::collect(&pattern, &mut names);
    let part = |name: Ident| {
        let mut pattern = pattern.clone();
        binds_only(&name, &mut pattern).then(|| {
            let parameter = parameter.clone();
            (name, Part { parameter, pattern })
        })
    };
    names.into_iter().map(part).collect()
}

/// What stands in the first `let … =` whose value is the parameter.
fn pattern(parameter: &Ident, tokens: TokenStream) -> Option<TokenStream> {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_let = |token: &TokenTree| matches!(token, TokenTree::Ident(word) if word == "let");
    let is_parameter = |token: &TokenTree| match token {
        TokenTree::Ident(name) => name == parameter,
        TokenTree::Group(group) => {
            let last = group.stream().into_iter().last();
            matches!(last, Some(TokenTree::Ident(name)) if name == *parameter)
        }
        _ => false,
    };
    let is_assigned = |tokens: &[TokenTree]| {
        matches!(&tokens[0], TokenTree::Punct(sign) if sign.as_char() == '=')
            && is_parameter(&tokens[1])
    };
    let end = tokens.windows(2).position(is_assigned);
    let begin = end.and_then(|end| tokens[..end].iter().rposition(is_let));
    if let (Some(begin), Some(end)) = (begin, end) {
        return Some(tokens[begin + 1..end].iter().cloned().collect());
    }
    tokens.into_iter().find_map(|token| match token {
        TokenTree::Group(group) => pattern(parameter, group.stream()),
        _ => None,
    })
}

/// Leaves only one name in a pattern that then matches a reference; whether that can be.
fn binds_only(name: &Ident, pattern: &mut Pat) -> bool {
    match pattern {
        Pat::Ident(found) if found.ident == *name => {
            *pattern = Pat::Ident(PatIdent {
                attrs: Vec::new(),
                by_ref: None,
                mutability: None,
                ident: name.clone(),
                subpat: None,
            });
            true
        }
        Pat::Ident(found) => {
            *pattern = match found.subpat.take() {
                Some((_, mut inside)) => {
                    if !binds_only(name, &mut inside) {
                        return false;
                    }
                    *inside
                }
                None => Pat::Wild(PatWild {
                    attrs: Vec::new(),
                    underscore_token: syn::Token![_](found.ident.span()),
                }),
            };
            true
        }
        Pat::Paren(inside) => binds_only(name, &mut inside.pat),
        Pat::Slice(slice) => slice.elems.iter_mut().all(|pat| binds_only(name, pat)),
        Pat::Tuple(tuple) => tuple.elems.iter_mut().all(|pat| binds_only(name, pat)),
        Pat::TupleStruct(tuple) => tuple.elems.iter_mut().all(|pat| binds_only(name, pat)),
        Pat::Struct(fields) => fields.fields.iter_mut().all(|field| {
            // `field` alone is short for `field: field`, and only that can become `field: _`.
            field.colon_token.get_or_insert_default();
            binds_only(name, &mut field.pat)
        }),
        Pat::Wild(_) | Pat::Rest(_) => true,
        _ => false,
    }
}
