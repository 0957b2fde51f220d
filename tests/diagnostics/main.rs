//! The user's own errors and lints stay the user's: small functions, each with a mistake of its own,
//! are compiled with and without the attributes, and the compiler has to say the same of both.
//!
//! Nothing that a compiler says is written down here, so that any release may run these tests: both
//! sides come from the one at hand.

#![deny(warnings, clippy::pedantic)]

mod case;
mod compiler;
mod lints;
mod mistakes;
mod report;
