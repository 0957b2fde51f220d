//= a_result_that_is_thrown_away: unused_must_use
#[recorded]
pub fn f(x: &str) -> usize {
    x.parse::<u8>();
    x.len()
}

//= an_iterator_that_is_thrown_away: unused_must_use
#[recorded]
pub async fn f(x: &[u8]) -> usize {
    x.iter().map(|x| x + 1);
    x.len()
}

//= a_must_use_of_the_annotated_function: unused_must_use
#[must_use]
#[recorded]
pub fn f(x: u8) -> u8 {
    x
}
pub fn g() {
    f(1);
}

//= a_result_of_the_annotated_function: unused_must_use
#[recorded]
pub fn f(x: u8) -> Result<u8, String> {
    Ok(x)
}
pub fn g() {
    f(1);
}

//= an_operation_that_is_thrown_away: unused_must_use
#[recorded]
pub fn f(x: u8) -> u8 {
    x + 1;
    x
}

//= an_import_in_the_body_that_nobody_uses: unused_imports
#[recorded]
pub fn f(x: u8) -> u8 {
    use std::collections::HashMap;
    x
}

//= parentheses_around_a_condition: unused_parens unused_parens
#[recorded]
pub fn f(x: u8) -> u8 {
    if (x > 1) {
        return (x);
    }
    x
}

//= braces_around_an_argument: unused_braces
#[recorded]
pub fn f(x: u8) -> u8 {
    u8::max({ x }, 1)
}

//= a_comparison_that_is_always_true: unused_comparisons
#[recorded]
pub fn f(x: u8) -> bool {
    x >= 0
}

//= a_literal_that_overflows: overflowing_literals
#[recorded]
pub fn f(x: u8) -> u8 {
    x & 256
}

//= a_deprecated_type_of_the_result: deprecated deprecated
#[deprecated]
pub struct Old;
#[timed]
pub fn f() -> Old {
    Old
}

//= a_deprecated_function_in_the_body: deprecated
#[recorded]
pub fn f(x: &str) -> &str {
    x.trim_left()
}

//= a_name_in_the_wrong_case: non_snake_case non_snake_case
#[recorded]
pub fn F(X: u8) -> u8 {
    X
}

//= an_unsafe_block_for_nothing: unused_unsafe
#[recorded]
pub fn f(x: u8) -> u8 {
    unsafe { x }
}

//= a_label_that_nobody_uses: unused_labels
#[recorded]
pub fn f(x: u8) -> u8 {
    'rows: for _ in 0..x {}
    x
}

//= a_doc_comment_on_a_statement: unused_doc_comments
#[recorded]
pub fn f(x: u8) -> u8 {
    /// Doubles.
    let y = x * 2;
    y
}

//= a_semicolon_too_many: redundant_semicolons
#[recorded]
pub fn f(x: u8) -> u8 {
    let y = x;;
    y
}

//= a_drop_of_a_reference: dropping_references
#[recorded]
pub fn f(x: &u8) -> u8 {
    drop(x);
    1
}

//= a_macro_that_nobody_uses: unused_macros
#[recorded]
pub fn f(x: u8) -> u8 {
    macro_rules! twice {
        ($x:expr) => {
            $x * 2
        };
    }
    x
}

//= a_while_true: while_true
#[recorded]
pub fn f(x: u8) -> u8 {
    while true {
        return x;
    }
    1
}

//= a_private_type_in_a_public_function: private_interfaces
struct Model;
#[timed]
pub fn f(_model: &Model) -> u8 {
    1
}

//= an_expectation_that_is_not_met: unfulfilled_lint_expectations
#[expect(unused_variables)]
#[recorded]
pub fn f(x: u8) -> u8 {
    x
}
