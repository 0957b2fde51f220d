//! Puts `#[::flight_recorder::track_time]` on every function in the Rust files under the given folders, in place.
//!
//! Only the attribute is inserted: every other byte stays, line numbers too, so that whatever then fails to build or
//! to pass is the attribute's doing. Rendering the syntax tree instead would reformat the crate and lose its comments.
//!
//! Prints one line for the script: how many functions got the attribute, how many of these are `async`, how many
//! others return a future, and how many did not get it because they are `const fn`, have no body, or stand in the
//! tokens of a macro (a definition or a call), where nothing tells what is a function before the macro has run.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fmt, fs};

use proc_macro2::{TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit::{self, Visit};
use syn::{FnModifiers, ForeignItemFn, ImplItemFn, ItemFn, Signature, TraitItemFn, Visibility};

/// On the function's own line, so that the lines of the file keep their numbers.
const ATTRIBUTE: &str = "#[::flight_recorder::track_time] ";

fn main() -> ExitCode {
    let mut total = Counts::default();
    for folder in env::args_os().skip(1) {
        match rust_files(Path::new(&folder)) {
            Ok(files) => {
                for file in files {
                    match instrument(&file) {
                        Ok(counts) => total.add(&counts),
                        Err(error) => return fail(&file, &error),
                    }
                }
            }
            Err(error) => return fail(Path::new(&folder), &error.to_string()),
        }
    }
    println!("{total}");
    ExitCode::SUCCESS
}

fn fail(path: &Path, error: &str) -> ExitCode {
    eprintln!("instrument: {}: {error}", path.display());
    ExitCode::FAILURE
}

/// Every `.rs` file under `folder`: what a `#[cfg]` hides today may be built with other features.
fn rust_files(folder: &Path) -> std::io::Result<Vec<PathBuf>> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder)? {
        let path = entry?.path();
        if path.is_dir() {
            files.extend(rust_files(&path)?);
        } else if path.extension().is_some_and(|extension| extension == "rs") {
            files.push(path);
        }
    }
    Ok(files)
}

/// Rewrites one file. A file that cannot be read as Rust is an error: skipping it would flatter the counts.
fn instrument(path: &Path) -> Result<Counts, String> {
    let mut text = fs::read_to_string(path).map_err(|error| error.to_string())?;
    let file = syn::parse_str(&text).map_err(|error| error.to_string())?;
    let mut functions = Functions::default();
    functions.visit_file(&file);
    // From the end, so that an insertion moves none of the places that are still to come.
    functions.places.sort_unstable_by(|a, b| b.cmp(a));
    for (offset, token) in &functions.places {
        // A byte order mark or a lexer that counts otherwise would shift the places: better no file than a torn one.
        if !text
            .get(*offset..)
            .is_some_and(|rest| rest.starts_with(token.as_str()))
        {
            return Err(format!("`{token}` is not at byte {offset}"));
        }
        text.insert_str(*offset, ATTRIBUTE);
    }
    fs::write(path, text).map_err(|error| error.to_string())?;
    Ok(functions.counts)
}

/// What the script reports.
#[derive(Default)]
struct Counts {
    instrumented: usize,
    asynchronous: usize,
    futures: usize,
    constant: usize,
    bodyless: usize,
    in_macros: usize,
}

impl Counts {
    fn add(&mut self, other: &Self) {
        self.instrumented += other.instrumented;
        self.asynchronous += other.asynchronous;
        self.futures += other.futures;
        self.constant += other.constant;
        self.bodyless += other.bodyless;
        self.in_macros += other.in_macros;
    }
}

impl fmt::Display for Counts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self {
            instrumented,
            asynchronous,
            futures,
            constant,
            bodyless,
            in_macros,
        } = self;
        write!(
            f,
            "{instrumented} {asynchronous} {futures} {constant} {bodyless} {in_macros}"
        )
    }
}

/// Finds where the attributes go.
#[derive(Default)]
struct Functions {
    counts: Counts,
    /// The byte at which a function begins after its own attributes, and the token that stands there.
    places: Vec<(usize, String)>,
}

impl Functions {
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

impl<'ast> Visit<'ast> for Functions {
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
