//= a_returned_future_of_the_wrong_type: E0271
use std::future::Future;
#[recorded]
pub fn f(x: u8) -> impl Future<Output = String> {
    async move { x }
}

//= not_the_future_that_was_promised: E0277
use std::future::Future;
#[recorded]
pub fn f(x: u8) -> impl Future<Output = u8> {
    x
}

//= a_returned_future_that_is_not_send: error
use std::future::Future;
use std::rc::Rc;
#[timed]
pub fn f(x: Rc<u8>) -> impl Future<Output = u8> + Send {
    async move {
        std::future::ready(()).await;
        *x
    }
}

//= a_returned_future_that_borrows: error
use std::future::Future;
#[recorded]
pub fn f(x: &str) -> impl Future<Output = usize> + 'static {
    async move { x.len() }
}

//= a_returned_future_that_borrows_a_local: E0373
use std::future::Future;
#[recorded]
pub fn f(x: u8) -> impl Future<Output = u8> {
    async { x }
}

//= a_boxed_future_of_the_wrong_type: E0271
use std::future::Future;
use std::pin::Pin;
#[recorded]
pub fn f(x: u8) -> Pin<Box<dyn Future<Output = String>>> {
    Box::pin(async move { x })
}

//= a_boxed_future_that_is_not_send: error
use std::future::Future;
use std::pin::Pin;
use std::rc::Rc;
#[timed]
pub fn f(x: Rc<u8>) -> Pin<Box<dyn Future<Output = u8> + Send>> {
    Box::pin(async move {
        std::future::ready(()).await;
        *x
    })
}

//= a_boxed_future_that_borrows: error
use std::future::Future;
use std::pin::Pin;
#[recorded]
pub fn f(x: &str) -> Pin<Box<dyn Future<Output = usize>>> {
    Box::pin(async move { x.len() })
}

//= a_future_that_was_not_pinned: E0308
use std::future::Future;
use std::pin::Pin;
#[recorded]
pub fn f(x: u8) -> Pin<Box<dyn Future<Output = u8>>> {
    async move { x }
}
