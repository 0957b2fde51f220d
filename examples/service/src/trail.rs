//! The audit trail, read back.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::Path;

use serde_json::Value;

/// What the files of a trail hold.
#[derive(Debug, Default)]
pub(crate) struct Trail {
    pub(crate) files: usize,
    pub(crate) predictions: usize,
    pub(crate) refusals: usize,
    pub(crate) labels: usize,
    /// Whether each thread's counts are without a gap, and the run's last line is there.
    pub(crate) is_complete: bool,
}

/// Reads all files of a folder.
pub(crate) fn read(folder: &Path) -> io::Result<Trail> {
    let mut trail = Trail::default();
    let mut counts: BTreeMap<(String, u64), Vec<u64>> = BTreeMap::new();
    let mut has_end = false;
    for entry in fs::read_dir(folder)? {
        trail.files += 1;
        for line in fs::read_to_string(entry?.path())?.lines() {
            let line: Value = serde_json::from_str(line)?;
            match (line["event"].as_str(), line["outcome"].as_str()) {
                (Some("prediction_audit"), Some("ok")) => trail.predictions += 1,
                (Some("prediction_audit"), _) => trail.refusals += 1,
                (Some("prediction_label"), _) => trail.labels += 1,
                (Some("recorder_stopped"), _) => has_end = true,
                _ => {}
            }
            if let (Some(run), Some(lane), Some(seq)) = (
                line["run"].as_str(),
                line["lane"].as_u64(),
                line["seq"].as_u64(),
            ) {
                counts.entry((run.to_owned(), lane)).or_default().push(seq);
            }
        }
    }
    let is_whole = |counts: &mut Vec<u64>| {
        counts.sort_unstable();
        counts.iter().copied().eq(1..=counts.len() as u64)
    };
    trail.is_complete = has_end && counts.values_mut().all(is_whole);
    Ok(trail)
}
