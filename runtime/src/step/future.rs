//! A step that is a future: timed from its begin to the future's end, whichever threads poll it.

use std::any::Any;
use std::future::Future;
use std::marker::PhantomData;
use std::panic::{AssertUnwindSafe, catch_unwind, resume_unwind};
use std::pin::Pin;
use std::task::{Context, Poll, ready};

use super::call::{Refuse, conclude};
use super::kept::{Fallen, Keep};
use super::prediction::LastPrediction;
use super::verdict::Verdict;
use super::{Outcome, Step, trace};
use crate::recorder::clock::Moment;
use crate::recorder::{self, AuditError};

/// The recording side of a future: a drop before the end is a cancelled call.
#[derive(Debug)]
struct Flight<K: Keep>(Option<(Box<Step>, K)>);

impl<K: Keep> Drop for Flight<K> {
    fn drop(&mut self) {
        if let Some((mut step, kept)) = self.0.take() {
            step.end = Moment::now();
            step.fail(Outcome::Cancelled, &kept);
        }
    }
}

pin_project_lite::pin_project! {
    /// The user's future, timed.
    #[derive(Debug)]
    pub struct Running<F, K: Keep> {
        // Dropped first: what its destructors record happened before the call ended. `None` once it
        // was dropped inside its step.
        #[pin]
        future: Option<F>,
        flight: Flight<K>,
    }

    impl<F, K: Keep> PinnedDrop for Running<F, K> {
        fn drop(this: Pin<&mut Self>) {
            let mut this = this.project();
            // A cancelled call: what its destructors call is called by it.
            if let Some((step, _)) = &this.flight.0 {
                inside(step, || this.future.set(None));
            }
        }
    }
}

impl<F, K: Keep> Running<F, K> {
    #[inline]
    pub(super) fn new(future: F, on: Option<(Box<Step>, K)>) -> Self {
        let on = on.map(|(mut step, kept)| {
            step.busy = Some(0);
            (step, kept)
        });
        Self {
            future: Some(future),
            flight: Flight(on),
        }
    }
}

/// What a future resolved to, and its step if it is recorded.
type Ended<T, K> = (T, Option<(Box<Step>, K)>);

impl<F: Future, K: Keep> Running<F, K> {
    /// Polls the user's future; when it is done, what it returned and the ended step.
    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Ended<F::Output, K>> {
        let this = self.project();
        let Some(future) = this.future.as_pin_mut() else {
            unreachable!("it is `None` only when this is dropped")
        };
        let Some(on) = &mut this.flight.0 else {
            return poll_once(future, cx).map(|value| (value, None));
        };
        let entered = on.0.enter_poll();
        let poll = || catch_unwind(AssertUnwindSafe(|| poll_once(future, cx)));
        #[cfg(panic = "abort")]
        let poll = || super::active::during(&mut on.0, &on.1, Some(entered.begin), poll);
        match poll() {
            Ok(polled) => {
                on.0.leave_poll(entered);
                polled.map(|value| (value, this.flight.0.take()))
            }
            Err(payload) => {
                if let Some((step, kept)) = this.flight.0.take() {
                    step.unwound_in_poll(entered, &kept, payload)
                }
                resume_unwind(payload)
            }
        }
    }
}

/// Polls from one place: two would be two copies of the user's future in the binary.
#[inline(never)]
fn poll_once<F: Future>(future: Pin<&mut F>, cx: &mut Context<'_>) -> Poll<F::Output> {
    future.poll(cx)
}

/// Used by futures that are dropped: what their destructors do is inside the step.
fn inside(step: &Step, drop: impl FnOnce()) {
    /// Leaves the step, also when a destructor panics.
    struct Leave<'s>(&'s Step, trace::Around);

    impl Drop for Leave<'_> {
        fn drop(&mut self) {
            trace::leave(self.1);
            self.0.opened.exit();
        }
    }

    step.opened.enter_again();
    let _leave = Leave(step, step.span.enter());
    drop();
}

/// What a poll found when it began: the step that ran, and the time.
#[derive(Clone, Copy)]
pub(super) struct Entered {
    before: trace::Around,
    begin: Moment,
}

