//! The flight recorder and its peers, each behind the same two functions, and what is measured of them.
//!
//! `tests/peers/run` builds three programs of this: `subject` measures one subject in a process of its own,
//! `allocations` counts what it allocates, and `compare` runs both in turns and writes the tables.

pub mod customer;
pub mod measures;
pub mod record;
pub mod results;
pub mod subjects;
pub mod ticks;

/// What goes wrong in a measurement ends it.
pub type Result<T> = std::result::Result<T, Box<dyn std::error::Error + Send + Sync>>;
