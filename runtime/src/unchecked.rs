//! All unsafe code of the runtime: what the compiler cannot check.

#![allow(
    unsafe_code,
    reason = "a panic hook has to find the calls on the stack, and a fork has to be noticed"
)]

#[cfg(any(panic = "abort", test))]
pub(crate) use dying::{Dying, die, during};

/// Values on a thread's stack that a panic hook can find: borrowed ones, of types of their own. Copying
/// what a call keeps would cost 9 to 57 ns a call, a pointer to it costs 1.5 ns.
#[cfg(any(panic = "abort", test))]
mod dying {
    use std::any::Any;
    use std::cell::Cell;
    use std::ptr::{self, NonNull};

    /// What is told that the process dies while it is under way.
    pub(crate) trait Dying {
        /// The process dies of a panic with this payload.
        fn die(&mut self, payload: &(dyn Any + Send));
    }

    /// One of a list from the innermost to the outermost.
    struct Link {
        dying: NonNull<dyn Dying>,
        outer: *const Self,
    }

    thread_local! {
        static INNERMOST: Cell<*const Link> = const { Cell::new(ptr::null()) };
    }

    /// Runs something in which [`die`] finds `dying`.
    pub(crate) fn during<R>(dying: &mut (dyn Dying + '_), run: impl FnOnce() -> R) -> R {
        /// Takes the link out of the list, however `run` ends.
        struct Unlink(*const Link);

        impl Drop for Unlink {
            fn drop(&mut self) {
                INNERMOST.set(self.0);
            }
        }

        let dying = NonNull::from(dying);
        // SAFETY: only the lifetime changes, and `die` uses it while it lasts: until this function returns.
        let dying =
            unsafe { std::mem::transmute::<NonNull<dyn Dying + '_>, NonNull<dyn Dying>>(dying) };
        let outer = INNERMOST.get();
        let link = Link { dying, outer };
        let _unlink = Unlink(outer);
        INNERMOST.set(&raw const link);
        run()
    }

    /// Tells all that are under way on this thread, each once, from the innermost on.
    pub(crate) fn die(payload: &(dyn Any + Send)) {
        loop {
            let link = INNERMOST.get();
            // SAFETY: it is null, or of a `during` on this thread that has not returned.
            let Some(link) = (unsafe { link.as_ref() }) else {
                return;
            };
            // Taken out first: whatever it does, it is not told again.
            INNERMOST.set(link.outer);
            let mut dying = link.dying;
            // SAFETY: it lives until that `during` returns, which holds the only reference to it and does not
            // use it; nobody else comes here, because it was taken out of the list.
            unsafe { dying.as_mut() }.die(payload);
        }
    }
}

/// Has functions called when the process forks: before, then after in the parent and in the child.
#[cfg(unix)]
pub(crate) fn at_fork(before: extern "C" fn(), parent: extern "C" fn(), child: extern "C" fn()) {
    unsafe extern "C" {
        /// Part of POSIX and of every C library that the standard library links.
        fn pthread_atfork(
            before: Option<extern "C" fn()>,
            parent: Option<extern "C" fn()>,
            child: Option<extern "C" fn()>,
        ) -> std::ffi::c_int;
    }

    // SAFETY: it takes three functions without arguments, which live as long as the program. It fails where
    // memory is out; then forks go unnoticed.
    unsafe { pthread_atfork(Some(before), Some(parent), Some(child)) };
}

/// There are no forks.
#[cfg(not(unix))]
pub(crate) fn at_fork(_: extern "C" fn(), _: extern "C" fn(), _: extern "C" fn()) {}
