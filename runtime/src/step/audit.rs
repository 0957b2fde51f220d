//! What `#[audit]` renders before the body runs: versions, features, the rows of a batch.

use std::fmt::{Debug, Display};
use std::ops::Range;

use super::Step;
use super::kept::Placement;
use crate::capture::{How, ObjectWriter, Render, Scratch, Scrubber, Secrets, quietly};
use crate::probe::{Feature, Version};
use crate::{capture, line, setup};

/// Takes what an audited function's expansion has to say before the body.
#[derive(Debug)]
pub struct Audit<'s> {
    step: &'s mut Step,
    /// The length of what is whole, and stays when an expression panics.
    whole: usize,
}

/// Renders what `describe` says; a panic in the user's expressions leaves a marker.
pub(super) fn render(step: &mut Step, describe: impl FnOnce(&mut Audit<'_>)) {
    let mut describe = Some(describe);
    render_all(step, &mut |audit| {
        if let Some(describe) = describe.take() {
            describe(audit);
        }
    });
}

fn render_all(step: &mut Step, describe: &mut dyn FnMut(&mut Audit<'_>)) {
    let mut audit = Audit { step, whole: 0 };
    if quietly(|| describe(&mut audit)).is_none() {
        let Audit { step, whole } = audit;
        step.rows = None;
        step.fields.truncate(whole);
        step.fields
            .extend_from_slice(br#","input_features":{"unprintable":"[unprintable: panicked]"}"#);
    }
}

impl Audit<'_> {
    /// A version or id that is known only when the function is called.
    pub fn version<V: Version + ?Sized>(&mut self, field: &'static str, version: &V) {
        self.write_version(field, &version);
    }

    fn write_version(&mut self, field: &'static str, version: &dyn Display) {
        let fields = &mut self.step.fields;
        fields.extend_from_slice(b",\"");
        fields.extend_from_slice(field.as_bytes());
        fields.extend_from_slice(b"\":");
        let limit = setup::settings().rules.limits.string;
        capture::text(fields, limit, version, None);
        self.whole = fields.len();
    }

    /// What no text of the call may quote: the raw values of features that are masked or hashed.
    pub fn secrets(&mut self) -> &mut Secrets {
        &mut self.step.secrets
    }

    /// The input features.
    pub fn features(&mut self, describe: impl FnOnce(&mut Features<'_>)) {
        let mut describe = Some(describe);
        self.write_features(&mut |features| {
            if let Some(describe) = describe.take() {
                describe(features);
            }
        });
    }

    fn write_features(&mut self, describe: &mut dyn FnMut(&mut Features<'_>)) {
        if !setup::settings().content {
            return;
        }
        let Step {
            fields,
            secrets,
            scratch,
            ..
        } = &mut *self.step;
        fields.extend_from_slice(br#","input_features":"#);
        object(fields, scratch, secrets, describe);
    }

    /// The features of each row of a batch; `describe` adds those that stand in every line.
    pub fn rows<T: Feature>(
        &mut self,
        name: &'static str,
        how: How,
        placement: Placement,
        rows: impl Iterator<Item = T>,
        mut describe: impl FnMut(&mut Features<'_>),
    ) {
        let mut rendered = Rows::default();
        let content = setup::settings().content;
        for row in rows {
            if !content {
                rendered.push(|_| {});
                continue;
            }
            let mut secrets = Secrets::default();
            secrets.extend(&self.step.secrets);
            if how == How::Mask {
                secrets.keep(&&row);
            }
            let scratch = &mut self.step.scratch;
            rendered.push(|out| {
                object(out, scratch, &mut secrets, &mut |features| {
                    features.add(name, how, placement, &row);
                    describe(features);
                });
            });
            rendered.secrets.push(secrets);
        }
        self.step.rows = Some(Box::new(rendered));
    }
}

fn object(
    out: &mut Vec<u8>,
    scratch: &mut Scratch,
    secrets: &mut Secrets,
    describe: &mut dyn FnMut(&mut Features<'_>),
) {
    let rules = &setup::settings().rules;
    let budget = line::Budget::of(rules).features;
    let mut more = Secrets::default();
    {
        let scrubber = secrets.scrubber();
        let scrubber = scrubber.as_ref();
        let object = ObjectWriter::begin(out, scratch, rules, budget, scrubber, Some(&mut more));
        let mut features = Features { object };
        describe(&mut features);
        features.object.end();
    }
    secrets.extend(&more);
}

/// Takes features, one by one.
pub struct Features<'o> {
    object: ObjectWriter<'o>,
}

impl Features<'_> {
    /// A feature.
    pub fn add<T: Feature + ?Sized>(
        &mut self,
        name: &'static str,
        how: How,
        placement: Placement,
        value: &T,
    ) {
        self.put(name, how, placement, &value);
    }

    fn put(&mut self, name: &'static str, how: How, placement: Placement, value: &dyn Render) {
        match placement {
            Placement::Field => self.object.field(name, how, value),
            Placement::Only => self.object.only(name, how, value),
            Placement::Spread => self.object.spread(name, how, value),
        }
    }

    /// A feature whose value is kept out of the line.
    pub fn masked(&mut self, name: &'static str) {
        self.object.masked(name);
    }
}

/// Pieces of JSON, one for each row of a batch.
#[derive(Debug, Default)]
pub(super) struct Rows {
    json: Vec<u8>,
    ends: Vec<usize>,
    /// The length of the fields that all lines share: the versions.
    common: usize,
    /// What no text of a row's line may quote.
    secrets: Vec<Secrets>,
}

impl Rows {
    pub(super) fn push(&mut self, render: impl FnOnce(&mut Vec<u8>)) {
        render(&mut self.json);
        self.ends.push(self.json.len());
    }

    pub(super) fn len(&self) -> usize {
        self.ends.len()
    }

    pub(super) fn get(&self, row: usize) -> &[u8] {
        &self.json[self.range(row)]
    }

    /// What to take out of the texts of a row's line.
    pub(super) fn scrubber(&self, row: usize) -> Option<Scrubber<'_>> {
        self.secrets.get(row).and_then(Secrets::scrubber)
    }

    /// Takes together what the rows hide.
    pub(super) fn hide(&self, secrets: &mut Secrets) {
        self.secrets.iter().for_each(|row| secrets.extend(row));
    }

    fn range(&self, row: usize) -> Range<usize> {
        let start = if row == 0 { 0 } else { self.ends[row - 1] };
        start..self.ends[row]
    }
}

/// Puts the fields of one row's line in place: versions stay, the row before goes.
pub(super) fn begin_row(step: &mut Step, row: usize, prediction: &[u8]) {
    let Some(rows) = &mut step.rows else { return };
    let fields = &mut step.fields;
    if row == 0 {
        rows.common = fields.len();
    }
    fields.truncate(rows.common);
    if setup::settings().content {
        fields.extend_from_slice(br#","input_features":"#);
        fields.extend_from_slice(rows.get(row));
    }
    fields.extend_from_slice(prediction);
    write_batch(fields, step.span.id, rows.len());
    fields.extend_from_slice(br#","row":"#);
    fields.extend_from_slice(itoa::Buffer::new().format(row).as_bytes());
}

/// The id of a batch is that of its span: 64 random bits, which its every line shares.
fn write_batch(fields: &mut Vec<u8>, id: u64, size: usize) {
    fields.extend_from_slice(br#","batch_id":""#);
    fields.extend_from_slice(&line::hex(id));
    fields.extend_from_slice(br#"","batch_size":"#);
    fields.extend_from_slice(itoa::Buffer::new().format(size).as_bytes());
}

/// A batch that failed is one line: as many of its rows as the line has room for.
pub(super) fn write_failed_batch(step: &mut Step) {
    let Some(rows) = &step.rows else { return };
    let settings = setup::settings();
    let fields = &mut step.fields;
    if settings.content {
        write_rows(fields, rows, line::Budget::of(&settings.rules).features);
    }
    write_batch(fields, step.span.id, rows.len());
}

fn write_rows(fields: &mut Vec<u8>, rows: &Rows, budget: usize) {
    fields.extend_from_slice(br#","input_features":{"rows":["#);
    let start = fields.len();
    let mut shown = 0;
    while shown < rows.len() && fields.len() - start + rows.get(shown).len() < budget {
        if shown > 0 {
            fields.push(b',');
        }
        fields.extend_from_slice(rows.get(shown));
        shown += 1;
    }
    fields.push(b']');
    if shown < rows.len() {
        fields.extend_from_slice(br#","omitted_rows":"#);
        fields.extend_from_slice(itoa::Buffer::new().format(rows.len() - shown).as_bytes());
    }
    fields.push(b'}');
}

impl Debug for Features<'_> {
    fn fmt(&self, out: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        out.debug_struct("Features").finish_non_exhaustive()
    }
}
