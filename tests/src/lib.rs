//! Programs and helpers that the tests share.
