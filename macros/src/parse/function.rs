//! The annotated function: its signature parsed, its body left as the user's raw tokens.

use proc_macro2::{Delimiter, Group, TokenStream, TokenTree};
use quote::{ToTokens, TokenStreamExt as _};
use syn::parse::discouraged::Speculative as _;
use syn::parse::{Parse, ParseStream, Parser as _};
use syn::{Attribute, Item, Signature, Token, Visibility};

use crate::not_a_function::NO_BODY;

/// A function, a method or a trait's default method.
pub(crate) struct Function {
    pub(crate) attributes: Vec<Attribute>,
    pub(crate) visibility: Visibility,
    /// `default`, of a specialisation, as it stands.
    pub(crate) defaultness: Option<Token![default]>,
    pub(crate) signature: Signature,
    /// `#![…]` at the body's begin, which is about the function.
    pub(crate) inner_attributes: TokenStream,
    /// The items that the body begins with: what is put before the body goes behind them, or
    /// `clippy::items_after_statements` would fire.
    pub(crate) items: TokenStream,
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
            return Err(syn::Error::new_spanned(&signature.ident, NO_BODY));
        }
        let body = braced_group(input)?;
        let tokens: Vec<TokenTree> = body.stream().into_iter().collect();
        let (inner_attributes, tokens) = tokens.split_at(inner_attributes(&tokens));
        let (items, statements) = tokens.split_at(leading_items(tokens));
        let mut rest = Group::new(Delimiter::Brace, statements.iter().cloned().collect());
        rest.set_span(body.span());
        Ok(Self {
            attributes,
            visibility,
            defaultness,
            signature,
            inner_attributes: inner_attributes.iter().cloned().collect(),
            items: items.iter().cloned().collect(),
            body: rest,
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

/// How many tokens are inner attributes.
fn inner_attributes(tokens: &[TokenTree]) -> usize {
    let is = |token: &TokenTree, sign| matches!(token, TokenTree::Punct(punct) if punct.as_char() == sign);
    let attributes = tokens
        .chunks_exact(3)
        .take_while(|three| is(&three[0], '#') && is(&three[1], '!'));
    3 * attributes.count()
}

/// How many tokens are items, before the first statement.
fn leading_items(tokens: &[TokenTree]) -> usize {
    let begins_item = |token: &TokenTree| match token {
        TokenTree::Punct(punct) => punct.as_char() == '#',
        TokenTree::Ident(word) => [
            "async",
            "const",
            "enum",
            "extern",
            "fn",
            "impl",
            "macro_rules",
            "mod",
            "pub",
            "static",
            "struct",
            "trait",
            "type",
            "union",
            "unsafe",
            "use",
        ]
        .iter()
        .any(|keyword| word == keyword),
        _ => false,
    };
    // Nearly all bodies begin with a statement and need not be looked at closer.
    if !tokens.first().is_some_and(begins_item) {
        return 0;
    }
    let rest = |input: ParseStream<'_>| {
        loop {
            let fork = input.fork();
            match fork.parse() {
                Ok(Item::Macro(call)) if call.ident.is_none() => break,
                Ok(_) => input.advance_to(&fork),
                Err(_) => break,
            }
        }
        input.parse::<TokenStream>()
    };
    let stream = tokens.iter().cloned().collect();
    rest.parse2(stream)
        .map_or(0, |rest| tokens.len() - rest.into_iter().count())
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
