//! Pseudonyms: equal for equal values, different for others.

use std::collections::HashMap;

use flight_recorder::audit;
use serde::Serialize;

use crate::support::features;

#[audit(model_version = "v1", hash(a, b))]
fn hashed<A: Serialize, B: Serialize>(a: A, b: B) -> u8 {
    let _ = (a, b);
    1
}

#[track_caller]
fn are_hashed_alike(a: impl Serialize, b: impl Serialize) -> bool {
    let hashes = features(|| hashed(a, b));
    assert!(
        hashes["a"].as_str().unwrap().starts_with("hash:"),
        "{hashes}"
    );
    hashes["a"] == hashes["b"]
}

#[test]
fn a_pseudonym_knows_every_value() {
    assert!(are_hashed_alike("ada", "ada".to_owned()));
    assert!(!are_hashed_alike("ada", "Ada"));
    assert!(!are_hashed_alike("1", 1));
    assert!(!are_hashed_alike(0.1, 0.2));
    assert!(!are_hashed_alike(u128::MAX, u128::MAX - 1));
    assert!(are_hashed_alike(i128::MIN, i128::MIN));
    assert!(!are_hashed_alike(f64::NAN, None::<u8>));
    assert!(!are_hashed_alike(f64::INFINITY, f64::NEG_INFINITY));
    assert!(!are_hashed_alike([1, 2], [2, 1]));
    assert!(are_hashed_alike(0.0, -0.0));
}

#[test]
fn a_pseudonym_does_not_know_the_order_of_a_hash_map() {
    let map = |shift: u128| -> HashMap<String, HashMap<u32, u128>> {
        let inner = || (0..50).map(|at| (at, u128::MAX - shift)).collect();
        (0..50).map(|at| (format!("k{at}"), inner())).collect()
    };
    assert!(are_hashed_alike(map(0), map(0)));
    assert!(!are_hashed_alike(map(0), map(1)));
}
