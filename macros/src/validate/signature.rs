//! What a function's signature binds.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::{Attribute, FnArg, Meta, Pat, Type, ext::IdentExt as _};

use super::async_trait::{self, Part};
use super::unnamed;
use super::uses::{is_used, mentions};
use crate::parse::Function;

/// A name that the signature binds.
pub(crate) struct Binding {
    pub(crate) ident: Ident,
    /// The parameter's place in the signature.
    pub(crate) parameter: usize,
    /// The type, where the binding is the whole parameter.
    pub(crate) ty: Option<Type>,
    pub(crate) is_self: bool,
    /// Whether it has no name in the user's signature: no feature.
    pub(crate) is_unnamed: bool,
    /// Where it is found, if not in the signature.
    pub(crate) part: Option<Part>,
    /// Whether the body names it: what it does not name must be warned about as before.
    pub(crate) is_used: bool,
    /// `#[allow(…)]` and the like, which hold for the parameter.
    pub(crate) lints: Vec<Attribute>,
    /// `#[cfg(…)]` of the parameter.
    pub(crate) cfgs: Vec<Attribute>,
}

impl Binding {
    /// The binding as an expression.
    pub(crate) fn used(&self) -> TokenStream {
        used(&self.ident)
    }
}

/// A binding as an expression.
///
/// `clippy::used_underscore_binding` would say that `_x` is used after all. It passes over what a
/// macro wrote, which it tells by where the expression ends: at empty brackets of ours.
pub(crate) fn used(ident: &Ident) -> TokenStream {
    if ident.to_string().starts_with('_') {
        let ours = Span::mixed_site().located_at(ident.span());
        let brackets = quote_spanned!(ours=> ::<>);
        quote!(#ident #brackets)
    } else {
        quote!(#ident)
    }
}

/// Takes `#[expect(unused_variables)]` from the parameters: it stands at the declaration that is
/// warned about instead, and would wait here in vain.
pub(super) fn move_expectations(function: &mut Function, bindings: &[Binding]) {
    for binding in bindings.iter().filter(|binding| !binding.is_used) {
        if let Some(FnArg::Typed(parameter)) = function.signature.inputs.get_mut(binding.parameter)
        {
            parameter
                .attrs
                .retain(|attribute| !expects_unused(attribute));
        }
    }
}

fn expects_unused(attribute: &Attribute) -> bool {
    attribute.path().is_ident("expect")
        && matches!(&attribute.meta, Meta::List(list)
            if mentions(list.tokens.clone(), "unused_variables") || mentions(list.tokens.clone(), "unused"))
}

/// All bindings in the order of declaration.
pub(crate) fn bindings(function: &Function) -> Vec<Binding> {
    let mut bindings = Vec::new();
    for (place, input) in function.signature.inputs.iter().enumerate() {
        match input {
            FnArg::Receiver(receiver) => bindings.push(Binding {
                ident: Ident::new("self", receiver.self_token.span),
                parameter: place,
                ty: None,
                is_self: true,
                is_unnamed: false,
                part: None,
                is_used: true,
                lints: Vec::new(),
                cfgs: cfgs(&receiver.attrs),
            }),
            FnArg::Typed(parameter) => {
                let mut idents = Vec::new();
                collect(&parameter.pat, &mut idents);
                let whole = matches!(&*parameter.pat, Pat::Ident(_));
                if whole && idents.iter().any(|ident| is_unit(ident, &parameter.ty)) {
                    continue;
                }
                for ident in idents {
                    let parts = async_trait::parts(&ident, function.body.stream());
                    let is_unnamed = unnamed::is(&ident) || parts.is_some();
                    for (ident, part) in parts.into_iter().flatten() {
                        bindings.push(Binding {
                            ident,
                            parameter: place,
                            ty: None,
                            is_self: false,
                            is_unnamed: false,
                            part: Some(part),
                            is_used: true,
                            lints: Vec::new(),
                            cfgs: cfgs(&parameter.attrs),
                        });
                    }
                    let name = ident.unraw().to_string();
                    bindings.push(Binding {
                        parameter: place,
                        is_unnamed,
                        part: None,
                        is_used: is_unnamed
                            || is_used(function.body.stream(), &name)
                            || mentions(function.items.clone(), &name),
                        ty: whole.then(|| (*parameter.ty).clone()),
                        is_self: false,
                        lints: lints(&parameter.attrs),
                        cfgs: cfgs(&parameter.attrs),
                        ident,
                    });
                }
            }
        }
    }
    bindings
}

/// Whether a parameter's pattern is no name but a unit struct: `fn f(Unit: Unit)`.
fn is_unit(ident: &Ident, ty: &Type) -> bool {
    matches!(ty, Type::Path(path) if path.path.is_ident(ident))
}

fn lints(attributes: &[Attribute]) -> Vec<Attribute> {
    named(
        attributes,
        &["allow", "expect", "warn", "deny", "forbid", "cfg_attr"],
    )
}

fn cfgs(attributes: &[Attribute]) -> Vec<Attribute> {
    named(attributes, &["cfg"])
}

fn named(attributes: &[Attribute], names: &[&str]) -> Vec<Attribute> {
    let is_named =
        |attribute: &&Attribute| names.iter().any(|name| attribute.path().is_ident(name));
    attributes.iter().filter(is_named).cloned().collect()
}

/// The names that a pattern binds; of alternatives the first's, as all bind the same.
pub(super) fn collect(pattern: &Pat, idents: &mut Vec<Ident>) {
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
