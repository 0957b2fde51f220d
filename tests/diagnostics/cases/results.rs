//= a_tail_of_the_wrong_type: E0308
#[recorded]
pub fn f(x: u8) -> String {
    x
}

//= an_early_return_of_the_wrong_type: E0308
#[recorded]
pub fn f(x: u8) -> String {
    if x > 1 {
        return x;
    }
    String::new()
}

//= both_returns_of_the_wrong_type: E0308 E0308
#[recorded]
pub fn f(x: u8) -> String {
    if x > 1 {
        return x;
    }
    x
}

//= no_tail: E0308
#[recorded]
pub fn f(x: u8) -> String {
    let _ = x;
}

//= an_empty_body: E0308
#[recorded]
pub fn f(x: u8) -> String {}

//= a_semicolon_too_many: E0308
#[recorded]
pub fn f(x: u8) -> u8 {
    x + 1;
}

//= a_bare_return_where_a_value_is_due: E0069
#[recorded]
pub fn f(x: u8) -> u8 {
    if x > 1 {
        return;
    }
    x
}

//= a_value_where_nothing_is_returned: E0308
#[timed]
pub fn f(x: u8) {
    x
}

//= a_body_that_ends_where_it_must_not: E0308
#[timed]
pub fn f(x: u8) -> ! {
    let _ = x;
}

//= a_question_mark_without_a_result: E0277
#[recorded]
pub fn f(x: &str) -> u8 {
    let y: u8 = x.parse()?;
    y
}

//= a_question_mark_of_another_error: E0277
#[recorded]
pub fn f(x: &str) -> Result<u8, String> {
    let y: u8 = x.parse()?;
    Ok(y)
}

//= a_question_mark_on_an_option: E0277
#[recorded]
pub fn f(x: Option<u8>) -> Result<u8, String> {
    Ok(x?)
}

//= a_question_mark_on_a_value: E0277
#[recorded]
pub fn f(x: u8) -> Option<u8> {
    Some(x?)
}

//= a_question_mark_where_nothing_is_returned: E0277
#[timed]
pub fn f(x: &str) {
    let _: u8 = x.parse()?;
}

//= an_ok_that_was_forgotten: E0308
#[recorded]
pub fn f(x: u8) -> Result<u8, String> {
    if x > 1 {
        return Err("large".to_owned());
    }
    x
}

//= an_error_of_the_wrong_type: E0308
#[recorded]
pub fn f(x: u8) -> Result<u8, String> {
    if x > 1 {
        return Err("large");
    }
    Ok(x)
}

//= not_the_iterator_that_was_promised: E0277
#[timed]
pub fn f(x: u8) -> impl Iterator<Item = u8> {
    x
}

//= elements_of_the_wrong_type: E0271
#[timed]
pub fn f(x: u8) -> impl Iterator<Item = String> {
    0..x
}

//= a_local_of_no_size: E0277
#[recorded]
pub fn f(x: &str) -> usize {
    let y = *x;
    y.len()
}

//= a_return_type_of_no_size: E0746
#[timed]
pub fn f(x: u8) -> dyn Fn() -> u8 {
    move || x
}
