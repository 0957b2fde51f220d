//! The annotated function: its signature parsed, its body left as the user's raw tokens.

use proc_macro2::{Delimiter, Group, TokenStream};
use quote::{ToTokens, TokenStreamExt as _};
use syn::parse::{Parse, ParseStream};
use syn::{Attribute, Signature, Token, Visibility};

/// A function, a method or a trait's default method.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// `default`, of a specialisation, as it stands.
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) signature: Signature,
    pub(crate) body: Group,
}

impl Parse for Function {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let attributes = input.call(Attribute::parse_outer)?;
        let visibility = input.parse()?;
        let defaultness = input.parse()?;
        let signature: Signature = input.parse()?;
        if input.peek(Token![;]) {
            return Err(syn::Error::new_spanned(
                &signature.ident,
                "this method has no body to record: put the attribute on the methods that implement it",
            ));
        }
        let body = braced_group(input)?;
        Ok(Self {
            attributes,
            visibility,
            defaultness,
            signature,
            body,
        })
    }
}

/// The body, also where a `macro_rules!` passes it on as a `$body:block`.
fn braced_group(input: ParseStream<'_>) -> syn::Result<Group> {
    input.step(|cursor| match cursor.group(Delimiter::Brace) {
        Some((inside, span, rest)) => {
            let mut group = Group::new(Delimiter::Brace, inside.token_stream());
            group.set_span(span.join());
            Ok((group, rest))
        }
        None => Err(cursor.error("expected the function's body")),
    })
}

impl Function {
    /// The function with another body.
    pub(crate) fn with_body(&self, body: &Group) -> TokenStream {
        let mut tokens = TokenStream::new();
        tokens.append_all(&self.attributes);
        self.visibility.to_tokens(&mut tokens);
        self.defaultness.to_tokens(&mut tokens);
        self.signature.to_tokens(&mut tokens);
        body.to_tokens(&mut tokens);
        tokens
    }
}
