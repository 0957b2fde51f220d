//! Numbers: what is written, and what a summary needs to know of them.

use std::cmp::Ordering;

/// A finite number, exact.
#[derive(Clone, Copy, Debug)]
pub(super) enum Number {
    Integer(i64),
    Unsigned(u64),
    Wide(i128),
    /// Beyond `i128`.
    Large(u128),
    Float(f64),
    /// An `f32`, which is shown by its own shortest digits.
    Single(f32),
}

impl From<i128> for Number {
    fn from(number: i128) -> Self {
        i64::try_from(number).map_or(Self::Wide(number), Self::Integer)
    }
}

impl From<u128> for Number {
    fn from(number: u128) -> Self {
        i128::try_from(number).map_or(Self::Large(number), Self::from)
    }
}

impl Number {
    #[expect(clippy::cast_precision_loss, reason = "statistics are floating point")]
    pub(super) fn as_f64(self) -> f64 {
        match self {
            Self::Integer(number) => number as f64,
            Self::Unsigned(number) => number as f64,
            Self::Wide(number) => number as f64,
            Self::Large(number) => number as f64,
            Self::Float(number) => number,
            Self::Single(number) => f64::from(number),
        }
    }

    /// Whether it is whole, and then its value, if that is no more than `i128` holds.
    fn whole(self) -> Option<i128> {
        match self {
            Self::Integer(number) => Some(number.into()),
            Self::Unsigned(number) => Some(number.into()),
            Self::Wide(number) => Some(number),
            Self::Large(_) | Self::Float(_) | Self::Single(_) => None,
        }
    }

    #[inline]
    pub(super) fn write(self, out: &mut Vec<u8>) {
        match self {
            Self::Unsigned(number) => {
                out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            }
            Self::Wide(number) => {
                out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            }
            Self::Integer(number) => {
                out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            }
            Self::Large(number) => {
                out.extend_from_slice(itoa::Buffer::new().format(number).as_bytes());
            }
            Self::Float(number) => {
                out.extend_from_slice(zmij::Buffer::new().format_finite(number).as_bytes());
            }
            Self::Single(number) => {
                out.extend_from_slice(zmij::Buffer::new().format_finite(number).as_bytes());
            }
        }
    }

    /// A number as it was written.
    pub(super) fn read(json: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(json).ok()?;
        let integer = || text.parse().map(i128::into);
        let large = || text.parse().map(u128::into);
        let number = integer().or_else(|_| large()).ok();
        number.or_else(|| text.parse().ok().map(Self::Float))
    }

    /// By value; integers exactly.
    pub(super) fn compare(self, other: Self) -> Ordering {
        match (self, other) {
            (Self::Large(a), Self::Large(b)) => return a.cmp(&b),
            (Self::Large(_), _) if other.whole().is_some() => return Ordering::Greater,
            (_, Self::Large(_)) if self.whole().is_some() => return Ordering::Less,
            _ => {}
        }
        match (self.whole(), other.whole()) {
            (Some(a), Some(b)) => a.cmp(&b),
            _ => self.as_f64().total_cmp(&other.as_f64()),
        }
    }
}

/// How a float that is not finite is named.
pub(super) fn non_finite(number: f64) -> &'static str {
    if number.is_nan() {
        "NaN"
    } else if number > 0.0 {
        "Infinity"
    } else {
        "-Infinity"
    }
}
