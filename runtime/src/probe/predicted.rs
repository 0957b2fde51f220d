//! Tells by its type that an audited function returns nothing, where an alias hides it from the
//! attribute.

use std::marker::PhantomData;

/// Looks at what is going to be recorded as the prediction.
#[derive(Debug)]
pub struct Predicted<'r, P: ?Sized, A = ()>(&'r P, PhantomData<A>);

/// Looks at any value. A method of it, so that a type that is unknown for another mistake is not taken
/// for `()`.
pub trait Look {
    /// The value as what is going to be recorded.
    fn flight_recorder_look(&self) -> Predicted<'_, Self>;
}

impl<P: ?Sized> Look for P {
    #[inline]
    fn flight_recorder_look(&self) -> Predicted<'_, P> {
        Predicted(self, PhantomData)
    }
}

/// Nothing implements it: calling what asks for it is the error.
#[diagnostic::on_unimplemented(
    message = "an audited function returns its prediction, and this one returns nothing",
    label = "this is `()`",
    note = "return the prediction, say what to record with `prediction = |p| …`, or use `#[track_time]`"
)]
pub trait IsPrediction {}

impl<'r, A> Predicted<'r, (), A> {
    /// Found before the trait's method: it cannot be called.
    pub fn flight_recorder_predicted(self) -> &'r ()
    where
        A: IsPrediction,
    {
        self.0
    }
}

/// The prediction, where it is something.
pub trait IsSomething<'r> {
    /// What is recorded.
    type Value: ?Sized;

    /// The prediction.
    fn flight_recorder_predicted(self) -> &'r Self::Value;
}

impl<'r, P: ?Sized> IsSomething<'r> for Predicted<'r, P> {
    type Value = P;

    #[inline]
    fn flight_recorder_predicted(self) -> &'r P {
        self.0
    }
}
