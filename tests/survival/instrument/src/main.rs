//! Puts `#[::flight_recorder::track_time]` on every function in the Rust files under the given folders, in place.
//!
//! Only the attribute is inserted: every other byte stays, line numbers too, so that whatever then fails to build or
//! to pass is the attribute's doing. Rendering the syntax tree instead would reformat the crate and lose its comments.
//!
//! Prints one line for the script: how many functions got the attribute, how many of these are `async`, how many
//! others return a future, and how many did not get it because they are `const fn`, have no body, or stand in the
//! tokens of a macro (a definition or a call), where nothing tells what is a function before the macro has run.

use std::fmt::Display;
use std::path::Path;
use std::process::ExitCode;
use std::{env, fs};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{FnModifiers, ForeignItemFn, ImplItemFn, ItemFn, Signature, TraitItemFn, Visibility};

/// On the function's own line, so that the lines of the file keep their numbers.
const ATTRIBUTE: &str = "#[::flight_recorder::track_time] ";

fn main() -> ExitCode {
    let mut counts = Counts::default();
    for folder in env::args_os().skip(1) {
        if let Err(error) = instrument_folder(Path::new(&folder), &mut counts) {
            eprintln!("instrument: {error}");
            return ExitCode::FAILURE;
        }
    }
    println!(
        "{} {} {} {} {} {}",
        counts.instrumented,
        counts.asynchronous,
        counts.futures,
        counts.constant,
        counts.bodyless,
        counts.in_macros
    );
    ExitCode::SUCCESS
}

/// Every `.rs` file under `folder`: what a `#[cfg]` hides today may be built with other features.
fn instrument_folder(folder: &Path, counts: &mut Counts) -> Result<(), String> {
    for entry in fs::read_dir(folder).map_err(|error| at(folder, error))? {
        let path = entry.map_err(|error| at(folder, error))?.path();
        if path.is_dir() {
            instrument_folder(&path, counts)?;
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            instrument_file(&path, counts).map_err(|error| at(&path, error))?;
        }
    }
    Ok(())
}

fn at(path: &Path, error: impl Display) -> String {
    format!("{}: {error}", path.display())
}

/// Rewrites one file. A file that cannot be read as Rust is an error: skipping it would flatter the counts.
fn instrument_file(path: &Path, counts: &mut Counts) -> Result<(), String> {
    let mut text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file = syn::parse_str(&text).map_err(|error| error.to_string())?;
    let mut functions = Functions {
        counts,
        places: Vec::new(),
    };
    functions.visit_file(&file);
    let mut places = functions.places;
    // From the end, so that an insertion moves none of the places that are still to come.
    places.sort_unstable_by(|a, b| b.cmp(a));
    for (offset, token) in places {
        // A byte order mark would shift the places: better no file than a torn one.
        if !text
            .get(offset..)
            .is_some_and(|rest| rest.starts_with(&token))
        {
            return Err(format!("`{token}` is not at byte {offset}"));
        }
        text.insert_str(offset, ATTRIBUTE);
    }
    fs::write(path, text).map_err(|error| error.to_string())
}

/// What the script reports, in the order in which it reads.
#[derive(Default)]
struct Counts {
    instrumented: usize,
    asynchronous: usize,
    futures: usize,
    constant: usize,
    bodyless: usize,
    in_macros: usize,
}

/// Finds where the attributes go.
struct Functions<'a> {
    counts: &'a mut Counts,
    /// The byte at which a function begins after its own attributes, and the token that stands there.
    places: Vec<(usize, String)>,
}

impl Functions<'_> {
    /// After the other attributes, because `#[test]`, `#[tokio::test]` and `#[async_trait]` have to see the function
    /// first, as they do in code that was written by hand.
    fn found(&mut self, visibility: &Visibility, modifiers: &FnModifiers, signature: &Signature) {
        if signature.constness.is_some() {
            self.counts.constant += 1;
            return;
        }
        let mut head = TokenStream::new();
        visibility.to_tokens(&mut head);
        modifiers.defaultness.to_tokens(&mut head);
        signature.to_tokens(&mut head);
        let first = head
            .into_iter()
            .next()
            .expect("a signature has at least `fn`");
        self.places
            .push((first.span().byte_range().start, first.to_string()));
        self.counts.instrumented += 1;
        if signature.asyncness.is_some() {
            self.counts.asynchronous += 1;
        } else if names_future(signature.output.to_token_stream()) {
            self.counts.futures += 1;
        }
    }
}

impl<'ast> Visit<'ast> for Functions<'_> {
    fn visit_item_fn(&mut self, function: &'ast ItemFn) {
        self.found(&function.vis, &function.modifiers, &function.sig);
        visit::visit_item_fn(self, function);
    }

    fn visit_impl_item_fn(&mut self, function: &'ast ImplItemFn) {
        self.found(&function.vis, &function.modifiers, &function.sig);
        visit::visit_impl_item_fn(self, function);
    }

    fn visit_trait_item_fn(&mut self, function: &'ast TraitItemFn) {
        if function.default.is_some() {
            self.found(&Visibility::Inherited, &function.modifiers, &function.sig);
        } else {
            self.counts.bodyless += 1;
        }
        visit::visit_trait_item_fn(self, function);
    }

    fn visit_foreign_item_fn(&mut self, function: &'ast ForeignItemFn) {
        self.counts.bodyless += 1;
        visit::visit_foreign_item_fn(self, function);
    }

    /// Called for what `syn` leaves as tokens: macro definitions, macro calls, syntax that is not stable.
    fn visit_token_stream(&mut self, tokens: &'ast TokenStream) {
        self.counts.in_macros += functions_in(tokens.clone());
    }
}

/// Counts `fn name`, which a function pointer (`fn(..)`) is not; `fn $name` of a definition counts too.
fn functions_in(tokens: TokenStream) -> usize {
    let mut count = 0;
    let mut after_fn = false;
    for token in tokens {
        count += match &token {
            TokenTree::Group(group) => functions_in(group.stream()),
            TokenTree::Ident(_) => usize::from(after_fn),
            TokenTree::Punct(punct) => usize::from(after_fn && punct.as_char() == '$'),
            TokenTree::Literal(_) => 0,
        };
        after_fn = matches!(&token, TokenTree::Ident(ident) if ident == "fn");
    }
    count
}

/// `impl Future<..>`, `Pin<Box<dyn Future<..>>>`, `BoxFuture<..>`, `Self::Future`, `ResponseFuture`.
fn names_future(tokens: TokenStream) -> bool {
    tokens.into_iter().any(|token| match token {
        TokenTree::Group(group) => names_future(group.stream()),
        TokenTree::Ident(ident) => ident.to_string().ends_with("Future"),
        _ => false,
    })
}
