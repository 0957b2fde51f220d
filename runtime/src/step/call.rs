//! The chain that an expansion is: a call, its body run, what it returned judged.

use std::future::Future;
use std::panic::{AssertUnwindSafe, catch_unwind};

use super::audit::Audit;
use super::future::{DeliveredFuture, Running, StepFuture};
use super::kept::{Keep, Rendered};
use super::site::Delivery;
use super::verdict::Verdict;
use super::{CallSite, Step};
use crate::recorder::clock::Moment;
use crate::recorder::{self, AuditError};

/// How a required audit turns a record that could not be written into the function's result.
pub(super) type Refuse<R> = fn(AuditError) -> R;

/// A call that has not begun; nothing at all where the output is off.
#[derive(Debug)]
pub struct Call<K> {
    pub(super) on: Option<(Box<Step>, K)>,
}

impl Call<()> {
    /// A call of a function under `#[track_time]`.
    #[inline]
    pub fn timed(site: &'static CallSite) -> Self {
        Self::at(site, recorder::LOGS)
    }

    /// A call of a function under `#[audit]`.
    #[inline]
    pub fn audited(site: &'static CallSite) -> Self {
        Self::at(site, recorder::AUDIT)
    }

    #[inline]
    fn at(site: &'static CallSite, output: u32) -> Self {
        Self {
            on: recorder::gate(output).then(|| (Step::new(site), ())),
        }
    }

    /// Keeps features for the line of a call that fails.
    #[inline]
    pub fn keep<K: Keep>(self, features: impl FnOnce() -> K) -> Call<K> {
        Call {
            on: self.on.map(|(step, ())| (step, features())),
        }
    }

    /// Renders the features, and what else is evaluated before the body.
    #[inline]
    pub fn audit(self, features: impl FnOnce(&mut Audit<'_>)) -> Call<Rendered> {
        Call {
            on: self.on.map(|(mut step, ())| {
                super::audit::render(&mut step, features);
                (step, Rendered)
            }),
        }
    }
}

/// Calls the body from one place: two would be two copies of the user's code in the binary.
#[inline(never)]
fn once<R>(body: impl FnOnce() -> R) -> R {
    body()
}

impl<K: Keep> Call<K> {
    /// Runs the body of a function.
    #[inline]
    pub fn run<R>(self, body: impl FnOnce() -> R) -> Ran<R, K> {
        let Some((mut step, kept)) = self.on else {
            return Ran {
                value: once(body),
                on: None,
            };
        };
        let before = step.begin();
        let run = || catch_unwind(AssertUnwindSafe(|| once(body)));
        #[cfg(panic = "abort")]
        let run = || super::active::during(&mut step, &kept, None, run);
        match run() {
            Ok(value) => {
                step.end(before);
                Ran {
                    value,
                    on: Some((step, kept)),
                }
            }
            Err(payload) => step.unwound(before, &kept, payload),
        }
    }

