//! Boxed futures, told by their type: the call goes on to the future's end.

use std::future::Future;
use std::pin::Pin;

use super::call::{Ran, Refuse};
use super::kept::Keep;
use super::verdict::Verdict;

macro_rules! finish_boxed_futures {
    ($($auto:ident)*) => {
        impl<'a, T: 'a, K: Keep> Ran<Pin<Box<dyn Future<Output = T> $(+ $auto)* + 'a>>, K>
        where
            K::Detached: $($auto +)* 'a,
        {
            /// Goes on with the call, to the end of the boxed future.
            pub fn finish<J>(self, judge: J) -> Pin<Box<dyn Future<Output = T> $(+ $auto)* + 'a>>
            where
                J: FnOnce(&T, &mut Verdict<'_>) $(+ $auto)* + 'a,
            {
                match self.on {
                    None => self.value,
                    Some(_) => Box::pin(self.future(judge)),
                }
            }

            /// The same, until the line is on disk.
            pub fn deliver<J>(
                self,
                judge: J,
                refuse: Option<Refuse<T>>,
            ) -> Pin<Box<dyn Future<Output = T> $(+ $auto)* + 'a>>
            where
                J: FnOnce(&T, &mut Verdict<'_>) $(+ $auto)* + 'a,
                $(T: $auto,)*
            {
                match self.on {
                    None => self.value,
                    Some(_) => Box::pin(self.delivered_future(judge, refuse)),
                }
            }
        }
    };
}

finish_boxed_futures!();
finish_boxed_futures!(Send);
finish_boxed_futures!(Sync);
finish_boxed_futures!(Send Sync);
