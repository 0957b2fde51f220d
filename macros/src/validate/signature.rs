//! What a function's signature binds.

use proc_macro2::{Group, Ident, TokenStream, TokenTree};
use syn::{Attribute, FnArg, Pat, Type};

use crate::parse::Function;

/// A name that the signature binds.
pub(crate) struct Binding {
    pub(crate) ident: Ident,
    /// The type, where the binding is the whole parameter.
    pub(crate) ty: Option<Type>,
    /// Whether it is a part of a parameter, by a pattern.
    pub(crate) is_self: bool,
    /// Whether the body names it: what it does not name must be warned about as before.
    pub(crate) is_used: bool,
    /// `#[allow(…)]` and the like, which hold for the parameter.
    pub(crate) lints: Vec<Attribute>,
}

/// All bindings in the order of declaration.
pub(crate) fn bindings(function: &Function) -> Vec<Binding> {
    let mut bindings = Vec::new();
    for input in &function.signature.inputs {
        match input {
            FnArg::Receiver(receiver) => bindings.push(Binding {
                ident: Ident::new("self", receiver.self_token.span),
                ty: None,
                is_self: true,
                is_used: true,
                lints: Vec::new(),
            }),
            FnArg::Typed(parameter) => {
                let mut idents = Vec::new();
                collect(&parameter.pat, &mut idents);
                let whole = matches!(&*parameter.pat, Pat::Ident(_));
                for ident in idents {
                    bindings.push(Binding {
                        is_used: mentions(function.body.stream(), &ident.to_string()),
                        ty: whole.then(|| (*parameter.ty).clone()),
                        is_self: false,
                        lints: lints(&parameter.attrs),
                        ident,
                    });
                }
            }
        }
    }
    bindings
}

fn lints(attributes: &[Attribute]) -> Vec<Attribute> {
    let is_lint = |attribute: &&Attribute| {
        ["allow", "expect", "warn", "deny", "forbid"]
            .iter()
            .any(|level| attribute.path().is_ident(level))
    };
    attributes.iter().filter(is_lint).cloned().collect()
}

/// The names that a pattern binds; of alternatives the first's, as all bind the same.
fn collect(pattern: &Pat, idents: &mut Vec<Ident>) {
    match pattern {
        Pat::Ident(pattern) => {
            idents.push(pattern.ident.clone());
            if let Some((_, inner)) = &pattern.subpat {
                collect(inner, idents);
            }
        }
        Pat::Or(pattern) => {
            if let Some(first) = pattern.cases.first() {
                collect(first, idents);
            }
        }
        Pat::Paren(pattern) => collect(&pattern.pat, idents),
        Pat::Reference(pattern) => collect(&pattern.pat, idents),
        Pat::Slice(pattern) => pattern.elems.iter().for_each(|pat| collect(pat, idents)),
        Pat::Struct(pattern) => pattern
            .fields
            .iter()
            .for_each(|field| collect(&field.pat, idents)),
        Pat::Tuple(pattern) => pattern.elems.iter().for_each(|pat| collect(pat, idents)),
        Pat::TupleStruct(pattern) => pattern.elems.iter().for_each(|pat| collect(pat, idents)),
        Pat::Type(pattern) => collect(&pattern.pat, idents),
        _ => {}
    }
}

/// Whether the tokens name `ident`, also inside of a macro's arguments or a format string.
pub(super) fn mentions(tokens: TokenStream, ident: &str) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Ident(token) => token == ident,
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
