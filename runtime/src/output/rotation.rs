//! Rotation: when a file is set aside, and what is kept of those.

use std::time::{Duration, SystemTime};

/// When a file is set aside and a new one begun: see [`Output::rotate`](super::Output::rotate).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rotate(When);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Size(u64),
    Every(Duration),
}

impl Rotate {
    /// Before a line would make the file larger than so many bytes.
    pub const fn size(bytes: u64) -> Self {
        Self(When::Size(bytes))
    }

    /// With the first lines of an hour.
    pub const fn hourly() -> Self {
        Self(When::Every(Duration::from_secs(3600)))
    }

    /// With the first lines of a day in UTC.
    pub const fn daily() -> Self {
        Self(When::Every(Duration::from_secs(86_400)))
    }
}

/// How much stays of the files that were set aside: see [`Output::keep`](super::Output::keep).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Keep(Most);

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Most {
    Files(usize),
    Bytes(u64),
}

impl Keep {
    /// So many files that were set aside, besides the one that is written to.
    pub const fn files(count: usize) -> Self {
        Self(Most::Files(count))
    }

    /// So many bytes in all. Where files rotate by size, the one that is written to is reckoned in.
    pub const fn bytes(bytes: u64) -> Self {
        Self(Most::Bytes(bytes))
    }
}

/// What was asked of a file.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Rotation {
    size: Option<u64>,
    every: Option<Duration>,
    files: Option<usize>,
    bytes: Option<u64>,
    #[cfg(feature = "gzip")]
    pub(super) is_gzip: bool,
}

/// File times lag behind the clock by the kernel's tick.
const TICK: Duration = Duration::from_millis(10);

impl Rotation {
    pub(super) fn rotate(&mut self, rotate: Rotate) {
        match rotate.0 {
            When::Size(bytes) => self.size = Some(bytes),
            When::Every(time) => self.every = Some(time),
        }
    }

    pub(super) fn keep(&mut self, keep: Keep) {
        match keep.0 {
            Most::Files(count) => self.files = Some(count),
            Most::Bytes(bytes) => self.bytes = Some(bytes),
        }
    }

    pub(super) fn is_on(&self) -> bool {
        self.size.is_some() || self.every.is_some()
    }

    /// Whether something is asked for what was set aside.
    pub(super) fn needs_rotation(&self) -> bool {
        #[cfg(feature = "gzip")]
        if self.is_gzip {
            return true;
        }
        self.is_keeping()
    }

    pub(super) fn is_keeping(&self) -> bool {
        self.files.is_some() || self.bytes.is_some()
    }

    /// Whether a file has to be set aside before these lines: it holds so many bytes, and was last
    /// written then.
    pub(super) fn is_due(
        &self,
        length: u64,
        written: SystemTime,
        now: SystemTime,
        lines: &[u8],
    ) -> bool {
        let period = |time: SystemTime, every: Duration| {
            let since = time.duration_since(SystemTime::UNIX_EPOCH);
            since.unwrap_or_default().as_secs() / every.as_secs()
        };
        let now = now.checked_sub(TICK).unwrap_or(now);
        let is_old = |every| period(now, every) > period(written, every);
        let is_full = |size| length + first_line(lines) as u64 > size;
        length > 0 && (self.every.is_some_and(is_old) || self.size.is_some_and(is_full))
    }

    /// How many bytes of these lines a file of this length takes: whole lines, and one at least.
    pub(super) fn room(&self, length: u64, lines: &[u8]) -> usize {
        let room = self
            .size
            .map_or(u64::MAX, |size| size.saturating_sub(length));
        match usize::try_from(room) {
            Ok(room) if room < lines.len() => {
                let end = lines[..room].iter().rposition(|&byte| byte == b'\n');
                end.map_or(first_line(lines), |end| end + 1)
            }
            _ => lines.len(),
        }
    }

    /// How many files that were set aside are kept, and how many bytes of them.
    pub(super) fn kept(&self) -> (usize, u64) {
        let bytes = self.bytes.unwrap_or(u64::MAX);
        (
            self.files.unwrap_or(usize::MAX),
            bytes.saturating_sub(self.size.unwrap_or(0)),
        )
    }
}

fn first_line(lines: &[u8]) -> usize {
    let end = lines.iter().position(|&byte| byte == b'\n');
    end.map_or(lines.len(), |end| end + 1)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> SystemTime {
        let unix = match text {
            "14:59:59" => 1_795_791_599,
            "15:00:01" => 1_795_791_601,
            "23:59:59" => 1_795_823_999,
            "00:00:01" => 1_795_824_001,
            other => panic!("{other}"),
        };
        SystemTime::UNIX_EPOCH + Duration::from_secs(unix)
    }

    fn rotation(rotates: &[Rotate]) -> Rotation {
        let mut rotation = Rotation::default();
        for &rotate in rotates {
            rotation.rotate(rotate);
        }
        rotation
    }

    #[test]
    fn a_file_is_due_when_its_hour_or_its_day_is_over_or_a_line_more_were_too_much() {
        let hourly = rotation(&[Rotate::hourly()]);
        assert!(hourly.is_due(9, at("14:59:59"), at("15:00:01"), b"{}\n"));
        assert!(!hourly.is_due(9, at("15:00:01"), at("15:00:01"), b"{}\n"));
        let daily = rotation(&[Rotate::daily()]);
        assert!(daily.is_due(9, at("23:59:59"), at("00:00:01"), b"{}\n"));
        assert!(!daily.is_due(9, at("14:59:59"), at("15:00:01"), b"{}\n"));
        let both = rotation(&[Rotate::daily(), Rotate::size(12)]);
        assert!(!both.is_due(9, at("15:00:01"), at("15:00:01"), b"{}\n"));
        assert!(both.is_due(10, at("15:00:01"), at("15:00:01"), b"{}\n"));
        assert!(both.is_due(9, at("23:59:59"), at("00:00:01"), b"{}\n"));
    }

    #[test]
    fn an_empty_file_is_never_due_nor_one_from_the_future() {
        let both = rotation(&[Rotate::hourly(), Rotate::size(0)]);
        assert!(!both.is_due(0, at("14:59:59"), at("15:00:01"), b"{}\n"));
        let hourly = rotation(&[Rotate::hourly()]);
        assert!(!hourly.is_due(9, at("15:00:01"), at("14:59:59"), b"{}\n"));
    }

    #[test]
    fn lines_are_parted_between_files_and_never_one_line() {
        let rotation = rotation(&[Rotate::size(10)]);
        assert_eq!(rotation.room(0, b"1234\n1234\n1234\n"), 10);
        assert_eq!(rotation.room(2, b"1234\n1234\n1234\n"), 5);
        assert_eq!(rotation.room(0, b"longer than that\n{}\n"), 17);
        assert_eq!(Rotation::default().room(9, b"{}\n{}\n"), 6);
    }
}
