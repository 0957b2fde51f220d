//= an_operand_of_the_wrong_type: E0277
#[recorded]
pub fn f(x: u8) -> u8 {
    x + 1.5
}

//= arms_of_different_types: E0308
#[recorded]
pub fn f(x: u8) -> u8 {
    match x {
        0 => 1,
        _ => "many",
    }
}

//= an_if_without_its_else: E0317
#[recorded]
pub fn f(x: u8) -> u8 {
    if x > 1 { 2 }
}

//= an_argument_of_the_wrong_type: E0308
#[recorded]
pub fn f(x: u8) -> String {
    String::from_utf8_lossy(x).into_owned()
}

//= an_argument_too_few: E0061
#[recorded]
pub fn f(x: u8) -> u8 {
    u8::max(x)
}

//= an_argument_too_many: E0061
#[recorded]
pub fn f(x: u8) -> u8 {
    u8::max(x, 1, 2)
}

//= calls_itself_wrongly: E0061 E0308
#[recorded]
pub fn f(x: u8) -> u8 {
    if x > 1 { f() } else { f("") }
}

//= no_such_method: E0599
#[recorded]
pub fn f(x: &[f64]) -> f64 {
    x.mean()
}

//= no_such_field: E0609
pub struct Model {
    pub weight: f64,
}
impl Model {
    #[recorded]
    pub fn f(&self, x: f64) -> f64 {
        self.wieght * x
    }
}

//= a_private_field: E0616
mod models {
    pub struct Model {
        weight: f64,
    }
}
#[timed]
pub fn f(model: &models::Model, x: f64) -> f64 {
    model.weight * x
}

//= a_private_function: E0603
mod models {
    fn weight() -> f64 {
        1.0
    }
}
#[recorded]
pub fn f(x: f64) -> f64 {
    models::weight() * x
}

//= a_field_that_is_not_given: E0063
pub struct Model {
    pub weight: f64,
    pub bias: f64,
}
#[recorded]
pub fn f(x: f64) -> f64 {
    Model { weight: x }.bias
}

//= a_bound_that_is_not_met: E0277
fn total<T: std::iter::Sum>(of: Vec<T>) -> T {
    of.into_iter().sum()
}
#[recorded]
pub fn f(x: String) -> String {
    total(vec![x])
}

//= a_generic_bound_that_is_missing: E0369
#[timed]
pub fn f<T>(x: T, y: T) -> bool {
    x == y
}

//= a_type_left_open: E0282
#[recorded]
pub fn f(x: u8) -> u8 {
    let rows = Vec::new();
    x + u8::from(rows.is_empty())
}

//= a_parse_left_open: E0284
#[recorded]
pub fn f(x: &str) -> usize {
    let y = x.parse().unwrap();
    1
}

//= patterns_left_out: E0004
#[recorded]
pub fn f(x: Option<u8>) -> u8 {
    match x {
        Some(x) => x,
    }
}

//= a_pattern_that_may_not_match: E0005
#[recorded]
pub fn f(x: Option<u8>) -> u8 {
    let Some(y) = x;
    y
}

//= a_dereferenced_value: E0614
#[recorded]
pub fn f(x: u8) -> u8 {
    *x
}

//= an_index_of_the_wrong_type: E0277
#[recorded]
pub fn f(x: &[f64], at: i32) -> f64 {
    x[at]
}

//= a_cast_that_is_none: E0605
#[recorded]
pub fn f(x: String) -> u8 {
    x as u8
}

//= a_value_that_is_called: E0618
#[recorded]
pub fn f(x: u8) -> u8 {
    x(1)
}

//= an_unsafe_call: E0133
unsafe fn raw(x: u8) -> u8 {
    x
}
#[recorded]
pub fn f(x: u8) -> u8 {
    raw(x)
}

//= a_closure_of_the_wrong_type: E0308
#[recorded]
pub fn f(x: Vec<u8>) -> Vec<String> {
    x.iter().map(|row| -> String { *row }).collect()
}

//= a_collection_of_the_wrong_type: E0277
#[recorded]
pub fn f(x: &[f64]) -> Vec<u8> {
    x.iter().map(|row| row * 2.0).collect()
}

//= a_constant_parameter_of_the_wrong_length: E0308
#[recorded]
pub fn f<const N: usize>(x: &[f64]) -> [f64; 3] {
    [x[0]; N]
}

//= a_method_that_gives_itself_away: E0308
#[derive(Clone)]
pub struct Model(f64);
impl Model {
    #[timed]
    pub fn f(&self) -> Self {
        self
    }
}

//= a_trait_method_that_is_not_there: E0599
pub trait Scale {
    fn factor(&self) -> f64;
    #[timed]
    fn scaled(&self, x: f64) -> f64 {
        self.faktor() * x
    }
}
