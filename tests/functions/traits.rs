//! Methods of traits, their default bodies, and what implements them.

use flight_recorder::{audit, track_time};

use crate::expected::{Audited, Timed, recorded};

trait Score {
    const VERSION: &'static str;
    type Output: serde::Serialize;

    fn score(&self, x: f64) -> Self::Output;

    #[track_time]
    #[audit(model_version = Self::VERSION)]
    fn doubled(&self, x: f64) -> Self::Output {
        self.score(x * 2.0)
    }

    #[audit(model_version = Self::VERSION)]
    fn of_nobody(x: f64) -> f64
    where
        Self: Sized,
    {
        x
    }
}

struct Linear(f64);

impl Score for Linear {
    const VERSION: &'static str = "linear-3";
    type Output = f64;

    #[audit(model_version = Self::VERSION)]
    #[track_time]
    fn score(&self, x: f64) -> Self::Output {
        self.0 * x
    }
}

struct Refusing;

impl Score for Refusing {
    const VERSION: &'static str = "none-1";
    type Output = Result<f64, String>;

    #[track_time]
    fn score(&self, x: f64) -> Self::Output {
        Err(format!("refuses {x}"))
    }
}

struct Wrapper<T>(T);

impl<T: Clone> From<&Wrapper<T>> for Vec<T> {
    #[track_time]
    fn from(wrapper: &Wrapper<T>) -> Self {
        vec![wrapper.0.clone()]
    }
}

impl<T> Iterator for Wrapper<Vec<T>> {
    type Item = T;

    #[track_time]
    fn next(&mut self) -> Option<T> {
        self.0.pop()
    }
}

#[test]
fn a_trait_s_method_and_its_default_body_write_their_lines() {
    let lines = [
        (Audited, "score", "ok"),
        (Timed, "score", "ok"),
        (Timed, "doubled", "ok"),
        (Audited, "doubled", "ok"),
    ];
    let (scored, lines) = recorded(&lines, || Linear(2.0).doubled(1.5));
    assert!((scored - 6.0).abs() < 1e-9);
    assert_eq!(lines[0]["input_features"]["x"], 3.0);
    assert_eq!(lines[3]["input_features"]["x"], 1.5);
    assert_eq!(lines[3]["model_version"], "linear-3");
}

#[test]
fn an_associated_type_that_is_a_result_is_one_where_it_is_known() {
    let lines = [(Timed, "score", "error")];
    let (scored, lines) = recorded(&lines, || Refusing.score(1.0));
    assert!(scored.is_err());
    assert_eq!(lines[0]["error_message"], "refuses 1");
    assert_eq!(lines[0]["input_features"]["x"], 1.0);
}

#[test]
fn a_default_body_may_need_no_self() {
    let (_, lines) = recorded(&[(Audited, "of_nobody", "ok")], || Linear::of_nobody(0.5));
    assert_eq!(lines[0]["prediction"], 0.5);
}

#[test]
fn a_method_behind_a_trait_object_writes_its_line() {
    let mut letters = Wrapper(vec!['a', 'b']);
    let object: &mut dyn Iterator<Item = char> = &mut letters;
    let (next, _) = recorded(&[(Timed, "next", "ok")], || object.next());
    assert_eq!(next, Some('b'));
}

#[test]
fn traits_of_the_standard_library_are_no_exception() {
    let lines = [(Timed, "from", "ok"), (Timed, "next", "ok")];
    let ((all, next), _) = recorded(&lines, || {
        let mut letters = Wrapper(vec!['a', 'b']);
        let all: Vec<Vec<char>> = Vec::from(&letters);
        (all, letters.next())
    });
    assert_eq!((all.len(), next), (1, Some('b')));
}
