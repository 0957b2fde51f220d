//! How far outputs are with what they were given.

/// How far an output is.
#[derive(Clone, Debug)]
pub(crate) enum State {
    /// All is written.
    Done,
    /// It is being written.
    Pending,
    /// The last attempt failed.
    Failed(Failure),
}

/// Why an output takes nothing.
#[derive(Clone, Debug)]
pub(crate) struct Failure {
    pub(crate) why: String,
    /// Whether nobody reads it any more.
    pub(crate) is_closed: bool,
}

impl State {
    /// How far two are: failed if one is, done if both are, closed if there is nothing to wait for.
    pub(crate) fn and(self, other: Self) -> Self {
        match (self, other) {
            (Self::Done, state) | (state, Self::Done) => state,
            (Self::Pending, Self::Pending) => Self::Pending,
            (Self::Failed(failure), other) | (other, Self::Failed(failure)) => {
                let is_closed = matches!(&other, Self::Failed(other) if other.is_closed);
                Self::Failed(Failure {
                    is_closed: failure.is_closed && is_closed,
                    ..failure
                })
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn failed(is_closed: bool) -> State {
        State::Failed(Failure {
            why: "gone".into(),
            is_closed,
        })
    }

    #[test]
    fn two_outputs_are_closed_only_if_neither_can_take_anything() {
        let is_closed = |state| matches!(state, State::Failed(failure) if failure.is_closed);
        assert!(is_closed(failed(true).and(failed(true))));
        assert!(is_closed(failed(true).and(State::Done)));
        for other in [failed(false), State::Pending] {
            assert!(!is_closed(failed(true).and(other.clone())));
            assert!(!is_closed(other.and(failed(true))));
        }
        assert!(matches!(State::Pending.and(failed(true)), State::Failed(_)));
        assert!(matches!(State::Done.and(State::Pending), State::Pending));
    }
}
