//! Scopes: a request's trace and the program's own fields, in every line that is written inside.

mod current;
mod future;
mod parent;
mod state;

pub(crate) use current::{append, append_missing};
pub use future::Scoped;
pub(crate) use parent::number;

use std::future::Future;
use std::ops::Range;
use std::sync::Arc;

use serde::Serialize;

use crate::capture::{ObjectWriter, Scratch, json};
use crate::line::{self, Budget, hex};
use crate::recorder;
use crate::setup;
use crate::step::{self, Around};
use parent::{Parent, SAMPLED};

/// What lines are about: a request, a job, a message. Every line that is written inside belongs to its trace and
/// says its fields.
///
/// It is inherited by what is called, also across `.await`, and handed on by hand to what is spawned:
/// [`current`](Scope::current) where the work is given away, [`enter`](Scope::enter) or
/// [`instrument`](Scope::instrument) where it is done. A clone is cheap.
///
/// # Examples
///
/// ```
/// use flight_recorder::{Scope, track_time};
///
/// #[track_time]
/// fn score(income: f64) -> f64 {
///     income / 100_000.0
/// }
///
/// let header = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";
/// let request = Scope::from_headers(Some(header), None).field("request_id", "r-17");
///
/// let lines = flight_recorder::testing::capture(|| request.enter(|| score(52_000.0)));
/// assert_eq!(lines[0]["request_id"], "r-17");
/// assert_eq!(lines[0]["trace_id"], "0af7651916cd43dd8448eb211c80319c");
/// assert_eq!(lines[0]["parent_span_id"], "b7ad6b7169203331");
/// ```
///
/// To another thread, a task of `tokio`, a loop of `rayon`:
///
/// ```
/// # use flight_recorder::{Scope, track_time};
/// # #[track_time]
/// # fn score(income: f64) -> f64 { income / 100_000.0 }
/// let scope = Scope::current();
/// let thread = std::thread::spawn(move || scope.enter(|| score(52_000.0)));
/// # thread.join();
/// // tokio::spawn(Scope::current().instrument(predict(wine)));
/// // wines.par_iter().map(|wine| scope.enter(|| predict(wine)))
/// ```
#[derive(Clone, Debug)]
#[must_use = "a scope holds for what runs in `enter` or `instrument`"]
pub struct Scope {
    /// What runs inside is a child of it.
    around: Around,
    shared: Arc<Shared>,
}

/// What a scope shares with those that are made inside of it.
#[derive(Clone, Debug)]
struct Shared {
    /// Whose flags and state these are.
    trace: [u64; 2],
    flags: u8,
    state: Option<Box<str>>,
    /// Each field's name, escaped, and `,"name":value`.
    fields: Vec<(Vec<u8>, Vec<u8>)>,
    /// All of them.
    json: Vec<u8>,
}

impl Shared {
    /// That of a trace which nobody has said anything of.
    fn of(trace: [u64; 2]) -> Arc<Self> {
        Arc::new(Self {
            trace,
            flags: SAMPLED,
            state: None,
            fields: Vec::new(),
            json: Vec::new(),
        })
    }
}

impl Default for Scope {
    fn default() -> Self {
        Self::new()
    }
}

impl Scope {
    /// A new trace, without fields, whatever runs here.
    pub fn new() -> Self {
        let around = Around::new_trace();
        Self {
            around,
            shared: Shared::of(around.trace),
        }
    }

    /// The trace that a request belongs to by its headers `traceparent` and `tracestate`, read by the rules of
    /// [W3C Trace Context](https://www.w3.org/TR/trace-context/).
    ///
    /// Without a `traceparent`, or with one that breaks a rule, it is a new trace; the latter is counted in
    /// [`Health::ignored_traceparents`](crate::Health::ignored_traceparents). A `tracestate` that breaks a rule is left out by itself.
    pub fn from_headers(traceparent: Option<&str>, tracestate: Option<&str>) -> Self {
        let mut scope = Self::new();
        let Some(header) = traceparent else {
            return scope;
        };
        let Some(Parent { trace, id, flags }) = Parent::parse(header) else {
            recorder::count_ignored_traceparent();
            return scope;
        };
        scope.around = Around { trace, id };
        let shared = Arc::make_mut(&mut scope.shared);
        shared.trace = trace;
        shared.flags = flags;
        shared.state = tracestate.and_then(state::parse).map(Into::into);
        scope
    }

