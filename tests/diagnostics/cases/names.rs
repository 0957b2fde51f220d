//= an_unknown_name: E0425
#[recorded]
pub fn f(x: u8) -> u8 {
    y
}

//= an_unknown_function: E0425
#[recorded]
pub fn f(x: u8) -> u8 {
    scale(x)
}

//= an_unknown_type_in_the_body: E0425
#[recorded]
pub fn f(x: u8) -> u8 {
    let y: Row = x;
    y
}

//= an_unknown_type_of_a_parameter: E0425
#[recorded]
pub fn f(x: Row) -> u8 {
    1
}

//= an_unknown_type_of_the_result: E0425
#[recorded]
pub fn f(x: u8) -> Prediction {
    x
}

//= an_unknown_type_of_the_result_of_a_future: E0425
#[recorded]
pub async fn f(x: u8) -> Prediction {
    x
}

//= an_unknown_module: E0433
#[recorded]
pub fn f(x: u8) -> u8 {
    models::predict(x)
}

//= an_unknown_import: E0432
#[recorded]
pub fn f(x: u8) -> u8 {
    use std::collections::HashMup;
    x
}

//= an_unknown_macro: error
#[recorded]
pub fn f(x: u8) -> u8 {
    ensure!(x > 1);
    x
}

//= an_unknown_lifetime: E0261
#[recorded]
pub fn f(x: &'a str) -> usize {
    x.len()
}

//= a_missing_lifetime: E0106
#[recorded]
pub fn f(x: &str, y: &str) -> &str {
    x
}

//= a_type_that_is_no_value: E0423
#[recorded]
pub fn f(x: u8) -> usize {
    let y = String;
    1
}

//= self_in_a_function: E0424
pub struct Model(f64);
impl Model {
    #[recorded]
    pub fn f(x: f64) -> f64 {
        self.0 * x
    }
}

//= a_parameter_given_twice: E0415 unused_variables
#[recorded]
pub fn f(x: u8, x: u8) -> u8 {
    x
}

//= the_functions_own_generic_from_an_inner_item: E0401 E0401
#[timed]
pub fn f<T: Clone>(x: T) -> T {
    fn inner(x: T) -> T {
        x
    }
    inner(x)
}

//= a_parameter_from_an_inner_item: E0434 unused_variables (nothing: the body names it, if wrongly)
#[recorded]
pub fn f(x: u8) -> u8 {
    fn inner() -> u8 {
        x
    }
    inner()
}

//= await_outside_of_async: E0728
#[recorded]
pub fn f(x: u8) -> u8 {
    std::future::ready(x).await
}

//= a_break_outside_of_a_loop: E0268 (E0267: the body is a closure)
#[recorded]
pub fn f(x: u8) -> u8 {
    if x > 1 {
        break;
    }
    x
}

//= a_continue_to_nowhere: E0426
#[recorded]
pub fn f(x: u8) -> u8 {
    for _ in 0..x {
        continue 'rows;
    }
    x
}

//= an_argument_of_format_that_is_missing: error
#[recorded]
pub fn f(x: u8) -> String {
    format!("{} {}", x)
}

//= an_unknown_name_in_a_format_string: E0425
#[recorded]
pub fn f(x: u8) -> String {
    format!("{y}")
}

//= two_functions_of_one_name: E0428
#[recorded]
pub fn f(x: u8) -> u8 {
    x
}
#[recorded]
pub fn f(y: u8) -> u8 {
    y
}

//= no_method_of_the_trait: E0407
pub struct Model;
impl Clone for Model {
    fn clone(&self) -> Self {
        Self
    }
    #[timed]
    fn predict(&self) -> u8 {
        1
    }
}

//= not_the_signature_of_the_trait: E0053
pub trait Predict {
    fn predict(&self, x: f64) -> f64;
}
pub struct Model;
impl Predict for Model {
    #[recorded]
    fn predict(&self, x: f32) -> f64 {
        f64::from(x)
    }
}
