//! The user's body as a closure or an `async` block that behaves as the function did.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{quote, quote_spanned};

use crate::validate::{Edge, Model};

/// `move || -> Ret { body }`.
pub(super) fn closure(model: &Model, edge: Option<&Edge>) -> TokenStream {
    let user = model.function.body.span();
    let body = body(model, TokenStream::new());
    match edge {
        Some(Edge { ty, span }) => {
            let arrow = quote_spanned!(*span=> ->);
            quote_spanned!(user=> move || #arrow #ty #body)
        }
        None => quote_spanned!(user=> move || #body),
    }
}

/// `async move { body }`.
pub(super) fn async_block(model: &Model, edge: Option<&Edge>) -> TokenStream {
    let user = model.function.body.span();
    let runtime = &model.runtime;
    // An `async` block has no place for its type: a `return` that never runs tells it.
    let edge = edge.map(|Edge { ty, .. }| {
        quote! {
            if false {
                return #runtime::__private::typed::<#ty>();
            }
        }
    });
    let body = body(model, quote!(#edge));
    quote_spanned!(user=> async move #body)
}

/// The user's statements in braces of the user's, behind what restores the function's semantics.
fn body(model: &Model, before: TokenStream) -> Group {
    // A closure captures single fields of what it uses, and drops captures in the order of their
    // first use: so each parameter is named whole, the last one first, as parameters are dropped.
    let captures = model.bindings.iter().rev().map(|binding| {
        let ident = &binding.ident;
        quote!(let _ = &#ident;)
    });
    // That counts as a use: what the body does not name is declared again, to be warned about.
    let unused = model
        .bindings
        .iter()
        .filter(|binding| !binding.is_used)
        .map(|binding| {
            let (ident, lints) = (&binding.ident, &binding.lints);
            quote_spanned!(ident.span()=> #(#lints)* let #ident = ();)
        });
    let statements = model.function.body.stream();
    let tokens = quote!(#before #(#captures)* #(#unused)* #statements);
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(model.function.body.span());
    group
}
