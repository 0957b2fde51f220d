//! The static call site: what is known before the function is ever called.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{quote, quote_spanned};

use crate::Attribute;
use crate::validate::{Delivery, Model};

/// A reference to the function's call site, in a block of its own: items have no hygiene.
pub(super) fn site(model: &Model) -> TokenStream {
    let runtime = &model.runtime;
    let private = quote!(#runtime::__private);
    let kind = Ident::new(
        match model.attribute {
            Attribute::TrackTime => "timed",
            Attribute::Audit => "audited",
        },
        Span::mixed_site(),
    );
    let function = &model.bare_name;
    // `line!()` tells the place of its outermost expansion: with a span of ours that were the
    // attribute's line, with the name's own it is the function's.
    let line = quote_spanned!(model.function.signature.ident.span()=> ::core::line!());
    let mut options = TokenStream::new();
    if let Some(name) = &model.name {
        options.extend(quote!(.name(#name)));
    }
    if let Some(level) = &model.level {
        options.extend(quote!(.level(#private::Level::#level)));
    }
    if let Some(nanos) = model.slow_nanos {
        options.extend(quote!(.slow(#nanos)));
    }
    if let Some(share) = model.sample {
        let share = Literal::f64_suffixed(share);
        options.extend(quote!(.sample(#share)));
    }
    if let Some(version) = &model.fixed_version {
        options.extend(quote!(.model_version(#version)));
    }
    match model.delivery {
        Delivery::Buffered => {}
        Delivery::Durable => options.extend(quote!(.delivery(#private::Delivery::Durable))),
        Delivery::Required => options.extend(quote!(.delivery(#private::Delivery::Required))),
    }
    if is_foreign(model) {
        options.extend(quote!(.foreign()));
    }
    quote! {
        {
            static SITE: #private::CallSite =
                #private::CallSite::#kind(::core::module_path!(), #function, ::core::file!(), #line)
                #options;
            &SITE
        }
    }
}

/// Whether a panic that unwinds to the function's end ends the process.
fn is_foreign(model: &Model) -> bool {
    model.function.signature.abi.as_ref().is_some_and(|abi| {
        let name = abi.name.as_ref().map(syn::LitStr::value);
        !name.is_some_and(|name| name == "Rust" || name.ends_with("-unwind"))
    })
}
