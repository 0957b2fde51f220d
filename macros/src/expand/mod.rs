//! Stage three: a model becomes tokens. Nothing here can fail.
//!
//! Spans decide where errors land and which lints fire: what stands for the user's own code (braces,
//! `move ||`, arrow, parameters, return type) carries the user's span, names of ours are hygienic
//! (`mixed_site`), and no `#[allow]` is emitted, which a caller's `#![forbid]` would refuse.

mod body;
mod features;
mod site;
mod tail;

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};
use syn::spanned::Spanned as _;
use syn::{ReturnType, Type};

use crate::Attribute;
use crate::validate::{Delivery, Edge, Model, Shape};

/// The function, its body recorded.
pub(crate) fn function(model: &Model) -> TokenStream {
    let user = model.function.body.span();
    let runtime = &model.runtime;
    let call = call(model);
    let shape = if has_no_size(&model.function.signature.output) {
        // No function returns such a type: the body stays where it is, so that this is said once.
        &Shape::Inline
    } else {
        &model.shape
    };
    let imports = quote!(use #runtime::__private::probe::*;);
    let tokens = match shape {
        Shape::Inline => {
            let guard = local("guard");
            let (items, statements) = (body::items(model), body::statements(model));
            quote!(#items let #guard = #call.guard(); #statements)
        }
        Shape::Done(edge) if model.attribute == Attribute::TrackTime => {
            let closure = body::closure(model, Some(edge));
            returned(model, &quote_spanned!(user=> #call.run(#closure).done()))
        }
        Shape::Done(edge) | Shape::Judged(edge) => {
            let closure = body::closure(model, Some(edge));
            let mut ran = local("ran");
            ran.set_span(ran.span().located_at(user));
            let (method, more) = finish(model, "finish", "deliver");
            // The one import serves the judge too: for a boxed future alone it would be unused, which
            // is said where the path is the user's.
            let judge = judge(model, None);
            let finished = quote_spanned! {user=>
                {
                    #imports
                    #ran.#method(#judge #more)
                }
            };
            let returned = returned(model, &finished);
            quote_spanned!(user=> let #ran = #call.run(#closure); #returned)
        }
        Shape::Future(output) => {
            let closure = body::closure(model, None);
            let (method, more) = match output {
                Some(_) => finish(model, "future", "delivered_future"),
                None => finish(model, "unnamed_future", "unnamed_delivered_future"),
            };
            let output = output.as_ref().map(|Edge { ty, .. }| quote!(::<#ty, _>));
            let judge = judge(model, Some(&imports));
            let future = quote_spanned!(user=> #call.run(#closure).#method #output(#judge #more));
            returned(model, &future)
        }
        Shape::Async(edge) => {
            let block = body::async_block(model, edge.as_ref());
            let (method, more) = finish(model, "future", "delivered_future");
            let judge = judge(model, Some(&imports));
            let future = apart(
                model,
                &quote_spanned!(user=> #call.#method(#block, #judge #more)),
            );
            returned(model, &future)
        }
        Shape::AsyncNever => {
            let block = body::async_block(model, None);
            // `!` is no type that stable code may name: the future resolves to what the edition
            // makes of a body that diverges, and never does.
            let judge = quote!(|_, _| {});
            let awaited = apart(model, &quote_spanned!(user=> #call.future(#block, #judge)));
            quote!(#awaited; #runtime::__private::never())
        }
    };
    model.function.with_body(tokens)
}

fn has_no_size(output: &ReturnType) -> bool {
    match output {
        ReturnType::Default => false,
        ReturnType::Type(_, ty) => match &**ty {
            Type::TraitObject(_) | Type::Slice(_) => true,
            Type::Path(path) => path.path.is_ident("str"),
            _ => false,
        },
    }
}

/// Returns the value, at the place where the body returns its own.
///
/// What a lifetime does not allow is reported there: at the first and the last token of an expression,
/// so that a field is returned, whose two tokens are where those of the user are.
fn returned(model: &Model, value: &TokenStream) -> TokenStream {
    let (first, last) = tail::place(model);
    // Nothing of the user's stands behind it that could see the name.
    let outcome = Ident::new(tail::OUTCOME, first);
    let mut field = Literal::usize_unsuffixed(0);
    field.set_span(last);
    // Those who have `clippy::implicit_return` on write it out, and so do we.
    quote!(let #outcome = (#value,); return #outcome.#field)
}

/// A future made in a closure, and awaited.
///
/// Looking at a parameter borrows it, and what an `async fn` has once borrowed it stores to its end,
/// even when it was moved on: 12480 bytes of 8194. A closure has a frame of its own.
fn apart(model: &Model, future: &TokenStream) -> TokenStream {
    let user = model.function.body.span();
    let private = private_at(model, user);
    quote_spanned!(user=> #private::apart(move || #future).await)
}

/// The path of what expansions call, at a place of the user's: the expression that begins with it
/// is there, and so is what rustc says of it.
fn private_at(model: &Model, span: Span) -> TokenStream {
    let tokens = model.runtime.clone().into_iter().map(|mut token| {
        // `$crate` alone means what its own span says.
        if token.to_string() != "$crate" {
            token.set_span(span);
        }
        token
    });
    let runtime: TokenStream = tokens.collect();
    quote_spanned!(span=> #runtime::__private)
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
fn judge(model: &Model, imports: Option<&TokenStream>) -> TokenStream {
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
                #imports
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
            quote!({ let #value = (*#value).flight_recorder_look(); #predicted })
        }
        (None, Some(of)) => quote_spanned!(of.span()=> #verdict.prediction_of(#value, #of)),
        (Some(_), None) => {
            let predictions =
                quote_spanned!(span=> #verdict.predictions((*#value).flight_recorder_elements()));
            quote!(#verdict.guarded(|#verdict| #predictions))
        }
        (Some(_), Some(of)) => {
            let elements = quote_spanned!(span=> (*#value).flight_recorder_elements());
            let predictions = quote_spanned!(of.span()=> #verdict.predictions_of(#elements, #of));
            quote!(#verdict.guarded(|#verdict| #predictions))
        }
    };
    quote! {
        |#result, #verdict| {
            #imports
            match #split {
                #private::Ok(#value) => #predicted,
                #private::Err(#error) => #fail,
            }
        }
    }
}
