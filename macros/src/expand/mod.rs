//! Stage three: a model becomes tokens. Nothing here can fail.
//!
//! Spans decide where errors land and which lints fire: what stands for the user's own code (braces,
//! `move ||`, arrow, parameters, return type) carries the user's span, names of ours are hygienic
//! (`mixed_site`), and no `#[allow]` is emitted, which a caller's `#![forbid]` would refuse.

mod body;
mod features;
mod site;

use proc_macro2::{Delimiter, Group, Ident, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::Attribute;
use crate::validate::{Delivery, Model, Shape};

/// The function, its body recorded.
pub(crate) fn function(model: &Model) -> TokenStream {
    let user = model.function.body.span();
    let runtime = &model.runtime;
    let call = call(model);
    let tokens = match &model.shape {
        Shape::Inline => {
            let guard = Ident::new("_guard", Span::mixed_site());
            let statements = model.function.body.stream();
            quote!(let #guard = #call.guard(); #statements)
        }
        Shape::Done(edge) if model.attribute == Attribute::TrackTime => {
            let closure = body::closure(model, Some(edge));
            quote_spanned!(user=> #call.run(#closure).done())
        }
        Shape::Done(edge) | Shape::Judged(edge) => {
            let closure = body::closure(model, Some(edge));
            let ran = Ident::new("ran", Span::mixed_site().located_at(user));
            let (method, more) = finish(model, "finish", "deliver");
            let judge = judge(model);
            quote_spanned! {user=>
                let #ran = #call.run(#closure);
                {
                    use #runtime::__private::probe::*;
                    #ran.#method(#judge #more)
                }
            }
        }
        Shape::Future => {
            let closure = body::closure(model, None);
            let (method, more) = finish(model, "future", "delivered_future");
            let judge = judge(model);
            quote_spanned!(user=> #call.run(#closure).#method(#judge #more))
        }
        Shape::Async(edge) => {
            let block = body::async_block(model, edge.as_ref());
            let (method, more) = finish(model, "future", "delivered_future");
            let judge = judge(model);
            quote_spanned!(user=> #call.#method(#block, #judge #more).await)
        }
    };
    let mut group = Group::new(Delimiter::Brace, tokens);
    group.set_span(user);
    model.function.with_body(&group)
}

/// The method that ends the call, and what it takes besides the judge.
fn finish(model: &Model, buffered: &str, delivered: &str) -> (Ident, TokenStream) {
    let runtime = &model.runtime;
    let ident = |name| Ident::new(name, Span::mixed_site());
    match model.delivery {
        Delivery::Buffered => (ident(buffered), TokenStream::new()),
        Delivery::Durable => (ident(delivered), quote!(, #runtime::__private::None)),
        Delivery::Required => {
            let span = match &model.shape {
                Shape::Judged(edge) | Shape::Done(edge) | Shape::Async(Some(edge)) => edge.span,
                _ => model.function.signature.ident.span(),
            };
            let carry = quote_spanned!(span=> #runtime::__private::carry);
            (
                ident(delivered),
                quote!(, #runtime::__private::Some(#carry)),
            )
        }
    }
}

/// The call with what is taken before the body.
fn call(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let site = site::site(model);
    match model.attribute {
        Attribute::TrackTime => {
            let keep = features::keep(model);
            quote!(#runtime::__private::Call::timed(#site)#keep)
        }
        Attribute::Audit => {
            let audit = features::audit(model);
            quote!(#runtime::__private::Call::audited(#site)#audit)
        }
    }
}

/// The closure that looks at the result: a prediction or an error, by its type.
fn judge(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let ident = |name| Ident::new(name, Span::mixed_site());
    let (result, verdict, value, error) = (
        ident("result"),
        ident("verdict"),
        ident("value"),
        ident("error"),
    );
    let private = quote!(#runtime::__private);
    let fail = quote!((&&&&&&#private::ErrorProbe(#error)).flight_recorder_fail(#verdict));
    let split = quote!(#private::ResultProbe(#result).flight_recorder_split());
    if model.attribute == Attribute::TrackTime {
        return quote! {
            |#result, #verdict| {
                use #private::probe::*;
                if let #private::Err(#error) = #split {
                    #fail
                }
            }
        };
    }
    let span = match &model.shape {
        Shape::Judged(edge) | Shape::Done(edge) | Shape::Async(Some(edge)) => edge.span,
        _ => model.function.signature.ident.span(),
    };
    let predicted = match (&model.batch, &model.prediction) {
        (None, None) => quote_spanned!(span=> #verdict.prediction(#value)),
        (None, Some(of)) => quote!(#verdict.prediction_of(#value, #of)),
        (Some(_), None) => {
            quote_spanned!(span=> #verdict.predictions(#value.flight_recorder_elements()))
        }
        (Some(_), Some(of)) => {
            let elements = quote_spanned!(span=> #value.flight_recorder_elements());
            quote!(#verdict.predictions_of(#elements, #of))
        }
    };
    quote! {
        |#result, #verdict| {
            use #private::probe::*;
            match #split {
                #private::Ok(#value) => #predicted,
                #private::Err(#error) => #fail,
            }
        }
    }
}
