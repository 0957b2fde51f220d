//! The user's body as a closure or an `async` block that behaves as the function did.

use proc_macro2::{Delimiter, Group, Span, TokenStream, TokenTree};
use quote::{quote, quote_spanned};
use syn::ReturnType;

use crate::validate::{Edge, Model};

/// `move || -> Ret { body }`.
pub(super) fn closure(model: &Model, edge: Option<&Edge>) -> TokenStream {
    let head = head(model);
    let body = body(model, None);
    let result = edge.map(|edge| {
        let span = place(model, edge);
        let ty = match model.function.signature.output {
            ReturnType::Default => quote_spanned!(span=> ()),
            ReturnType::Type(..) => edge.ty.clone(),
        };
        quote_spanned!(span=> -> #ty)
    });
    quote_spanned!(head=> move || #result #body)
}

/// `async move { body }`.
pub(super) fn async_block(model: &Model, edge: Option<&Edge>) -> TokenStream {
    let head = head(model);
    // An `async` block has no place for its type: a `return` that never runs tells it. It stands where
    // the type stands, where rustc says why it expects the type. The type is no generic argument, or
    // rustc would guess that an unknown one was to be a parameter.
    let edge = edge.map(|edge| {
        let (ty, span) = (&edge.ty, place(model, edge));
        let private = super::private_at(model, span);
        let typed = quote_spanned!(span=> #private::typed(|| -> #ty { #private::never() }));
        quote! {
            if false {
                return #typed;
            }
        }
    });
    let body = body(model, edge.as_ref());
    quote_spanned!(head=> async move #body)
}

/// The span of `move ||` and `async move`: the body's place. Whether it is a macro that made the function
/// is the function's: lints about how a body ends ask whether both are the same.
fn head(model: &Model) -> Span {
    let function = model.function.signature.fn_token.span;
    model.function.body.span().resolved_at(function)
}

/// Where the type stands, or would.
fn place(model: &Model, edge: &Edge) -> Span {
    match model.function.signature.output {
        ReturnType::Default => model.function.signature.paren_token.span.close(),
        ReturnType::Type(..) => edge.span,
    }
}

/// The user's statements in braces of the user's, behind what restores the function's semantics.
fn body(model: &Model, before: Option<&TokenStream>) -> Group {
    // A closure captures single fields of what it uses, and drops captures in the order of their
    // first use: so each parameter is named whole, in the order in which parameters are dropped.
    let captures = model.captures().map(|binding| {
        let (cfgs, used) = (&binding.cfgs, binding.used());
        quote!(#(#cfgs)* let _ = &#used;)
    });
    let (items, statements) = (items(model), statements(model));
    let tokens = quote!(#items #before #(#captures)* #statements);
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(model.function.body.span());
    group
}

/// The user's statements.
pub(super) fn statements(model: &Model) -> TokenStream {
    let mut tokens: Vec<TokenTree> = model.function.body.stream().into_iter().collect();
    // A block that a `macro_rules!` passed on loses the mark that it was (a group without
    // delimiters), and with it what keeps `unused_braces` from it.
    if let Some(TokenTree::Group(mark)) = tokens.last()
        && mark.delimiter() == Delimiter::None
    {
        let function = model.function.signature.fn_token.span;
        let inside: Vec<TokenTree> = mark.stream().into_iter().collect();
        if let [TokenTree::Group(block)] = &inside[..] {
            let mut block = block.clone();
            block.set_span(block.span().resolved_at(function));
            tokens.pop();
            tokens.push(block.into());
        }
    }
    tokens.into_iter().collect()
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
    // In a body of its own, so that it shadows nothing: a use that we do not see still finds the parameter.
    let unused = unused
        .peek()
        .is_some()
        .then(|| quote!(const { #(#unused)* };));
    let items = &model.function.items;
    quote!(#items #unused)
}
