//! The user's body as a closure or an `async` block that behaves as the function did.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{quote, quote_spanned};

use crate::validate::{Edge, Model};

/// `move || -> Ret { body }`.
pub(super) fn closure(model: &Model, edge: Option<&Edge>) -> TokenStream {
    let user = model.function.body.span();
    let body = body(model, None);
    let result = edge.map(|Edge { ty, span }| {
        let arrow = quote_spanned!(*span=> ->);
        quote!(#arrow #ty)
    });
    quote_spanned!(user=> move || #result #body)
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
    let body = body(model, edge.as_ref());
    quote_spanned!(user=> async move #body)
}

/// The user's statements in braces of the user's, behind what restores the function's semantics.
fn body(model: &Model, before: Option<&TokenStream>) -> Group {
    // A closure captures single fields of what it uses, and drops captures in the order of their
    // first use: so each parameter is named whole, in the order in which parameters are dropped.
    let captures = model.captures().map(|binding| {
        let (cfgs, used) = (&binding.cfgs, binding.used());
        quote!(#(#cfgs)* let _ = &#used;)
    });
    let (items, statements) = (items(model), model.function.body.stream());
    let tokens = quote!(#items #before #(#captures)* #statements);
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(model.function.body.span());
    group
}

/// The items before the statements. Naming a parameter counts as a use: what the body itself does
/// not use is declared again, to be warned about.
pub(super) fn items(model: &Model) -> TokenStream {
    let unused = model
        .bindings
        .iter()
        // No lint says that `_name` is unused, but one that it is bound again for nothing.
        .filter(|binding| !binding.is_used && !binding.ident.to_string().starts_with('_'))
        .map(|binding| {
            let (ident, lints, cfgs) = (&binding.ident, &binding.lints, &binding.cfgs);
            quote_spanned!(ident.span()=> #(#cfgs)* #(#lints)* let #ident = ();)
        });
    let mut unused = unused.peekable();
    // In an item, so that it shadows nothing: a use that we do not see still finds the parameter.
    let unused = unused
        .peek()
        .is_some()
        .then(|| quote!(fn _flight_recorder_unused() { #(#unused)* }));
    let items = &model.function.items;
    quote!(#items #unused)
}
