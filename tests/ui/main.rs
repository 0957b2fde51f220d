#[test]
fn t() {
    let t = trybuild::TestCases::new();
    t.compile_fail("ui/*/*.rs");
}
