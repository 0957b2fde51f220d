//! The bridges: what `log`, `tracing` and `tower` say stands among our lines, and our steps among others' spans.

mod events;
mod logs;
mod requests;
mod routers;
mod spans;
mod stream;
mod support;
