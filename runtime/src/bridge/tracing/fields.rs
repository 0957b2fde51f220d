//! Reading fields of `tracing`: those of events are written as they come, those of spans are kept.

use std::error::Error;
use std::fmt::{self, Debug, Display};

use serde::{Serialize, Serializer};
use tracing_core::Event;
use tracing_core::field::{Field, Visit};

use crate::capture::quietly;
use crate::step::Chain;
use crate::step::event::Fields;

/// The field that is the text of an event.
const MESSAGE: &str = "message";

/// An event's message; of one that has none its name.
pub(super) struct Message<'e>(pub(super) &'e Event<'e>);

impl Display for Message<'_> {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        struct Text<'t, 'f> {
            out: &'t mut fmt::Formatter<'f>,
            written: Option<fmt::Result>,
        }
        impl Visit for Text<'_, '_> {
            fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
                if field.name() == MESSAGE && self.written.is_none() {
                    self.written = Some(write!(self.out, "{value:?}"));
                }
            }
            fn record_str(&mut self, field: &Field, value: &str) {
                self.record_debug(field, &format_args!("{value}"));
            }
        }
        let mut text = Text { out, written: None };
        self.0.record(&mut text);
        let written = text.written;
        written.unwrap_or_else(|| out.write_str(self.0.metadata().name()))
    }
}

/// A field's name, which may be a raw identifier.
fn name(field: &Field) -> &'static str {
    let name = field.name();
    name.strip_prefix("r#").unwrap_or(name)
}

/// Writes the fields of an event as they come.
pub(super) struct EventFields<'v, 'f, 'o> {
    pub(super) fields: &'v mut Fields<'f, 'o>,
    pub(super) said: &'v mut Vec<&'static str>,
}

impl EventFields<'_, '_, '_> {
    fn add<V: Serialize + ?Sized>(&mut self, field: &Field, value: &V) {
        let name = name(field);
        if name != MESSAGE {
            self.said.push(name);
            self.fields.user(name, value);
        }
    }
}

/// What a field is: how each type that `tracing` knows is visited.
macro_rules! visit_as_they_are {
    ($($record:ident: $value:ty),*) => {
        $(fn $record(&mut self, field: &Field, value: $value) {
            self.add(field, &value);
        })*
    };
}

impl Visit for EventFields<'_, '_, '_> {
    visit_as_they_are!(
        record_f64: f64, record_i64: i64, record_u64: u64, record_i128: i128, record_u128: u128,
        record_bool: bool, record_str: &str
    );

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        self.add(field, &Text(Chain(value)));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.add(field, &Text(format_args!("{value:?}")));
    }
}

/// Serialises as its text, which is not made where it is not needed.
struct Text<T>(T);

impl<T: Display> Serialize for Text<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

/// What a span says, for the events that come inside of it.
#[derive(Default)]
pub(super) struct SpanFields(pub(super) Vec<(&'static str, Value)>);

/// A field's value, kept.
pub(super) enum Value {
    Float(f64),
    Signed(i64),
    Unsigned(u64),
    SignedLarge(i128),
    UnsignedLarge(u128),
    Bool(bool),
    Text(String),
}

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Float(value) => value.serialize(serializer),
            Self::Signed(value) => value.serialize(serializer),
            Self::Unsigned(value) => value.serialize(serializer),
            Self::SignedLarge(value) => value.serialize(serializer),
            Self::UnsignedLarge(value) => value.serialize(serializer),
            Self::Bool(value) => value.serialize(serializer),
            Self::Text(value) => value.serialize(serializer),
        }
    }
}

impl SpanFields {
    /// What is recorded later stands in the place of what was.
    pub(super) fn update(&mut self, more: Self) {
        let is_old = |name| more.0.iter().all(|(again, _)| *again != name);
        self.0.retain(|(name, _)| is_old(*name));
        self.0.extend(more.0);
    }

    fn keep(&mut self, field: &Field, value: Value) {
        self.0.push((name(field), value));
    }

    fn keep_text(&mut self, field: &Field, text: &dyn Display) {
        let text = quietly(|| text.to_string());
        let text = text.unwrap_or_else(|| "[unprintable: panicked]".to_owned());
        self.keep(field, Value::Text(text));
    }
}

impl Visit for SpanFields {
    fn record_f64(&mut self, field: &Field, value: f64) {
        self.keep(field, Value::Float(value));
    }

    fn record_i64(&mut self, field: &Field, value: i64) {
        self.keep(field, Value::Signed(value));
    }

    fn record_u64(&mut self, field: &Field, value: u64) {
        self.keep(field, Value::Unsigned(value));
    }

    fn record_i128(&mut self, field: &Field, value: i128) {
        self.keep(field, Value::SignedLarge(value));
    }

    fn record_u128(&mut self, field: &Field, value: u128) {
        self.keep(field, Value::UnsignedLarge(value));
    }

    fn record_bool(&mut self, field: &Field, value: bool) {
        self.keep(field, Value::Bool(value));
    }

    fn record_str(&mut self, field: &Field, value: &str) {
        self.keep(field, Value::Text(value.to_owned()));
    }

    fn record_error(&mut self, field: &Field, value: &(dyn Error + 'static)) {
        self.keep_text(field, &Chain(value));
    }

    fn record_debug(&mut self, field: &Field, value: &dyn Debug) {
        self.keep_text(field, &format_args!("{value:?}"));
    }
}
