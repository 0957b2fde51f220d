//! Turns a record that could not be written into the function's result.

use crate::recorder::AuditError;

/// A result whose error can carry an [`AuditError`].
#[diagnostic::on_unimplemented(
    message = "`delivery = \"required\"` answers with an `Err` when the record cannot be written, and `{Self}` has none",
    label = "this is no `Result`",
    note = "return a `Result` whose error implements `From<flight_recorder::AuditError>`, or write `delivery = \"durable\"`"
)]
pub trait CarriesAuditError {
    /// The result of a call whose record is not promised.
    fn carry(error: AuditError) -> Self;
}

impl<T, E: FromAuditError> CarriesAuditError for Result<T, E> {
    fn carry(error: AuditError) -> Self {
        Err(E::from_audit_error(error))
    }
}

/// An error that an [`AuditError`] can become.
#[diagnostic::on_unimplemented(
    message = "`delivery = \"required\"` answers with an `Err` when the record cannot be written, and `{Self}` cannot carry an `AuditError`",
    label = "the error of this result is not `From<flight_recorder::AuditError>`",
    note = "write `impl From<flight_recorder::AuditError> for {Self}`, or `delivery = \"durable\"`"
)]
pub trait FromAuditError {
    /// The error of a call whose record is not promised.
    fn from_audit_error(error: AuditError) -> Self;
}

#[diagnostic::do_not_recommend]
impl<E: From<AuditError>> FromAuditError for E {
    fn from_audit_error(error: AuditError) -> Self {
        E::from(error)
    }
}

/// The result of a call whose record is not promised.
pub fn carry<R: CarriesAuditError>(error: AuditError) -> R {
    R::carry(error)
}
