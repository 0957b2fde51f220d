//= a_moved_value: E0382
#[recorded]
pub fn f(x: String) -> String {
    drop(x);
    x
}

//= a_value_moved_in_a_loop: E0382
#[recorded]
pub fn f(x: Vec<u8>) -> usize {
    let mut sum = 0;
    for _ in 0..2 {
        sum += x.into_iter().count();
    }
    sum
}

//= a_moved_self: E0382
pub struct Model(Vec<u8>);
impl Model {
    #[recorded]
    pub fn f(self) -> Vec<u8> {
        drop(self);
        self.0
    }
}

//= a_value_moved_into_a_closure: E0382
#[recorded]
pub fn f(x: Vec<u8>) -> usize {
    let lengths = move || x.len();
    lengths() + x.len()
}

//= two_mutable_borrows: E0499
#[timed]
pub fn f(x: &mut Vec<u8>) -> usize {
    let a = &mut *x;
    let b = &mut *x;
    a.len() + b.len()
}

//= a_borrow_beside_a_mutable_one: E0502
#[recorded]
pub fn f(mut x: Vec<u8>) -> u8 {
    let first = &x[0];
    x.push(1);
    *first
}

//= a_value_moved_while_borrowed: E0505
#[recorded]
pub fn f(x: String) -> usize {
    let y = &x;
    drop(x);
    y.len()
}

//= an_assignment_to_what_is_borrowed: E0506 unused_assignments
#[recorded]
pub fn f(mut x: u8) -> u8 {
    let y = &x;
    x = 3;
    *y
}

//= an_assignment_to_a_parameter: E0384 (E0594: parameters are captured)
#[recorded]
pub fn f(x: u8) -> u8 {
    x += 1;
    x
}

//= an_assignment_to_a_local: E0384
#[recorded]
pub fn f(x: u8) -> u8 {
    let y = x;
    y += 1;
    y
}

//= an_assignment_through_a_reference: E0594
#[recorded]
pub fn f(x: &u8) -> u8 {
    *x += 1;
    *x
}

//= a_mutable_borrow_of_a_parameter: E0596
#[recorded]
pub fn f(x: Vec<u8>) -> Vec<u8> {
    x.push(1);
    x
}

//= a_mutable_borrow_through_self: E0596
pub struct Model(Vec<u8>);
impl Model {
    #[timed]
    pub fn f(&self) -> &mut Vec<u8> {
        &mut self.0
    }
}

//= a_value_moved_out_of_a_reference: E0507
#[recorded]
pub fn f(x: &String) -> String {
    *x
}

//= a_field_moved_out_of_self: E0507
pub struct Model(Vec<u8>);
impl Model {
    #[timed]
    pub fn f(&self) -> Vec<u8> {
        self.0
    }
}

//= a_local_that_is_not_set: E0381
#[recorded]
pub fn f(x: u8) -> u8 {
    let y;
    if x > 1 {
        y = x;
    }
    y
}

//= a_value_moved_out_of_an_index: E0508
#[recorded]
pub fn f(x: [String; 2]) -> String {
    x[0]
}

//= a_thread_that_gets_an_rc: E0277
use std::rc::Rc;
#[timed]
pub fn f(x: Rc<u8>) -> std::thread::JoinHandle<u8> {
    std::thread::spawn(move || *x)
}
