//! What a compiler said, as far as it is compared.

use std::fmt::{self, Display};

use serde_json::Value;

/// All that it said of one source.
#[derive(Debug)]
pub(crate) struct Report {
    pub(crate) said: Vec<Said>,
}

/// One error or warning.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Said {
    pub(crate) places: Vec<Place>,
    pub(crate) level: String,
    /// A code, a lint, or the level of what has neither.
    pub(crate) code: String,
    pub(crate) message: String,
    /// Every line that a part of it points to.
    pub(crate) lines: Vec<u64>,
    /// As a terminal shows it.
    pub(crate) rendered: String,
}

/// Lines and columns of a primary span: from, to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Place([u64; 4]);

impl Report {
    pub(crate) fn of(output: &str) -> Self {
        let mut said: Vec<Said> = output
            .lines()
            .filter_map(|line| serde_json::from_str::<Value>(line).ok())
            .filter_map(|message| Said::of(&message))
            .collect();
        said.sort();
        Self { said }
    }

    /// What it said of the lines after `before`, as if there were only those.
    pub(crate) fn part(&self, before: u64, count: u64) -> Self {
        let lines = before + 1..=before + count;
        let is_there = |said: &&Said| {
            said.places
                .first()
                .is_some_and(|place| lines.contains(&place.0[0]))
        };
        let mut said: Vec<Said> = self.said.iter().filter(is_there).cloned().collect();
        for said in &mut said {
            for Place([first, _, last, _]) in &mut said.places {
                *first -= before;
                *last -= before;
            }
            for line in &mut said.lines {
                *line = line.saturating_sub(before);
            }
        }
        Self { said }
    }

    pub(crate) fn codes(&self) -> Vec<&str> {
        let mut codes: Vec<&str> = self.said.iter().map(|said| &*said.code).collect();
        codes.sort_unstable();
        codes
    }
}

impl Said {
    /// Nothing, for the summary at the end.
    fn of(message: &Value) -> Option<Self> {
        let spans = message["spans"].as_array()?;
        let level = message["level"].as_str()?.to_owned();
        let is_lint_failure = message["code"].is_object();
        if spans.is_empty() && !is_lint_failure && level != "error: internal compiler error" {
            return None;
        }
        let code = message["code"]["code"].as_str();
        let mut places: Vec<Place> = spans
            .iter()
            .filter(|span| span["is_primary"] == true)
            .map(Place::of)
            .collect();
        places.sort_unstable();
        let mut lines = Vec::new();
        self::lines(message, &mut lines);
        Some(Self {
            places,
            code: code.unwrap_or(&level).to_owned(),
            level,
            message: message["message"].as_str()?.to_owned(),
            lines,
            rendered: message["rendered"].as_str().unwrap_or_default().to_owned(),
        })
    }
}

impl Place {
    fn of(span: &Value) -> Self {
        let fields = ["line_start", "column_start", "line_end", "column_end"];
        Self(fields.map(|field| span[field].as_u64().expect("a span has lines and columns")))
    }
}

/// The lines that a message, or a part of it, points to.
fn lines(message: &Value, lines: &mut Vec<u64>) {
    for span in message["spans"].as_array().into_iter().flatten() {
        if let (Some(first), Some(last)) = (span["line_start"].as_u64(), span["line_end"].as_u64())
        {
            lines.extend(first..=last);
        }
    }
    for child in message["children"].as_array().into_iter().flatten() {
        self::lines(child, lines);
    }
}

impl Display for Report {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        for said in &self.said {
            writeln!(out, "{}", said.rendered)?;
        }
        Ok(())
    }
}
