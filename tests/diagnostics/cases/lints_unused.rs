//= unused_parameters: unused_variables unused_variables unused_variables
#[recorded]
pub fn f(x: u8, y: &str, (a, b): (u8, u8)) -> u8 {
    x
}

//= unused_parameters_of_an_async_function: unused_variables
#[recorded]
pub async fn f(x: u8, y: &str) -> u8 {
    x
}

//= an_unused_parameter_beside_a_guard: unused_variables
#[timed]
pub fn f(x: u8) -> impl Iterator<Item = u8> {
    0..3
}

//= an_unused_parameter_of_a_returned_future: unused_variables
use std::future::Future;
#[recorded]
pub fn f(x: u8) -> impl Future<Output = u8> {
    async { 3 }
}

//= an_unused_parameter_of_a_boxed_future: unused_variables
use std::future::Future;
use std::pin::Pin;
#[recorded]
pub fn f(x: u8) -> Pin<Box<dyn Future<Output = u8>>> {
    Box::pin(async { 3 })
}

//= an_unused_parameter_of_a_method: unused_variables
pub struct Model;
impl Model {
    #[timed]
    pub fn f(&self, x: u8) -> u8 {
        1
    }
}

//= an_unused_parameter_of_a_default_method: unused_variables
pub trait Predict {
    #[timed]
    fn f(&self, x: u8) -> u8 {
        1
    }
}

//= an_unused_parameter_that_is_shadowed: unused_variables
#[recorded]
pub fn f(x: u8) -> u8 {
    let x = 1;
    x
}

//= an_unused_local: unused_variables
#[recorded]
pub fn f(x: u8) -> u8 {
    let y = x;
    x
}

//= a_mut_for_nothing: unused_mut
#[recorded]
pub fn f(mut x: u8) -> u8 {
    x
}

//= a_mut_for_nothing_in_an_async_function: unused_mut
#[recorded]
pub async fn f(mut x: u8) -> u8 {
    x
}

//= a_mut_for_nothing_beside_a_guard: unused_mut
#[timed]
pub fn f(mut x: u8) -> impl Iterator<Item = u8> {
    0..x
}

//= a_mut_for_nothing_in_a_pattern: unused_mut
#[recorded]
pub fn f((mut a, b): (u8, u8)) -> u8 {
    a + b
}

//= a_mut_for_nothing_in_a_local: unused_mut
#[recorded]
pub fn f(x: u8) -> u8 {
    let mut y = x;
    y
}

//= a_parameter_that_is_assigned_and_never_read: unused_variables (nothing: the attribute looks at it) unused_assignments
#[timed]
pub fn f(mut x: u8) {
    x = 3;
}

//= a_parameter_that_is_overwritten: unused_assignments (nothing: the attribute looks at the value that was passed)
#[recorded]
pub fn f(mut x: u8) -> u8 {
    x = 3;
    x
}

//= a_parameter_that_is_overwritten_in_an_async_function: unused_assignments (nothing: the attribute looks at the value that was passed)
#[recorded]
pub async fn f(mut x: u8) -> u8 {
    x = 3;
    x
}

//= a_parameter_whose_last_value_is_lost: unused_assignments
#[recorded]
pub fn f(mut x: u8) -> u8 {
    let y = x;
    x = 3;
    y
}

//= a_local_that_is_overwritten: unused_assignments
#[recorded]
pub fn f(x: u8) -> u8 {
    let mut y = 1;
    y = x;
    y
}

//= statements_behind_a_loop: unreachable_code unused_variables (nothing: the body names it, if nowhere that is reached)
#[recorded]
pub fn f(x: u8) -> u8 {
    loop {}
    x
}

//= a_deny_on_the_function: unused_variables
#[deny(unused_variables)]
#[recorded]
pub fn f(x: u8) -> u8 {
    1
}

//= a_function_of_a_macro: unused_variables (elsewhere: at the name that the caller wrote, not in the macro)
macro_rules! function {
    ($name:ident, $parameter:ident, $body:block) => {
        #[recorded]
        pub fn $name($parameter: u8) -> u8 $body
    };
}
function!(f, x, { 1 });

//= a_block_of_a_macro: nothing
macro_rules! function {
    ($name:ident, $parameter:ident, $body:block) => {
        #[recorded]
        pub async fn $name($parameter: u8) -> u8 $body
    };
}
function!(f, x, { x });

//= a_tail_of_a_macro: nothing
macro_rules! function {
    ($name:ident, $parameter:ident, $body:block) => {
        #[recorded]
        pub async fn $name($parameter: u8) -> u8 {
            $body
        }
    };
}
function!(f, x, { x });
