//! References that lead to what changes behind them: cells show their value at the failure, locks are
//! not kept.

use std::cell::{Cell, RefCell};
use std::sync::{Arc, Mutex, RwLock};

use flight_recorder::track_time;
use serde::{Serialize, Serializer};
use serde_json::json;

use crate::support::features;

#[track_time]
fn through_cells(cell: &Cell<u32>, list: &RefCell<Vec<u32>>) -> Result<(), String> {
    cell.set(cell.get() + 1);
    list.borrow_mut().push(2);
    Err("changed".to_owned())
}

#[test]
fn a_cell_shows_its_value_at_the_failure() {
    let kept = features(|| through_cells(&Cell::new(1), &RefCell::new(vec![1])));
    assert_eq!(kept, json!({"cell": 2, "list": [1, 2]}));
}

#[test]
fn a_cell_that_is_borrowed_leaves_a_marker() {
    let list = RefCell::new(vec![1]);
    let borrowed = list.borrow_mut();
    let kept = features(|| only_borrowed(&Cell::new(1), &list));
    assert_eq!(kept["cell"], 1);
    assert!(kept["list"].as_str().unwrap().starts_with("[unprintable: "));
    drop(borrowed);
}

#[track_time]
fn only_borrowed(cell: &Cell<u32>, list: &RefCell<Vec<u32>>) -> Result<(), String> {
    let _ = (cell, list);
    Err("borrowed".to_owned())
}

#[track_time]
fn with_locks(
    mutex: &Mutex<u32>,
    shared: &Arc<Mutex<u32>>,
    rw: &RwLock<u32>,
    nested: &[Mutex<u32>],
    number: u8,
) -> Result<(), String> {
    let _ = (mutex, shared, rw, nested, number);
    Err("locked".to_owned())
}

#[test]
fn locks_are_not_kept_even_while_they_are_held() {
    let (mutex, shared, rw) = (Mutex::new(1), Arc::new(Mutex::new(2)), RwLock::new(3));
    let nested = [Mutex::new(4)];
    let held = (mutex.lock(), shared.lock(), rw.write(), nested[0].lock());
    let kept = features(|| with_locks(&mutex, &shared, &rw, &nested, 5));
    assert_eq!(kept, json!({"number": 5}));
    drop(held);
    let kept = features(|| with_locks(&mutex, &shared, &rw, &nested, 5));
    assert_eq!(kept, json!({"number": 5}));
}

#[track_time(features(shared, inside = &*shared, number))]
fn named_lock(shared: Arc<Mutex<u32>>, number: u8) -> Result<(), String> {
    let _ = number;
    drop(shared);
    Err("locked".to_owned())
}

#[test]
fn a_lock_that_features_names_is_not_waited_for() {
    let shared = Arc::new(Mutex::new(1));
    let held = shared.lock();
    assert_eq!(
        features(|| named_lock(Arc::clone(&shared), 5)),
        json!({"number": 5})
    );
    drop(held);
}

/// A guard's type names its lock, and it can be read without waiting.
struct Reading(u32);

impl Serialize for Reading {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

#[track_time]
fn with_what_is_inside(inside: &Reading) -> Result<(), String> {
    let _ = inside;
    Err("inside".to_owned())
}

#[test]
fn what_a_guard_leads_to_is_kept() {
    let lock = RwLock::new(Reading(3));
    assert_eq!(
        features(|| with_what_is_inside(&lock.read().unwrap())),
        json!({"inside": 3})
    );
}
