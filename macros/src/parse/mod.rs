//! Stage one: tokens become arguments and a function. Only syntax is judged here.

mod arguments;
mod function;
mod lists;
mod options;
mod values;

pub(crate) use arguments::{Arguments, Given};
pub(crate) use function::Function;
pub(crate) use lists::Entry;
pub(crate) use options::belongs_on;
