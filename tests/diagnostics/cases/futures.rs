//= a_tail_of_the_wrong_type: E0308
#[recorded]
pub async fn f(x: u8) -> String {
    x
}

//= an_early_return_of_the_wrong_type: E0308
#[recorded]
pub async fn f(x: u8) -> String {
    if x > 1 {
        return x;
    }
    String::new()
}

//= no_tail: E0308
#[recorded]
pub async fn f(x: u8) -> String {
    let _ = x;
}

//= a_semicolon_too_many: E0308
#[recorded]
pub async fn f(x: u8) -> u8 {
    x + 1;
}

//= a_value_where_nothing_is_returned: E0308
#[timed]
pub async fn f(x: u8) {
    x
}

//= a_missing_await: E0308
async fn scale(x: u8) -> u8 {
    x
}
#[recorded]
pub async fn f(x: u8) -> u8 {
    scale(x)
}

//= a_missing_await_before_a_question_mark: E0277
async fn scale(x: u8) -> Result<u8, String> {
    Ok(x)
}
#[recorded]
pub async fn f(x: u8) -> Result<u8, String> {
    Ok(scale(x)?)
}

//= a_missing_await_before_a_method: E0599
async fn scale(x: u8) -> String {
    x.to_string()
}
#[recorded]
pub async fn f(x: u8) -> usize {
    scale(x).len()
}

//= a_missing_await_of_an_annotated_function: E0308
#[recorded]
pub async fn scale(x: u8) -> u8 {
    x
}
#[recorded]
pub async fn f(x: u8) -> u8 {
    scale(x)
}

//= a_future_that_is_not_awaited: unused_must_use
#[recorded]
pub async fn scale(x: u8) -> u8 {
    x
}
#[recorded]
pub async fn f(x: u8) -> u8 {
    scale(x);
    x
}

//= an_await_of_what_is_no_future: E0277
#[recorded]
pub async fn f(x: u8) -> u8 {
    x.await
}

//= a_question_mark_of_another_error: E0277
#[recorded]
pub async fn f(x: &str) -> Result<u8, String> {
    let y: u8 = x.parse()?;
    Ok(y)
}

//= a_question_mark_without_a_result: E0277
#[recorded]
pub async fn f(x: &str) -> u8 {
    let y: u8 = x.parse()?;
    y
}

//= a_moved_value: E0382
#[recorded]
pub async fn f(x: String) -> String {
    drop(x);
    x
}

//= the_lifetime_of_another_parameter: error
#[recorded]
pub async fn f<'a, 'b>(x: &'a str, y: &'b str) -> &'a str {
    let _ = x;
    y
}

//= a_reference_to_a_local: E0515
#[recorded]
pub async fn f(x: &str) -> &str {
    let y = x.to_owned();
    &y
}

//= an_assignment_to_a_parameter: E0384 (E0594: parameters are captured)
#[recorded]
pub async fn f(x: u8) -> u8 {
    x += 1;
    x
}

//= a_mutable_borrow_of_a_parameter: E0596
#[recorded]
pub async fn f(x: Vec<u8>) -> Vec<u8> {
    x.push(1);
    x
}

//= a_type_left_open: E0282
#[recorded]
pub async fn f(x: u8) -> u8 {
    let rows = Vec::new();
    x + u8::from(rows.is_empty())
}

//= a_future_that_is_not_send: error
use std::rc::Rc;
fn spawn<T: Send>(_: T) {}
#[recorded]
pub async fn f(x: u8) -> u8 {
    let y = Rc::new(x);
    std::future::ready(()).await;
    *y
}
pub fn start() {
    spawn(f(1));
}

//= a_future_that_recurses: E0733
#[recorded]
pub async fn f(x: u8) -> u8 {
    if x == 0 { 0 } else { f(x - 1).await }
}

//= an_async_method_that_moves_out_of_self: E0507
pub struct Model(Vec<u8>);
impl Model {
    #[timed]
    pub async fn f(&self) -> Vec<u8> {
        self.0
    }
}
