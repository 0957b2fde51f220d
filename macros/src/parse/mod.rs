//! Stage one: tokens become arguments and a function. Only syntax is judged here.

mod arguments;
mod function;
mod options;
mod values;

pub(crate) use arguments::{Arguments, Given};
pub(crate) use function::Function;
pub(crate) use options::belongs_on;
pub(crate) use values::Entry;
