//! A future inside of a scope, whichever threads poll it.

use std::future::Future;
use std::pin::Pin;
use std::task::{Context, Poll};

use super::Scope;

pin_project_lite::pin_project! {
    /// A future whose every poll, and whose drop, is inside of a [`Scope`]: see [`Scope::instrument`].
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct Scoped<F> {
        // `None` once it was dropped inside of the scope.
        #[pin]
        future: Option<F>,
        scope: Scope,
    }

    impl<F> PinnedDrop for Scoped<F> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            this.scope.enter(|| this.future.set(None));
        }
    }
}

impl<F> Scoped<F> {
    pub(super) fn new(future: F, scope: Scope) -> Self {
        Self {
            future: Some(future),
            scope,
        }
    }
}

impl<F: Future> Future for Scoped<F> {
    type Output = F::Output;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<F::Output> {
        let this = self.project();
        let Some(future) = this.future.as_pin_mut() else {
            unreachable!("it is `None` only when this is dropped")
        };
        this.scope.enter(|| future.poll(cx))
    }
}
