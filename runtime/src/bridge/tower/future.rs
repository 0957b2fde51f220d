//! The future of an answer: polled in the request's scope, and recorded when it is done.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use http::{HeaderValue, Response};

use super::headers::REQUEST_ID;
use super::open::{Ended, Open};
use crate::Scoped;

pin_project_lite::pin_project! {
    /// The answer of a [`RequestService`](super::RequestService).
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct RequestFuture<F> {
        // Dropped first: what its destructors record happened before the request ended.
        #[pin]
        future: Scoped<F>,
        open: Option<Open>,
        id: Box<str>,
    }
}

impl<F> RequestFuture<F> {
    /// Calls the service in the request's scope.
    pub(super) fn new(open: Open, id: Box<str>, call: impl FnOnce() -> F) -> Self {
        let scope = open.scope.clone();
        let mut open = Some(open);
        let future = ending_in_panic(&mut open, || scope.enter(call));
        Self {
            future: scope.around(future),
            open,
            id,
        }
    }
}

impl<F, A, E> Future for RequestFuture<F>
where
    F: Future<Output = Result<Response<A>, E>>,
{
    type Output = Result<Response<A>, E>;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let this = self.project();
        let future = this.future;
        let mut answer = ready!(ending_in_panic(this.open, || future.poll(cx)));
        let ended = match &mut answer {
            Ok(response) => {
                // Its characters are some of those that a header may have.
                if let Ok(id) = HeaderValue::from_str(this.id) {
                    response.headers_mut().insert(REQUEST_ID, id);
                }
                Ended::Answered(response.status())
            }
            Err(_) => Ended::Failed,
        };
        if let Some(open) = this.open.take() {
            open.end(&ended);
        }
        Poll::Ready(answer)
    }
}

/// Runs the service's code; a panic in it ends the request, and goes on.
fn ending_in_panic<R>(open: &mut Option<Open>, run: impl FnOnce() -> R) -> R {
    match catch_unwind(AssertUnwindSafe(run)) {
        Ok(result) => result,
        Err(payload) => {
            if let Some(open) = open.take() {
                open.end(&Ended::Panicked);
            }
            resume_unwind(payload)
        }
    }
}
