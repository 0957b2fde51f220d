//! What is taken of the parameters before the body runs.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::Meta;

use super::local;
use crate::validate::{Feature, How, Model, Part, Placement, Source, used};

/// `.keep(|| (Item, (Item, ())))`: what `#[track_time]` keeps for the line of a call that fails.
pub(super) fn keep(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let private = quote!(#runtime::__private);
    let items = model
        .features
        .iter()
        .rev()
        .fold(None, |rest: Option<TokenStream>, feature| {
            let rest = rest.unwrap_or_else(|| quote!(()));
            let item = item(feature, &private);
            Some(quote!((#item, #rest)))
        });
    items
        .map(|items| quote!(.keep(|| #items)))
        .unwrap_or_default()
}

fn item(feature: &Feature, private: &TokenStream) -> TokenStream {
    let Feature { name, .. } = feature;
    let (how, placement) = (how(feature, private), placement(feature, private));
    let span = Span::mixed_site().located_at(feature.span);
    // What is masked is kept too: no message of the call may quote it.
    let given = reference(feature, span);
    let value = if feature.by_itself {
        quote_spanned! {span=>
            {
                use #private::keep::*;
                (&&&&#private::KeepProbe(#given)).flight_recorder_keep()
            }
        }
    } else {
        let render = quote!(flight_recorder_render(#name, #how, #placement));
        probed(&given, span, private, &render)
    };
    let item = quote!(#private::Item::new(#name, #how, #placement, #value));
    if feature.cfgs.is_empty() {
        return item;
    }
    // An element of a tuple cannot be left out, but its value can.
    let conditions = feature.cfgs.iter().filter_map(|cfg| match &cfg.meta {
        Meta::List(list) => Some(&list.tokens),
        _ => None,
    });
    let condition = quote!(all(#(#conditions),*));
    quote! {
        {
            #[cfg(#condition)]
            { #item }
            #[cfg(not(#condition))]
            { #private::Item::new(#name, #private::How::Plain, #placement, #private::Nothing) }
        }
    }
}

/// A call of a method of the value's `ValueProbe`.
fn probed(
    given: &TokenStream,
    span: Span,
    private: &TokenStream,
    call: &TokenStream,
) -> TokenStream {
    let value = local("value");
    quote_spanned! {span=>
        match #given {
            #value => {
                use #private::keep::*;
                (&&&&#private::ValueProbe(#value)).#call
            }
        }
    }
}

/// `.audit(|a| …)`: what `#[audit]` renders before the body.
pub(super) fn audit(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let private = quote!(#runtime::__private);
    let (audit, object) = (local("audit"), local("features"));
    let versions = model.versions.iter().map(|(field, expr)| {
        let span = syn::spanned::Spanned::span(expr);
        let by_reference = quote_spanned!(span=> &(#expr));
        quote!(#audit.version(#field, #by_reference);)
    });
    let features = model
        .features
        .iter()
        .map(|feature| add(feature, &object, &private));
    let described = quote!(|#object| { #(#features)* });
    let features = match &model.batch {
        None => quote!(#audit.features(#described);),
        Some(batch) => {
            let name = &batch.feature.name;
            let (how, placement) = (
                how(&batch.feature, &private),
                placement(&batch.feature, &private),
            );
            let expr = &batch.rows;
            let rows = if batch.by_reference {
                quote_spanned!(batch.feature.span=> (#expr).flight_recorder_elements())
            } else {
                quote_spanned!(batch.feature.span=> (#expr).flight_recorder_into_elements())
            };
            let add = quote_spanned!(batch.feature.span=> #audit.rows(#name, #how, #placement, #rows, #described));
            quote! {
                {
                    use #private::probe::*;
                    #add;
                }
            }
        }
    };
    let secrets = model
        .features
        .iter()
        .map(|feature| hide(feature, &audit, &private));
    quote!(.audit(|#audit| { #(#secrets)* #(#versions)* #features }))
}

/// Keeps the raw value of a feature that is masked or hashed: nothing of the call may quote it. An
/// expression that is hashed is evaluated once, for its pseudonym.
fn hide(feature: &Feature, audit: &Ident, private: &TokenStream) -> TokenStream {
    let is_expression = matches!(feature.source, Source::Expression(_));
    if feature.how == How::Mask || feature.how == How::Hash && !is_expression {
        let (span, cfgs) = (Span::mixed_site().located_at(feature.span), &feature.cfgs);
        let call = quote!(flight_recorder_hide(#audit.secrets()));
        let hide = probed(&reference(feature, span), span, private, &call);
        quote!(#(#cfgs)* #hide)
    } else {
        TokenStream::new()
    }
}

fn add(feature: &Feature, object: &Ident, private: &TokenStream) -> TokenStream {
    let Feature {
        name, span, cfgs, ..
    } = feature;
    if feature.how == How::Mask {
        return quote!(#(#cfgs)* #object.masked(#name););
    }
    let (how, placement) = (how(feature, private), placement(feature, private));
    let value = match &feature.source {
        Source::Expression(expr) => reference(feature, syn::spanned::Spanned::span(expr)),
        // What is no feature is then the user's type, not a reference to it.
        Source::Parameter(ident) if feature.is_shared => used(ident),
        _ => reference(feature, *span),
    };
    quote!(#(#cfgs)* #object.add(#name, #how, #placement, #value);)
}

/// The feature's value, by reference.
fn reference(feature: &Feature, span: Span) -> TokenStream {
    match &feature.source {
        Source::Parameter(ident) => {
            let given = used(ident);
            quote_spanned!(span=> &#given)
        }
        Source::Part(ident, Part { parameter, pattern }) => {
            let given = used(ident);
            quote_spanned!(span=> match &#parameter { #pattern => #given })
        }
        Source::Expression(expr) => quote_spanned!(span=> &(#expr)),
    }
}

fn how(feature: &Feature, private: &TokenStream) -> TokenStream {
    match feature.how {
        How::Plain => quote!(#private::How::Plain),
        How::Mask => quote!(#private::How::Mask),
        How::Hash => quote!(#private::How::Hash),
        How::Allow => quote!(#private::How::Allow),
    }
}

fn placement(feature: &Feature, private: &TokenStream) -> TokenStream {
    match feature.placement {
        Placement::Field => quote!(#private::Placement::Field),
        Placement::Only => quote!(#private::Placement::Only),
        Placement::Spread => quote!(#private::Placement::Spread),
    }
}
