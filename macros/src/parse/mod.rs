//! Stage one: tokens become arguments and a function. Only syntax is judged here.

mod arguments;
mod function;

pub(crate) use arguments::{Arguments, Entry, Given, OPTIONS, Use};
pub(crate) use function::Function;