impl Step {
    #[inline(never)]
    fn enter_poll(&mut self) -> Entered {
        self.opened.enter(self.site, self.span);
        let begin = Moment::now();
        let before = self.span.enter();
        Entered { before, begin }
    }

    #[inline(never)]
    fn leave_poll(&mut self, Entered { before, begin }: Entered) {
        self.end(before);
        let polled = self.end.since(begin);
        *self.busy.get_or_insert(0) += polled;
    }

    #[cold]
    fn unwound_in_poll(
        mut self: Box<Self>,
        entered: Entered,
        kept: &dyn Fallen,
        payload: Box<dyn Any + Send>,
    ) -> ! {
        self.leave_poll(entered);
        self.panicked(kept, &*payload);
        resume_unwind(payload)
    }
}

pin_project_lite::pin_project! {
    /// The user's future, timed, and what it returned judged.
    #[derive(Debug)]
    #[must_use = "futures do nothing unless polled"]
    pub struct StepFuture<F, T, K: Keep, J> {
        #[pin]
        running: Running<F, K>,
        judge: Option<J>,
        resolves_to: PhantomData<fn() -> T>,
    }
}

impl<F, T, K: Keep, J> StepFuture<F, T, K, J> {
    #[inline]
    pub(super) fn new(running: Running<F, K>, judge: J) -> Self {
        Self {
            running,
            judge: Some(judge),
            resolves_to: PhantomData,
        }
    }
}

impl<F, T, K, J> Future for StepFuture<F, T, K, J>
where
    F: Future<Output = T>,
    K: Keep,
    J: FnOnce(&T, &mut Verdict<'_>),
{
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let this = self.project();
        let (value, on) = ready!(this.running.poll(cx));
        if let (Some((step, kept)), Some(judge)) = (on, this.judge.take()) {
            conclude(step, &kept, |verdict| judge(&value, verdict));
        }
        Poll::Ready(value)
    }
}

/// A value that waits for its line.
struct Waiting<T> {
    value: Box<T>,
    succeeded: bool,
    prediction: LastPrediction,
    delivery: Delivery,
}

/// Waits, without blocking a thread, until an audit line is on disk.
type Delivery = Pin<Box<dyn Future<Output = Result<(), AuditError>> + Send + Sync>>;

pin_project_lite::pin_project! {
    /// The user's future, timed and judged, whose end waits until its line is on disk.
    #[must_use = "futures do nothing unless polled"]
    pub struct DeliveredFuture<F, T, K: Keep, J> {
        #[pin]
        running: Running<F, K>,
        judge: Option<J>,
        refuse: Option<Refuse<T>>,
        waiting: Option<Waiting<T>>,
    }
}

impl<F, T, K: Keep, J> DeliveredFuture<F, T, K, J> {
    pub(super) fn new(running: Running<F, K>, judge: J, refuse: Option<Refuse<T>>) -> Self {
        Self {
            running,
            judge: Some(judge),
            refuse,
            waiting: None,
        }
    }
}

impl<F, T, K, J> Future for DeliveredFuture<F, T, K, J>
where
    F: Future<Output = T>,
    K: Keep,
    J: FnOnce(&T, &mut Verdict<'_>),
{
    type Output = T;

    fn poll(self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<T> {
        let this = self.project();
        let waiting = if let Some(waiting) = this.waiting {
            waiting
        } else {
            let (value, on) = ready!(this.running.poll(cx));
            let (Some((step, kept)), Some(judge)) = (on, this.judge.take()) else {
                return Poll::Ready(value);
            };
            let required = step.site.delivery == super::Delivery::Required;
            let succeeded = conclude(step, &kept, |verdict| judge(&value, verdict));
            this.waiting.insert(Waiting {
                value: Box::new(value),
                succeeded,
                prediction: LastPrediction::get(),
                delivery: Box::pin(recorder::written(required)),
            })
        };
        let written = ready!(waiting.delivery.as_mut().poll(cx));
        let Some(waiting) = this.waiting.take() else {
            unreachable!("it was put there above")
        };
        // Others may have predicted on this thread meanwhile.
        waiting.prediction.set();
        match (written, this.refuse) {
            (Err(error), Some(refuse)) if waiting.succeeded => Poll::Ready(refuse(error)),
            _ => Poll::Ready(*waiting.value),
        }
    }
}
