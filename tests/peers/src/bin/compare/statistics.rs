//! Ratios: of the quietest rounds, and how far those of single rounds lie apart.

use std::fmt::{self, Display};

/// A ratio of two subjects' figures.
#[derive(Clone, Copy)]
pub(crate) struct Ratio {
    /// Of the quietest round of each: noise only ever adds.
    pub(crate) quietest: f64,
    /// The median of the rounds' own ratios, and the least and the most of them.
    pub(crate) median: f64,
    pub(crate) least: f64,
    pub(crate) most: f64,
}

impl Ratio {
    /// The ratio of what `figure` tells of each round, to a base that took turns with it.
    pub(crate) fn of<T>(rounds: &[T], base: &[T], figure: impl Fn(&T) -> f64) -> Self {
        let quietest = |rounds: &[T]| rounds.iter().map(&figure).fold(f64::INFINITY, f64::min);
        let pairs = rounds.iter().zip(base);
        let mut ratios: Vec<f64> = pairs
            .map(|(one, base)| figure(one) / figure(base))
            .collect();
        ratios.sort_unstable_by(f64::total_cmp);
        let middle = ratios.len() / 2;
        let median = if ratios.len().is_multiple_of(2) {
            f64::midpoint(ratios[middle - 1], ratios[middle])
        } else {
            ratios[middle]
        };
        Self {
            quietest: quietest(rounds) / quietest(base),
            median,
            least: ratios[0],
            most: ratios[ratios.len() - 1],
        }
    }
}

/// Two significant digits after the point for small numbers, fewer for large ones.
pub(crate) struct Short(pub(crate) f64);

impl Display for Short {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            value if value < 0.005 => out.write_str("0"),
            value if value < 9.95 => write!(out, "{value:.2}"),
            value if value < 99.5 => write!(out, "{value:.1}"),
            value => write!(out, "{value:.0}"),
        }
    }
}

/// The quietest, and in brackets the median and the range.
impl Display for Ratio {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            out,
            "**{}** ({}; {}–{})",
            Short(self.quietest),
            Short(self.median),
            Short(self.least),
            Short(self.most)
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_quietest_rounds_are_compared_and_the_spread_is_that_of_neighbours() {
        let ratio = Ratio::of(&[20.0, 30.0, 90.0], &[10.0, 5.0, 10.0], |&value| value);
        assert_eq!(ratio.to_string(), "**4.00** (6.00; 2.00–9.00)");
    }
}
