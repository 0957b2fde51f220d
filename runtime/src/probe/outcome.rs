//! What a result is, by its type: a value or a `Result`, and what the error can say.

use std::any::type_name;
use std::error::Error;
use std::fmt::{Debug, Display};

use crate::step::Verdict;

/// Asks whether a value is a `Result`.
#[derive(Debug)]
pub struct ResultProbe<'r, R: ?Sized>(pub &'r R);

/// Asks what an error can say; the method is called on six references to it, and each trait below
/// is implemented for one less than the one before, so that the first that applies is found first.
#[derive(Debug)]
pub struct ErrorProbe<'r, E: ?Sized>(pub &'r E);

/// The error of what is no `Result`: there is none.
#[derive(Debug)]
pub struct NotAResult;

impl<'r, T, E> ResultProbe<'r, Result<T, E>> {
    /// The value or the error.
    #[inline]
    #[expect(clippy::missing_errors_doc, reason = "it is what it looks at")]
    pub fn flight_recorder_split(self) -> Result<&'r T, &'r E> {
        self.0.as_ref()
    }
}

/// Splits what is no `Result` into the value and nothing.
pub trait Split<'r> {
    /// What was returned.
    type Value: ?Sized;

    /// The value.
    #[expect(clippy::missing_errors_doc, reason = "there are none")]
    fn flight_recorder_split(self) -> Result<&'r Self::Value, &'r NotAResult>;
}

impl<'r, R> Split<'r> for ResultProbe<'r, R> {
    type Value = R;

    #[inline]
    fn flight_recorder_split(self) -> Result<&'r R, &'r NotAResult> {
        Ok(self.0)
    }
}

macro_rules! levels {
    ($($(#[$doc:meta])* $trait:ident [$($bound:tt)*] $reference:ty => |$verdict:ident, $error:ident| $say:expr;)*) => {$(
        $(#[$doc])*
        pub trait $trait {
            /// Tells the verdict what failed.
            fn flight_recorder_fail(&self, verdict: &mut Verdict<'_>);
        }

        impl<E: $($bound)*> $trait for $reference {
            #[cold]
            fn flight_recorder_fail(&self, $verdict: &mut Verdict<'_>) {
                let $error = self.0;
                $say;
            }
        }
    )*};
}

levels! {
    /// An error with its chain of sources.
    ByError [Error] &&&&&ErrorProbe<'_, E> => |verdict, error| verdict.error_chain(type_name::<E>(), error);
    /// An error that wraps one, as those of eyre.
    ByAsRef [AsRef<dyn Error>] &&&&ErrorProbe<'_, E> => |verdict, error| verdict.error_chain(type_name::<E>(), error.as_ref());
    /// An error that wraps one, as those of anyhow.
    ByAsRefSend [AsRef<dyn Error + Send + Sync>] &&&ErrorProbe<'_, E> => |verdict, error| verdict.error_chain(type_name::<E>(), error.as_ref());
    /// An error with a message.
    ByDisplay [Display] &&ErrorProbe<'_, E> => |verdict, error| verdict.error_display(type_name::<E>(), error);
    /// An error with a `Debug` form.
    ByDebug [Debug] &ErrorProbe<'_, E> => |verdict, error| verdict.error_debug(type_name::<E>(), error);
    /// An error that can say nothing.
    ByNothing [Sized] ErrorProbe<'_, E> => |verdict, _error| verdict.error_silent(type_name::<E>());
}
