//! What `#[track_time]` keeps of the parameters for the line of a call that fails.
//!
//! A list of [`Item`]s, nested in tuples: `(Item, (Item, ()))`. Keeping costs a copy of a reference
//! or of a number; nothing is rendered unless the call fails.

use crate::capture::{How, ObjectWriter, Scratch, Secrets};
use crate::{capture, line, setup};

/// Where a feature stands in `input_features`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Placement {
    /// Under its name.
    Field,
    /// It is the object, if it serialises as a struct or map: the only parameter.
    Only,
    /// Its fields are fields of the object.
    Spread,
}

/// One kept value, of a type that says how it is rendered.
pub trait Kept {
    /// What is left of it in a future that may not borrow from the call.
    type Detached: Kept + Send + 'static;

    /// Writes it into `input_features`.
    fn write(
        &self,
        object: &mut ObjectWriter<'_>,
        name: &'static str,
        how: How,
        placement: Placement,
    );

    /// Keeps its raw value as a secret.
    fn hide(&self, secrets: &mut Secrets);

    /// Drops what borrows.
    fn detach(self) -> Self::Detached;
}

/// One feature of a `#[track_time]`d function.
#[derive(Debug)]
pub struct Item<V> {
    name: &'static str,
    how: How,
    placement: Placement,
    value: V,
}

impl<V: Kept> Item<V> {
    /// A feature called `name`.
    #[inline]
    pub fn new(name: &'static str, how: How, placement: Placement, value: V) -> Self {
        Self {
            name,
            how,
            placement,
            value,
        }
    }
}

/// A list of kept features.
pub trait Keep {
    /// The list without what borrows.
    type Detached: Keep + Send + 'static;

    /// Writes every feature of the list.
    fn write(&self, object: &mut ObjectWriter<'_>);

    /// Keeps the raw values of those that are masked or hashed.
    fn hide(&self, secrets: &mut Secrets);

    /// Whether the list is that of an audit, whose features were rendered before the body.
    fn is_rendered(&self) -> bool {
        false
    }

    /// Drops what borrows.
    fn detach(self) -> Self::Detached
    where
        Self: Sized;
}

impl Keep for () {
    type Detached = ();

    fn write(&self, _: &mut ObjectWriter<'_>) {}

    fn hide(&self, _: &mut Secrets) {}

    fn detach(self) {}
}

impl<V: Kept, Rest: Keep> Keep for (Item<V>, Rest) {
    type Detached = (Item<V::Detached>, Rest::Detached);

    fn write(&self, object: &mut ObjectWriter<'_>) {
        let Item {
            name,
            how,
            placement,
            value,
        } = &self.0;
        if *how == How::Mask {
            object.masked(name);
        } else {
            value.write(object, name, *how, *placement);
        }
        self.1.write(object);
    }

    fn hide(&self, secrets: &mut Secrets) {
        if matches!(self.0.how, How::Mask | How::Hash) {
            self.0.value.hide(secrets);
        }
        self.1.hide(secrets);
    }

    fn detach(self) -> Self::Detached {
        let Item {
            name,
            how,
            placement,
            value,
        } = self.0;
        (
            Item {
                name,
                how,
                placement,
                value: value.detach(),
            },
            self.1.detach(),
        )
    }
}

/// Marks an audit: its features are in the step's fields already.
#[derive(Clone, Copy, Debug)]
pub struct Rendered;

impl Keep for Rendered {
    type Detached = Self;

    fn write(&self, _: &mut ObjectWriter<'_>) {}

    fn hide(&self, _: &mut Secrets) {}

    fn is_rendered(&self) -> bool {
        true
    }

    fn detach(self) -> Self {
        self
    }
}

/// A list of kept features without its type, so that failing is compiled once and not for each function.
pub(super) trait Fallen {
    /// Writes `,"input_features":{…}`, without secrets, and keeps what it masks.
    fn write_fields(&self, fields: &mut Vec<u8>, scratch: &mut Scratch, secrets: &mut Secrets);

    /// Keeps what the features hide.
    fn hide(&self, secrets: &mut Secrets);
}

impl<K: Keep> Fallen for K {
    fn write_fields(&self, fields: &mut Vec<u8>, scratch: &mut Scratch, secrets: &mut Secrets) {
        let settings = setup::settings();
        if self.is_rendered() || !settings.content {
            return;
        }
        let rules = &settings.rules;
        let budget = line::Budget::of(rules).features;
        let mut more = Secrets::default();
        fields.extend_from_slice(br#","input_features":"#);
        capture::guarded(fields, |fields| {
            let scrubber = secrets.scrubber();
            let scrubber = scrubber.as_ref();
            let mut object =
                ObjectWriter::begin(fields, scratch, rules, budget, scrubber, Some(&mut more));
            self.write(&mut object);
            object.end();
        });
        secrets.extend(&more);
    }

    fn hide(&self, secrets: &mut Secrets) {
        Keep::hide(self, secrets);
    }
}