    /// The future of an `async` function's body.
    #[inline]
    pub fn future<F, T, J>(self, body: F, judge: J) -> StepFuture<F, T, K, J>
    where
        F: Future<Output = T>,
        J: FnOnce(&T, &mut Verdict<'_>),
    {
        StepFuture::new(self.running(body), judge)
    }

    /// The future of an `async` function's body, which ends when its line is on disk.
    #[inline]
    pub fn delivered_future<F, T, J>(
        self,
        body: F,
        judge: J,
        refuse: Option<Refuse<T>>,
    ) -> DeliveredFuture<F, T, K, J>
    where
        F: Future<Output = T>,
        J: FnOnce(&T, &mut Verdict<'_>),
    {
        DeliveredFuture::new(self.running(body), judge, refuse)
    }

    #[inline]
    fn running<F>(self, body: F) -> Running<F, K> {
        let on = self.on.map(|(mut step, kept)| {
            step.start = Moment::now();
            (step, kept)
        });
        Running::new(body, on)
    }
}

/// A call whose body has returned.
#[derive(Debug)]
pub struct Ran<R, K> {
    pub(super) value: R,
    pub(super) on: Option<(Box<Step>, K)>,
}

impl<R, K: Keep> Ran<R, K> {
    /// Ends a call whose result cannot be an error.
    #[inline]
    pub fn done(self) -> R {
        if let Some((step, _)) = self.on {
            step.succeed();
        }
        self.value
    }

    /// Goes on with the call of a function that returns `impl Future`, to that future's end.
    ///
    /// That it is a future which resolves to `T` is asked once, by the function's signature: so what
    /// the body leaves open is inferred from there, and a mistake is reported once.
    pub fn future<T, J>(self, judge: J) -> StepFuture<R, T, K::Detached, J>
    where
        J: FnOnce(&T, &mut Verdict<'_>),
    {
        StepFuture::new(self.running(), judge)
    }

    /// The same, until the line is on disk.
    pub fn delivered_future<T, J>(
        self,
        judge: J,
        refuse: Option<Refuse<T>>,
    ) -> DeliveredFuture<R, T, K::Detached, J>
    where
        J: FnOnce(&T, &mut Verdict<'_>),
    {
        DeliveredFuture::new(self.running(), judge, refuse)
    }

    /// The same where the signature does not name what it resolves to.
    pub fn unnamed_future<J>(self, judge: J) -> StepFuture<R, R::Output, K::Detached, J>
    where
        R: Future,
        J: FnOnce(&R::Output, &mut Verdict<'_>),
    {
        self.future(judge)
    }

    /// The same, until the line is on disk.
    pub fn unnamed_delivered_future<J>(
        self,
        judge: J,
        refuse: Option<Refuse<R::Output>>,
    ) -> DeliveredFuture<R, R::Output, K::Detached, J>
    where
        R: Future,
        J: FnOnce(&R::Output, &mut Verdict<'_>),
    {
        self.delivered_future(judge, refuse)
    }

    fn running(self) -> Running<R, K::Detached> {
        Running::new(
            self.value,
            self.on.map(|(step, kept)| (step, kept.detach())),
        )
    }
}

/// Lets `judge` look at the result, and records the call accordingly: whether it went well.
#[inline]
pub(super) fn conclude<K: Keep>(
    mut step: Box<Step>,
    kept: &K,
    judge: impl FnOnce(&mut Verdict<'_>),
) -> bool {
    let mut verdict = Verdict::new(&mut step, kept);
    judge(&mut verdict);
    let judged = verdict.outcome();
    step.settle(judged, kept)
}

/// Ends a call by the type of its result: a boxed future goes on, anything else is judged.
///
/// The inherent methods of `Ran` for boxed futures come before this trait's.
pub trait FinishValue {
    /// What the function returned.
    type Value;

    /// Ends the call.
    fn finish<J>(self, judge: J) -> Self::Value
    where
        J: FnOnce(&Self::Value, &mut Verdict<'_>);

    /// Ends the call when its line is on disk.
    fn deliver<J>(self, judge: J, refuse: Option<Refuse<Self::Value>>) -> Self::Value
    where
        J: FnOnce(&Self::Value, &mut Verdict<'_>);
}

impl<R, K: Keep> FinishValue for Ran<R, K> {
    type Value = R;

    #[inline]
    fn finish<J>(self, judge: J) -> R
    where
        J: FnOnce(&R, &mut Verdict<'_>),
    {
        if let Some((step, kept)) = self.on {
            conclude(step, &kept, |verdict| judge(&self.value, verdict));
        }
        self.value
    }

    fn deliver<J>(self, judge: J, refuse: Option<Refuse<R>>) -> R
    where
        J: FnOnce(&R, &mut Verdict<'_>),
    {
        let Some((step, kept)) = self.on else {
            return self.value;
        };
        let required = step.site.delivery == Delivery::Required;
        let succeeded = conclude(step, &kept, |verdict| judge(&self.value, verdict));
        match (recorder::wait_written(required), refuse) {
            (Err(error), Some(refuse)) if succeeded => refuse(error),
            _ => self.value,
        }
    }
}
