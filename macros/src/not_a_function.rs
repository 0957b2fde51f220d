//! Attributes on what is no function.

use proc_macro2::{Span, TokenStream};
use syn::{Error, Item, spanned::Spanned as _};

use crate::Attribute;

/// Says what the item is instead of a function, and where the attribute belongs.
pub(crate) fn error(attribute: Attribute, item: &TokenStream, error: Error) -> Error {
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
