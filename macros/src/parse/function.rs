//! The annotated function: its signature parsed, its body left as the user's raw tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
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
    /// `#![…]` at the body's begin, which is about the function.
    pub(crate) inner_attributes: TokenStream,
    /// What the body does.
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
        let (inner_attributes, body) = split(&braced_group(input)?);
        Ok(Self {
            attributes,
            visibility,
            defaultness,
            signature,
            inner_attributes,
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

/// The inner attributes that a body begins with, and the body without them.
fn split(body: &Group) -> (TokenStream, Group) {
    let is = |token: Option<&TokenTree>, sign| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == sign);
    let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
    let mut begin = 0;
    while is(tokens.get(begin), '#')
        && is(tokens.get(begin + 1), '!')
        && matches!(tokens.get(begin + 2), Some(TokenTree::Group(_)))
    {
        begin += 3;
    }
    let statements = tokens[begin..].iter().cloned().collect();
    let mut rest = Group::new(Delimiter::Brace, statements);
    rest.set_span(body.span());
    (tokens[..begin].iter().cloned().collect(), rest)
}

impl Function {
    /// The function, its body doing something else.
    pub(crate) fn with_body(&self, body: TokenStream) -> TokenStream {
        let mut inside = self.inner_attributes.clone();
        inside.extend(body);
        let mut body = Group::new(Delimiter::Brace, inside);
        body.set_span(self.body.span());
        let mut tokens = TokenStream::new();
        tokens.append_all(&self.attributes);
        self.visibility.to_tokens(&mut tokens);
        self.defaultness.to_tokens(&mut tokens);
        self.signature.to_tokens(&mut tokens);
        body.to_tokens(&mut tokens);
        tokens
    }
}
