//! Callers that forbid what an `allow` of ours would name: there is none.

use crate::{block_on, lines, one};

mod strict {
    #![forbid(
        unsafe_code,
        missing_docs,
        unused_imports,
        unused_variables,
        unused_mut,
        unused_qualifications,
        unused_must_use,
        unused_braces,
        unused_parens,
        unreachable_code,
        dead_code,
        non_snake_case,
        non_camel_case_types,
        non_upper_case_globals,
        clippy::all,
        clippy::pedantic
    )]

    use flight_recorder::{audit, track_time};

    /// Documented.
    #[track_time]
    #[audit(model_version = "v1", mask(y))]
    pub(super) fn plain(x: u8, y: &str) -> Result<u8, std::num::ParseIntError> {
        let y: u8 = y.parse()?;
        Ok(x + y)
    }

    /// Documented.
    #[track_time]
    pub(super) fn stays(x: u8) -> impl Iterator<Item = u8> {
        0..x
    }

    /// Documented.
    #[audit(model_version = "v1", batch = rows)]
    #[track_time]
    pub(super) async fn batch(rows: &[u8]) -> Vec<u8> {
        std::future::ready(rows.to_vec()).await
    }
}

#[test]
fn callers_may_forbid_lints() {
    lines(2, || strict::plain(2, "3"));
    one(|| strict::stays(2).count());
    lines(3, || block_on(strict::batch(&[1, 2])));
}
