//! What an audit line shows of the input and of the prediction.

use std::collections::BTreeMap;

use flight_recorder::audit;
use serde::Serialize;
use serde_json::{Value, json};

use crate::support::{block_on, features, one};

#[derive(Serialize, Clone)]
struct Customer {
    tenure: u32,
    region: &'static str,
}

const CUSTOMER: Customer = Customer {
    tenure: 12,
    region: "north",
};

struct Scorer {
    bias: f64,
}

impl Scorer {
    #[audit(model_version = "v1")]
    fn score(&self, tenure: u32, region: String) -> f64 {
        self.bias + f64::from(tenure) + region.len() as f64
    }

    #[audit(model_version = "v1")]
    fn of_one(&self, customer: &Customer) -> f64 {
        self.bias + f64::from(customer.tenure)
    }
}

#[test]
fn every_parameter_but_self_is_a_feature() {
    let scorer = Scorer { bias: 0.5 };
    assert_eq!(
        features(|| scorer.score(12, "north".to_owned())),
        json!({"tenure": 12, "region": "north"})
    );
}

#[test]
fn a_single_struct_is_itself_the_object() {
    let scorer = Scorer { bias: 0.5 };
    assert_eq!(
        features(|| scorer.of_one(&CUSTOMER)),
        json!({"tenure": 12, "region": "north"})
    );
}

macro_rules! single {
    ($($name:ident($ty:ty);)*) => {$(
        #[audit(model_version = "v1")]
        fn $name(x: $ty) -> u32 {
            let _ = x;
            1
        }
    )*};
}

#[derive(Serialize)]
enum Kind {
    Unit,
    New(u32),
    Tuple(u32, u32),
    Struct { a: u32 },
}

#[derive(Serialize)]
struct Meters(f64);

#[derive(Serialize)]
struct Pair(u32, u32);

#[derive(Serialize)]
struct Nothing;

single! {
    map(&BTreeMap<String, u32>);
    list(Vec<u32>);
    slice(&[u32]);
    kind(Kind);
    number(f64);
    text(&str);
    optional(Option<Customer>);
    boxed(Box<Customer>);
    meters(Meters);
    pair(Pair);
    nothing(Nothing);
    value(Value);
}

#[test]
fn a_single_map_is_itself_the_object() {
    let a = BTreeMap::from([("a".to_owned(), 1)]);
    assert_eq!(features(|| map(&a)), json!({"a": 1}));
    assert_eq!(features(|| map(&BTreeMap::new())), json!({}));
    assert_eq!(features(|| value(json!({"a": [1]}))), json!({"a": [1]}));
    assert_eq!(
        features(|| boxed(Box::new(CUSTOMER))),
        json!({"tenure": 12, "region": "north"})
    );
}

#[test]
fn anything_else_that_is_single_stands_under_its_name() {
    assert_eq!(features(|| list(vec![1, 2])), json!({"x": [1, 2]}));
    assert_eq!(features(|| slice(&[])), json!({"x": []}));
    assert_eq!(features(|| number(0.5)), json!({"x": 0.5}));
    assert_eq!(features(|| text("t")), json!({"x": "t"}));
    assert_eq!(features(|| kind(Kind::Unit)), json!({"x": "Unit"}));
    assert_eq!(features(|| kind(Kind::New(1))), json!({"x": {"New": 1}}));
    assert_eq!(
        features(|| kind(Kind::Tuple(1, 2))),
        json!({"x": {"Tuple": [1, 2]}})
    );
    assert_eq!(
        features(|| kind(Kind::Struct { a: 1 })),
        json!({"x": {"Struct": {"a": 1}}})
    );
    assert_eq!(features(|| meters(Meters(1.5))), json!({"x": 1.5}));
    assert_eq!(features(|| pair(Pair(1, 2))), json!({"x": [1, 2]}));
    assert_eq!(features(|| nothing(Nothing)), json!({"x": null}));
    assert_eq!(features(|| value(json!("s"))), json!({"x": "s"}));
}

