//= an_expression_that_is_missing: error
#[recorded]
pub fn f(x: u8) -> u8 {
    let y = ;
    x
}

//= a_parenthesis_too_few: error
#[recorded]
pub fn f(x: u8) -> u8 {
    (x + 1
}
