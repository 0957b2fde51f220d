//! Stage three: a model becomes tokens. Nothing here can fail.
//!
//! Spans decide where errors land and which lints fire: what stands for the user's own code (braces,
//! `move ||`, arrow, parameters, return type) carries the user's span, names of ours are hygienic
//! (`mixed_site`), and no `#[allow]` is emitted, which a caller's `#![forbid]` would refuse.

mod body;
mod features;
mod site;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;

use crate::Attribute;
use crate::validate::{Delivery, Edge, Model, Shape};

/// The function, its body recorded.
pub(crate) fn function(model: &Model) -> TokenStream {
    let user = model.function.body.span();
    let runtime = &model.runtime;
    let call = call(model);
    // Those who have `clippy::implicit_return` on write it out, and so do we.
    let returned = quote!(return);
    // What a lifetime of a future does not allow is reported where the future is returned: at the
    // user's own token. Nothing of the user's stands behind it that could see the name.
    let outcome = Ident::new("flight_recorder_outcome", user);
    let tokens = match &model.shape {
        Shape::Inline => {
            let guard = local("guard");
            let (items, statements) = (body::items(model), model.function.body.stream());
            quote!(#items let #guard = #call.guard(); #statements)
        }
        Shape::Done(edge) if model.attribute == Attribute::TrackTime => {
            let closure = body::closure(model, Some(edge));
            quote_spanned!(user=> #returned #call.run(#closure).done())
        }
        Shape::Done(edge) | Shape::Judged(edge) => {
            let closure = body::closure(model, Some(edge));
            let mut ran = local("ran");
            ran.set_span(ran.span().located_at(user));
            let (method, more) = finish(model, "finish", "deliver");
            let judge = judge(model);
            quote_spanned! {user=>
                let #ran = #call.run(#closure);
                #returned {
                    use #runtime::__private::probe::*;
                    #ran.#method(#judge #more)
                }
            }
        }
        Shape::Future(output) => {
            let closure = body::closure(model, None);
            let (method, more) = match output {
                Some(_) => finish(model, "future", "delivered_future"),
                None => finish(model, "unnamed_future", "unnamed_delivered_future"),
            };
            let output = output.as_ref().map(|Edge { ty, .. }| quote!(::<#ty, _>));
            let judge = judge(model);
            let future = quote_spanned!(user=> #call.run(#closure).#method #output(#judge #more));
            quote!(let #outcome = #future; #returned #outcome)
        }
        Shape::Async(edge) => {
            let block = body::async_block(model, edge.as_ref());
            let (method, more) = finish(model, "future", "delivered_future");
            let judge = judge(model);
            let future = apart(
                model,
                &quote_spanned!(user=> #call.#method(#block, #judge #more)),
            );
            quote!(let #outcome = #future; #returned #outcome)
        }
        Shape::AsyncNever => {
            let block = body::async_block(model, None);
            // `!` is no type that stable code may name: the future resolves to what the edition
            // makes of a body that diverges, and never does.
            let awaited = apart(
                model,
                &quote_spanned!(user=> #call.future(#block, |_, _| {})),
            );
            quote!(#awaited; #runtime::__private::never())
        }
    };
    model.function.with_body(tokens)
}

/// A future made in a closure, and awaited.
///
/// Looking at a parameter borrows it, and what an `async fn` has once borrowed it stores to its end,
/// even when it was moved on: 12480 bytes of 8194. A closure has a frame of its own.
fn apart(model: &Model, future: &TokenStream) -> TokenStream {
    let runtime = &model.runtime;
    let user = model.function.body.span();
    quote_spanned!(user=> #runtime::__private::apart(move || #future).await)
}

/// Where the result's type stands, or the function's name.
fn result_span(model: &Model) -> Span {
    match &model.shape {
        Shape::Judged(edge)
        | Shape::Done(edge)
        | Shape::Async(Some(edge))
        | Shape::Future(Some(edge)) => edge.span,
        _ => model.function.signature.ident.span(),
    }
}

/// A variable of ours. Hygiene keeps it from the user's variables, its long name from the user's
/// constants, statics and unit structs, which a pattern would match instead of binding.
fn local(name: &str) -> Ident {
    Ident::new(&format!("flight_recorder_{name}"), Span::mixed_site())
}

/// The method that ends the call, and what it takes besides the judge.
fn finish(model: &Model, buffered: &str, delivered: &str) -> (Ident, TokenStream) {
    let runtime = &model.runtime;
    let ident = |name| Ident::new(name, Span::mixed_site());
    match model.delivery {
        Delivery::Buffered => (ident(buffered), TokenStream::new()),
        Delivery::Durable => (ident(delivered), quote!(, #runtime::__private::None)),
        Delivery::Required => {
            let span = result_span(model);
            // A path is where it begins: all of it must be ours and at the result.
            let ours = Span::mixed_site().located_at(span);
            let carry = if model.is_runtime_given {
                quote_spanned!(ours=> #runtime::__private::carry)
            } else {
                quote_spanned!(ours=> ::flight_recorder::__private::carry)
            };
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
    let (result, verdict, value, error) = (
        local("result"),
        local("verdict"),
        local("value"),
        local("error"),
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
    let span = result_span(model);
    // What is said about the prediction's type is said at the function's result: rustc looks for the
    // argument where the method's name was written, so that both are ours and at that place.
    let span = Span::mixed_site().located_at(span);
    let mut value = value;
    value.set_span(span);
    let predicted = match (&model.batch, &model.prediction) {
        (None, None) => {
            let predicted =
                quote_spanned!(span=> #verdict.prediction(#value.flight_recorder_predicted()));
            quote!({ let #value = #private::Predicted::of(#value); #predicted })
        }
        (None, Some(of)) => quote_spanned!(of.span()=> #verdict.prediction_of(#value, #of)),
        (Some(_), None) => {
            quote_spanned!(span=> #verdict.predictions((*#value).flight_recorder_elements()))
        }
        (Some(_), Some(of)) => {
            let elements = quote_spanned!(span=> (*#value).flight_recorder_elements());
            quote_spanned!(of.span()=> #verdict.predictions_of(#elements, #of))
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
