//! What the measured functions are called with, and what they compute.

use serde::Serialize;

/// The version that every audit record names.
pub const MODEL_VERSION: &str = "v1.2.0";

/// Four features, as most examples of audit records have them.
#[derive(Clone, Debug, Serialize)]
pub struct Customer {
    /// A float with digits.
    pub income: f64,
    /// A small integer.
    pub age: u8,
    /// A string.
    pub segment: &'static str,
    /// A larger integer.
    pub visits: u32,
}

impl Customer {
    /// Customers that differ, so that no number is rendered from a cache.
    pub fn samples() -> Vec<Self> {
        (0..64_u8)
            .map(|number| Self {
                income: 20_000.5 + 731.25 * f64::from(number),
                age: 18 + number,
                segment: ["gold", "silver", "basic"][usize::from(number % 3)],
                visits: 17 * u32::from(number),
            })
            .collect()
    }

    /// What every measured function does besides being recorded.
    #[inline]
    pub fn score(&self) -> f64 {
        self.income / 100_000.0 + 0.001 * f64::from(self.age)
    }
}
