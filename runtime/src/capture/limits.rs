//! How much of a value is recorded, and which names are personal.

use super::Names;
use super::reading::LEVELS;

/// The limits of what is recorded; each is a setting of [`Builder`](crate::Builder).
#[derive(Clone, Copy, Debug)]
pub(crate) struct Limits {
    /// Elements of a sequence above which it is a summary.
    pub(crate) elements: usize,
    /// Fields of an object above which the others are counted.
    pub(crate) fields: usize,
    /// Bytes of a string above which it is cut.
    pub(crate) string: usize,
    /// Levels of nesting.
    pub(crate) depth: usize,
    /// Bytes of a line.
    pub(crate) line: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            elements: 64,
            fields: 256,
            string: 1024,
            // Readers such as serde_json refuse what is nested deeper than 128, the line included.
            depth: 64,
            line: 16 * 1024,
        }
    }
}

/// All that decides how a value becomes JSON.
#[derive(Debug)]
pub(crate) struct Rules {
    pub(crate) limits: Limits,
    pub(crate) names: Names,
    /// The key of the pseudonyms.
    pub(crate) hash_key: [u8; 32],
}

impl Rules {
    /// For values that are read and not shown: whole, and nothing masked that is revealed.
    pub(super) fn unlimited() -> Self {
        Self {
            limits: Limits {
                elements: usize::MAX,
                fields: usize::MAX,
                string: usize::MAX,
                depth: LEVELS,
                line: usize::MAX,
            },
            names: Names::default(),
            hash_key: [0; 32],
        }
    }
}
