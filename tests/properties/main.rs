//! What holds for every value: generated ones, hostile ones, and the bytes that they become.
//!
//! `testing::capture` gives parsed lines; here the raw bytes matter, so this binary has a recorder of its
//! own, whose output is memory.

mod alike;
mod deep;
mod fates;
mod masks;
mod secrets;
mod summaries;
mod support;
mod tree;
mod unique;
mod valid;
mod wild;
