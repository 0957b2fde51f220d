//! Turns a record that could not be written into the function's result.

use crate::recorder::AuditError;

/// A result whose error can carry an [`AuditError`].
#[diagnostic::on_unimplemented(
    message = "`{Self}` cannot carry an `AuditError`, as `delivery = \"required\"` asks",
    label = "this has no error that is `From<AuditError>`",
    note = "return a `Result` whose error implements `From<flight_recorder::AuditError>`, or write `delivery = \"durable\"`"
)]
pub trait CarriesAuditError {
    /// The result of a call whose record is not promised.
    fn carry(error: AuditError) -> Self;
}

#[diagnostic::do_not_recommend]
impl<T, E: From<AuditError>> CarriesAuditError for Result<T, E> {
    fn carry(error: AuditError) -> Self {
        Err(E::from(error))
    }
}

/// The result of a call whose record is not promised.
pub fn carry<R: CarriesAuditError>(error: AuditError) -> R {
    R::carry(error)
}
