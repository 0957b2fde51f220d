//! Forks: the child of a process that records begins a run of its own.
//!
//! Its only thread is the one that forked: no worker, and locks that other threads held stay locked. So the
//! short ones are held while the process forks, and the drain, whose holder may wait for an output, is
//! left behind with all that waited in the parent's memory: those lines are the parent's.

use std::any::Any;
use std::cell::RefCell;
use std::sync::Once;

use super::{control, dropped, exit, gate, health, local, queue, run, worker};
use crate::{setup, step, unchecked};

thread_local! {
    /// All locks of the recorder that are held for moments only.
    static HELD: RefCell<Option<Box<dyn Any>>> = const { RefCell::new(None) };
}

/// Has forks noticed from now on. Called outside of every lock, because a fork that is under way waits for
/// ours.
pub(crate) fn notice_forks() {
    static NOTICED: Once = Once::new();
    NOTICED.call_once(|| unchecked::at_fork(before, in_parent, in_child));
}

extern "C" fn before() {
    // In the order in which threads take them, where they take one while they have another.
    let held = (
        setup::hold(),
        local::hold(),
        worker::hold(),
        queue::hold(),
        control::hold(),
        gate::hold(),
        health::hold(),
        dropped::hold(),
        step::hold(),
    );
    // Where the thread's own variables are gone already they cannot be kept, and the child records nothing.
    let _ = HELD.try_with(|place| place.replace(Some(Box::new(held))));
}

fn release() -> Option<Box<dyn Any>> {
    HELD.try_with(RefCell::take).ok().flatten()
}

extern "C" fn in_parent() {
    drop(release());
}

extern "C" fn in_child() {
    let Some(held) = release() else {
        return gate::close();
    };
    drop(held);
    exit::renew();
    worker::renew();
    queue::renew();
    local::renew();
    control::renew();
    health::renew();
    dropped::renew();
    step::reseed();
    run::renew();
}
