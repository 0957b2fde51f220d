//= a_function_that_nobody_calls: dead_code
#[recorded]
fn f(x: u8) -> u8 {
    x
}

//= an_async_function_that_nobody_calls: dead_code
#[recorded]
async fn f(x: u8) -> u8 {
    x
}

//= a_method_that_nobody_calls: dead_code
pub struct Model;
impl Model {
    #[timed]
    fn f(&self) -> u8 {
        1
    }
}

//= a_function_that_only_itself_calls: dead_code
#[recorded]
fn f(x: u8) -> u8 {
    if x > 1 { f(x - 1) } else { x }
}

//= what_only_a_dead_function_calls: dead_code dead_code
fn scale(x: u8) -> u8 {
    x
}
#[recorded]
fn f(x: u8) -> u8 {
    scale(x)
}

//= a_field_that_is_never_read: dead_code
pub struct Model {
    weight: f64,
}
#[recorded]
pub fn f(x: f64) -> f64 {
    let _ = Model { weight: x };
    x
}

//= an_item_in_the_body_that_nobody_uses: dead_code
#[recorded]
pub fn f(x: u8) -> u8 {
    fn scale() {}
    x
}

//= statements_behind_a_return: unreachable_code
#[recorded]
pub fn f(x: u8) -> u8 {
    return x;
    let y = 1;
    y
}

//= statements_behind_a_return_of_an_async_function: unreachable_code
#[recorded]
pub async fn f(x: u8) -> u8 {
    return x;
    let y = 1;
    y
}

//= statements_behind_a_panic: unreachable_code
#[recorded]
pub fn f(x: u8) -> u8 {
    panic!("no model for {x}");
    1
}

//= statements_behind_a_panic_of_an_async_function: unreachable_code
#[recorded]
pub async fn f(x: u8) -> u8 {
    panic!("no model for {x}");
    1
}

//= statements_behind_the_end_of_all: unreachable_code
#[timed]
pub fn f() -> ! {
    panic!();
    loop {}
}

//= a_pattern_that_is_never_reached: unreachable_patterns
#[recorded]
pub fn f(x: u8) -> u8 {
    match x {
        _ => 1,
        2 => 3,
    }
}

//= a_recursion_without_an_end: unconditional_recursion (nothing: a lint about the shape of a whole function)
#[recorded]
pub fn f(x: u8) -> u8 {
    f(x)
}
