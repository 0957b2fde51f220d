//= a_reference_to_a_local: E0515
#[recorded]
pub fn f(x: &str) -> &str {
    let y = x.to_owned();
    &y
}

//= a_reference_to_a_parameter: E0515
#[recorded]
pub fn f<'a>(x: String, y: &'a str) -> &'a str {
    if y.is_empty() { &x } else { y }
}

//= a_reference_that_outlives_a_local: E0597
#[recorded]
pub fn f(x: u8) -> u8 {
    let y;
    {
        let z = x;
        y = &z;
    }
    *y
}

//= a_temporary_dropped_too_soon: E0716
#[recorded]
pub fn f(x: u8) -> usize {
    let y = x.to_string().as_str();
    y.len()
}

//= the_lifetime_of_another_parameter: error
#[recorded]
pub fn f<'a, 'b>(x: &'a str, y: &'b str) -> &'a str {
    let _ = x;
    y
}

//= a_parameter_returned_as_static: error
#[recorded]
pub fn f(x: &str) -> &'static str {
    x
}

//= a_boxed_closure_over_a_parameter: error
#[timed]
pub fn f(x: &str) -> Box<dyn Fn() -> usize> {
    Box::new(move || x.len())
}

//= an_iterator_over_a_parameter: error
#[timed]
pub fn f(x: &mut Vec<u8>) -> impl Iterator<Item = u8> + 'static {
    x.drain(..)
}

//= a_closure_that_borrows_a_parameter: E0373
#[timed]
pub fn f(x: u8) -> Box<dyn Fn() -> u8> {
    Box::new(|| x)
}

//= a_field_of_self_returned_as_static: error
pub struct Model(Vec<u8>);
impl Model {
    #[timed]
    pub fn f(&mut self) -> &'static mut Vec<u8> {
        &mut self.0
    }
}

//= a_borrow_kept_by_what_is_returned: E0515
#[recorded]
pub fn f(x: Vec<u8>) -> Vec<&'static u8> {
    x.iter().collect()
}

//= a_thread_that_borrows: E0521
#[timed]
pub fn f(x: &str) -> std::thread::JoinHandle<usize> {
    std::thread::spawn(move || x.len())
}

//= a_generic_that_may_not_live_long_enough: E0310
#[timed]
pub fn f<T: std::fmt::Debug>(x: T) -> Box<dyn std::fmt::Debug> {
    Box::new(x)
}