    /// What runs here: its trace, the step that runs as the parent, and the fields of the scope around. A new trace
    /// where nothing runs.
    pub fn current() -> Self {
        let around = match Around::here() {
            Around { trace: [0, 0], .. } => Around::new_trace(),
            here => here,
        };
        let mut shared = current::get().unwrap_or_else(|| Shared::of(around.trace));
        if shared.trace != around.trace {
            // A step of another trace runs inside of the scope: it was called elsewhere.
            let shared = Arc::make_mut(&mut shared);
            (shared.trace, shared.flags, shared.state) = (around.trace, SAMPLED, None);
        }
        Self { around, shared }
    }

    /// Adds a field to every line inside, in the place of one with the same name.
    ///
    /// The rules for values are those of features: a field is masked if its name looks personal, long strings are
    /// cut. A name that the recorder has a meaning for gets `field_` in front (`field_level`).
    pub fn field<V: Serialize + ?Sized>(mut self, name: &str, value: &V) -> Self {
        let mut json = Vec::new();
        let rules = &setup::settings().rules;
        let budget = Budget::of(rules).message;
        let mut scratch = Scratch::default();
        let key = line::free_name(name);
        ObjectWriter::inside(&mut json, &mut scratch, rules, budget, None, |object| {
            object.named(&key, &value);
        });
        let shared = Arc::make_mut(&mut self.shared);
        let name = |at: &Range<usize>| json[at.start + 1..at.end - 1].to_vec();
        let mut own = Vec::new();
        for (key, value) in json::fields(&json) {
            // What JSON cannot say of the value stands beside it, under a name that is this field's.
            let name = if own.is_empty() {
                own = name(&key);
                own.clone()
            } else {
                [&*own, b"_", &*name(&key)].concat()
            };
            let field = [b",\"", &*name, b"\":", &json[value]].concat();
            shared.fields.retain(|(known, _)| *known != name);
            shared.fields.push((name, field));
        }
        let fields = shared.fields.iter().flat_map(|(_, json)| json);
        shared.json = fields.copied().collect();
        self
    }

    /// Runs `run` inside of the scope, on this thread.
    pub fn enter<R>(&self, run: impl FnOnce() -> R) -> R {
        /// What was around, put back also when `run` unwinds.
        struct Outside {
            around: Around,
            shared: Option<Arc<Shared>>,
        }
        impl Drop for Outside {
            fn drop(&mut self) {
                step::leave(self.around);
                current::replace(self.shared.take());
            }
        }
        let _outside = Outside {
            around: self.around.enter(),
            shared: current::replace(Some(Arc::clone(&self.shared))),
        };
        run()
    }

    /// The future, every poll of which is inside of the scope, on whichever thread.
    pub fn instrument<F: Future>(&self, future: F) -> Scoped<F> {
        Scoped::new(future, self.clone())
    }

    /// The value of the header `traceparent` for a request to another service: made where it is sent
    /// (`Scope::current().traceparent()`), so that its parent is the step that sends.
    pub fn traceparent(&self) -> String {
        Parent {
            trace: self.around.trace,
            // A trace without a span yet: an id of zeros is invalid.
            id: if self.around.id == 0 {
                step::random() | 1
            } else {
                self.around.id
            },
            flags: self.shared.flags,
        }
        .header()
    }

    /// The value of the header `tracestate` for a request to another service, if one came in.
    pub fn tracestate(&self) -> Option<&str> {
        self.shared.state.as_deref()
    }

    /// The trace's id as lines say it: 32 hexadecimal digits.
    pub fn trace_id(&self) -> String {
        let [high, low] = self.around.trace.map(hex);
        String::from_utf8_lossy(&[high, low].concat()).into_owned()
    }

    /// The same of what is not known to be a future.
    #[cfg(feature = "tower")]
    pub(crate) fn around<F>(&self, future: F) -> Scoped<F> {
        Scoped::new(future, self.clone())
    }

    /// The ids of a request that has a line of its own: a child of what the scope says; what runs inside from now
    /// on are its children.
    #[cfg(feature = "tower")]
    pub(crate) fn begin_span(&mut self) -> step::Span {
        let Around { trace, id: parent } = self.around;
        let id = step::random() | 1;
        self.around.id = id;
        step::Span { trace, id, parent }
    }
}
