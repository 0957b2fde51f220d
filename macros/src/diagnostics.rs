//! Every mistake of one attribute is gathered and reported together.

use std::fmt::Display;

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::Error;

/// The mistakes found so far.
#[derive(Default)]
pub(crate) struct Diagnostics {
    errors: Option<Error>,
}

impl Diagnostics {
    /// A mistake at these tokens.
    pub(crate) fn at(&mut self, tokens: impl ToTokens, message: impl Display) {
        self.push(Error::new_spanned(tokens, message));
    }

    /// A mistake at a place that has no tokens of its own.
    pub(crate) fn span(&mut self, span: Span, message: impl Display) {
        self.push(Error::new(span, message));
    }

    /// A mistake that stands at two places: both are underlined, and what is between them.
    pub(crate) fn between(
        &mut self,
        first: impl ToTokens,
        second: impl ToTokens,
        message: impl Display,
    ) {
        self.at(quote!(#first #second), message);
    }

    pub(crate) fn push(&mut self, error: Error) {
        match &mut self.errors {
            Some(errors) => errors.combine(error),
            None => self.errors = Some(error),
        }
    }

    /// The value, if nothing was wrong.
    pub(crate) fn into_result<T>(self, value: T) -> Result<T, Error> {
        match self.errors {
            None => Ok(value),
            Some(errors) => Err(errors),
        }
    }
}

/// The candidate that was probably meant: within a third of its length in edits.
pub(crate) fn nearest<'c>(
    written: &str,
    candidates: impl IntoIterator<Item = &'c str>,
) -> Option<&'c str> {
    let written: Vec<char> = written.to_lowercase().chars().collect();
    candidates
        .into_iter()
        .map(|candidate| (distance(&written, candidate), candidate))
        .filter(|(edits, candidate)| *edits <= candidate.chars().count() / 3)
        .min_by_key(|(edits, _)| *edits)
        .map(|(_, candidate)| candidate)
}

/// Edits (insert, delete, replace, swap two neighbours) between two words, in any case: Levenshtein's
/// distance with Damerau's swap, three rows at a time.
fn distance(from: &[char], to: &str) -> usize {
    let to: Vec<char> = to.to_lowercase().chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    let (mut above, mut second_above) = (row.clone(), row.clone());
    for (i, a) in from.iter().enumerate() {
        std::mem::swap(&mut second_above, &mut above);
        std::mem::swap(&mut above, &mut row);
        row[0] = i + 1;
        for (j, b) in to.iter().enumerate() {
            let replaced = above[j] + usize::from(a != b);
            let mut edits = replaced.min(above[j + 1] + 1).min(row[j] + 1);
            if i > 0 && j > 0 && from[i - 1] == *b && to[j - 1] == *a {
                edits = edits.min(second_above[j - 1] + 1);
            }
            row[j + 1] = edits;
        }
    }
    row[to.len()]
}

/// "`a`, `b` and `c`".
pub(crate) fn listed<'n>(names: impl IntoIterator<Item = &'n str>) -> String {
    let quoted: Vec<String> = names.into_iter().map(|name| format!("`{name}`")).collect();
    match quoted.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, rest)) => format!("{} and {last}", rest.join(", ")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_letters_swapped_are_one_edit() {
        let edits = |from: &str, to| distance(&from.chars().collect::<Vec<_>>(), to);
        assert_eq!(edits("emial", "email"), 1);
        assert_eq!(edits("email", "email"), 0);
        assert_eq!(edits("mail", "email"), 1);
        assert_eq!(edits("emails", "email"), 1);
        assert_eq!(edits("level", "slow"), 5);
        assert_eq!(edits("", "slow"), 4);
    }

    #[test]
    fn what_is_too_far_off_was_not_meant() {
        assert_eq!(nearest("emial", ["age", "email"]), Some("email"));
        assert_eq!(nearest("Email", ["email"]), Some("email"));
        assert_eq!(nearest("x", ["a", "b"]), None);
        assert_eq!(nearest("row", ["rows"]), Some("rows"));
        assert_eq!(nearest("income", ["age", "email"]), None);
    }

    #[test]
    fn lists_read_as_a_sentence() {
        assert_eq!(listed(["a"]), "`a`");
        assert_eq!(listed(["a", "b", "c"]), "`a`, `b` and `c`");
    }
}
