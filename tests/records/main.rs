//! What the lines of annotated functions hold: outcomes, features, predictions, values, traces.
//!
//! Each module is a subject of the contract; all look through `testing::capture`, as users' tests do.

mod audited;
mod batch_failures;
mod batches;
mod errors;
mod evaluation;
mod futures;
mod hashing;
mod hidden;
mod hostile;
mod interior;
mod kept;
mod kept_by_futures;
mod labels;
mod large;
mod lawless;
mod line;
mod masking;
mod numbers;
mod objects;
mod options;
mod outcomes;
mod panics;
mod sampling;
mod scopes;
mod scrubbing;
mod sequences;
mod support;
mod time;
mod traces;
