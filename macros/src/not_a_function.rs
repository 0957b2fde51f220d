//! Attributes on what is no function.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use syn::{Error, Expr, Item, spanned::Spanned as _};

use crate::{Attribute, with_errors};

/// The item with the error; where a closure stands, no item may be.
pub(crate) fn refuse(attribute: Attribute, item: TokenStream, error: Error) -> TokenStream {
    if let Ok(Expr::Closure(closure)) = syn::parse2(item.clone()) {
        let message = format!("{} takes no closure: make it a `fn`", attribute.shown());
        return Error::new_spanned(closure, message).to_compile_error();
    }
    with_errors(&self::error(attribute, &item, error), item)
}

/// Says what the item is instead of a function, and where the attribute belongs.
fn error(attribute: Attribute, item: &TokenStream, error: Error) -> Error {
    if let Some(name) = bodiless(item) {
        return Error::new_spanned(name, NO_BODY);
    }
    let Ok(item) = syn::parse2::<Item>(item.clone()) else {
        return error;
    };
    let Some((span, what, instead)) = describe(&item) else {
        return error;
    };
    let shown = attribute.shown();
    Error::new(
        span,
        format!("{shown} records the calls of a function, not {what}: put it on {instead}"),
    )
}

/// What is said of a function without a body.
pub(crate) const NO_BODY: &str =
    "there is no body here to record: put the attribute where the function is implemented";

/// The name of a function that ends with `;`, whatever else its declaration has.
fn bodiless(item: &TokenStream) -> Option<Ident> {
    let tokens: Vec<TokenTree> = item.clone().into_iter().collect();
    let is_declared = matches!(tokens.last(), Some(TokenTree::Punct(end)) if end.as_char() == ';');
    tokens.windows(2).find_map(|two| match two {
        [TokenTree::Ident(keyword), TokenTree::Ident(name)] if is_declared && keyword == "fn" => {
            Some(name.clone())
        }
        _ => None,
    })
}

/// The keyword that tells what an item is, its name, and where there are functions instead.
fn describe(item: &Item) -> Option<(Span, &'static str, &'static str)> {
    const A_FUNCTION: &str = "a `fn`";
    Some(match item {
        Item::Fn(_) | Item::Verbatim(_) => return None,
        Item::Impl(item) => (item.impl_token.span, "an `impl` block", "the methods in it"),
        Item::Trait(item) => (
            item.trait_token.span,
            "a trait",
            "the methods that implement it",
        ),
        Item::Mod(item) => (item.mod_token.span, "a module", "the functions in it"),
        Item::ForeignMod(item) => (
            item.abi.extern_token.span,
            "foreign functions, whose bodies are elsewhere",
            "a function that calls them",
        ),
        Item::Macro(item) => (item.mac.path.span(), "a macro", "the `fn` that it makes"),
        Item::Struct(item) => (
            item.struct_token.span,
            "a struct",
            "the functions that take or return it",
        ),
        Item::Enum(item) => (
            item.enum_token.span,
            "an enum",
            "the functions that take or return it",
        ),
        Item::Union(item) => (item.union_token.span, "a union", A_FUNCTION),
        Item::Const(item) => (item.const_token.span, "a constant", A_FUNCTION),
        Item::Static(item) => (item.static_token.span, "a static", A_FUNCTION),
        Item::Type(item) => (item.type_token.span, "a type alias", A_FUNCTION),
        Item::Use(item) => (item.use_token.span, "an import", A_FUNCTION),
        other => (other.span(), "this", A_FUNCTION),
    })
}
