//! How texts quote a secret, and what calls do with such texts.

use std::error::Error;
use std::fmt::{self, Debug, Display};

use serde::Serialize;

/// What every text says, and is nobody's.
pub(crate) const PUBLIC: &str = "Pw5bM3";

/// How a text quotes a value.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Quote {
    Verbatim,
    Debug,
    InDebugOfAll,
}

impl Quote {
    pub(crate) fn of(self, secret: &str) -> String {
        let said = match self {
            Self::Verbatim => format!("no ({secret})"),
            Self::Debug => format!("no <{secret:?}>"),
            Self::InDebugOfAll => format!("{:?}", (1, Some(secret))),
        };
        format!("{said} but {PUBLIC}")
    }
}

/// What a call does with its secret.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Fate {
    Predicts,
    Fails,
    FailsByDebug,
    FailsBySource,
    Panics,
}

#[derive(Debug)]
pub(crate) enum Failure {
    Plain(String),
    Chained(Box<Failure>),
}

impl Display for Failure {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Plain(text) => out.write_str(text),
            Self::Chained(_) => out.write_str("outside"),
        }
    }
}

impl Error for Failure {
    fn source(&self) -> Option<&(dyn Error + 'static)> {
        match self {
            Self::Plain(_) => None,
            Self::Chained(source) => Some(&**source),
        }
    }
}

#[derive(Debug, Serialize)]
pub(crate) struct Answer(String, Vec<String>);

/// An error that has only a `Debug` form.
pub(crate) struct OnlyDebug(pub(crate) String);

impl Debug for OnlyDebug {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("OnlyDebug").field("why", &self.0).finish()
    }
}

pub(crate) fn answer(fate: Fate, said: String) -> Result<Answer, Failure> {
    match fate {
        Fate::Predicts => Ok(Answer(said.clone(), vec![said])),
        Fate::FailsBySource => Err(Failure::Chained(Failure::Plain(said).into())),
        Fate::Panics => panic!("{said}"),
        Fate::Fails | Fate::FailsByDebug => Err(Failure::Plain(said)),
    }
}
