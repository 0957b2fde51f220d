//! The rows and the predictions of a batch.
//!
//! Both traits are called as methods, which look through references and boxes: so what is wrong with
//! a type is one error, that no such method can be called, in the words of the bound that fails.

/// What can be looked at, element by element, without consuming it.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no sequence, as `batch = …` asks for",
    label = "this has no elements",
    note = "`batch` takes rows that iterate by reference, such as a `Vec`, a slice or an array, and the function returns as many predictions"
)]
pub trait Sequence {
    /// The iterator over references.
    type Iter<'s>: Iterator
    where
        Self: 's;

    /// The elements, by reference.
    fn elements(&self) -> Self::Iter<'_>;
}

#[diagnostic::do_not_recommend]
impl<C: ?Sized> Sequence for C
where
    for<'s> &'s C: IntoIterator,
{
    type Iter<'s>
        = <&'s C as IntoIterator>::IntoIter
    where
        C: 's;

    #[inline]
    fn elements(&self) -> Self::Iter<'_> {
        self.into_iter()
    }
}

/// The method that an expansion calls on a parameter, and on the result.
pub trait Elements: Sequence {
    /// The elements, by reference.
    fn flight_recorder_elements(&self) -> Self::Iter<'_> {
        self.elements()
    }
}

impl<C: Sequence + ?Sized> Elements for C {}

/// What is itself an iterator over rows, or becomes one.
#[diagnostic::on_unimplemented(
    message = "`{Self}` is no sequence, as `batch = …` asks for",
    label = "this has no elements",
    note = "`batch` takes rows that iterate, such as a `Vec`, a slice or an array, and the function returns as many predictions"
)]
pub trait Rows: IntoIterator {}

#[diagnostic::do_not_recommend]
impl<C: IntoIterator> Rows for C {}

/// The method that an expansion calls on an expression.
pub trait IntoElements: Rows + Sized {
    /// The elements.
    fn flight_recorder_into_elements(self) -> Self::IntoIter {
        self.into_iter()
    }
}

impl<C: Rows> IntoElements for C {}
