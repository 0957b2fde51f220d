//! Every kind of function that Rust has, annotated: each test looks at the lines that its calls write.
//!
//! The crate is also the program that uses them all under the strictest lints, with no `allow` for
//! the attributes' sake: where a lint is expected, it fires without them as well.

#![deny(warnings, clippy::pedantic)]

mod async_methods;
mod async_traits;
mod asynchronous;
mod attributes;
mod bodies;
mod boxed;
mod drops;
mod expected;
mod foreign;
mod futures_returned;
mod generics;
mod macro_made;
mod names;
mod opaque;
mod parameters;
mod patterns;
mod prelude;
mod receivers;
mod sizes;
mod together;
mod traits;