#[test]
fn an_optional_struct_stands_under_its_name_whether_it_is_there_or_not() {
    assert_eq!(
        features(|| optional(Some(CUSTOMER))),
        json!({"x": {"tenure": 12, "region": "north"}})
    );
    assert_eq!(features(|| optional(None)), json!({"x": null}));
}

#[audit(model_version = "v1")]
fn patterns(
    (left, right): (u32, u32),
    Customer { tenure, region: r }: Customer,
    [first, ..]: [u8; 3],
    _: u8,
) -> usize {
    left as usize + right as usize + tenure as usize + r.len() + usize::from(first)
}

#[test]
fn each_binding_of_a_pattern_is_a_feature_and_a_wildcard_is_none() {
    assert_eq!(
        features(|| patterns((1, 2), CUSTOMER, [3, 4, 5], 6)),
        json!({"left": 1, "right": 2, "tenure": 12, "r": "north", "first": 3})
    );
}

#[derive(Serialize)]
struct Account {
    tenure: u8,
    balance: f64,
}

const ACCOUNT: Account = Account {
    tenure: 3,
    balance: 9.5,
};

#[audit(model_version = "v1", features(count, double = count * 2, ..customer, ..account))]
fn chosen(customer: &Customer, account: Account, count: u32, left_out: &str) -> usize {
    customer.region.len() + usize::from(account.tenure) + count as usize + left_out.len()
}

#[test]
fn features_records_exactly_what_it_lists_and_keeps_names_apart() {
    assert_eq!(
        features(|| chosen(&CUSTOMER, ACCOUNT, 4, "x")),
        json!({
            "count": 4, "double": 8, "tenure": 12, "region": "north", "account_tenure": 3, "balance": 9.5
        })
    );
}

#[derive(Serialize)]
struct Aged {
    age: u8,
}

#[audit(model_version = "v1", features(age, ..customer, ..rates))]
fn colliding(age: u8, customer: Aged, rates: BTreeMap<String, u8>) -> usize {
    usize::from(age + customer.age) + rates.len()
}

#[test]
fn a_name_that_a_spread_brings_again_gets_the_parameters_in_front() {
    let rates = BTreeMap::from([("age".to_owned(), 3), ("customer_age".to_owned(), 4)]);
    assert_eq!(
        features(|| colliding(1, Aged { age: 2 }, rates)),
        json!({"age": 1, "customer_age": 2, "rates_age": 3, "rates_customer_age": 4})
    );
}

#[audit(model_version = "v1", skip(region))]
fn skipping(customer: &Customer, region: &str) -> usize {
    customer.region.len() + region.len()
}

#[test]
fn what_is_skipped_is_not_recorded_and_one_left_is_the_object() {
    assert_eq!(
        features(|| skipping(&CUSTOMER, "x")),
        json!({"tenure": 12, "region": "north"})
    );
}

#[audit(model_version = "v1", features(count = rows.len()))]
fn changes(rows: &mut Vec<u32>, taken: Vec<u32>) -> usize {
    rows.extend(taken);
    rows.len()
}

#[audit(model_version = "v1")]
fn changes_all(rows: &mut Vec<u32>, taken: Vec<u32>) -> usize {
    rows.extend(taken);
    rows.len()
}

#[test]
fn features_are_the_values_before_the_body_ran() {
    let line = one(|| changes(&mut vec![1], vec![2]));
    assert_eq!(
        (&line["input_features"], &line["prediction"]),
        (&json!({"count": 1}), &json!(2))
    );
    assert_eq!(
        features(|| changes_all(&mut vec![1], vec![2])),
        json!({"rows": [1], "taken": [2]})
    );
}

#[audit(model_version = "v1")]
async fn later(customer: &Customer) -> Result<f64, String> {
    tokio::task::yield_now().await;
    Ok(f64::from(customer.tenure))
}

#[test]
fn an_async_audit_is_no_different() {
    let line = one(|| block_on(later(&CUSTOMER)));
    assert_eq!(
        line["input_features"],
        json!({"tenure": 12, "region": "north"})
    );
    assert_eq!(line["prediction"], 12.0);
}
