//! Tests of who gets which lines while outputs fail and come back.

use std::io::{self, ErrorKind, Write};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use super::member::Member;
use super::state::State;
use super::target::Target;

/// Keeps what it is given, of which it takes so many bytes, and then fails until it may take more.
#[derive(Clone, Default)]
struct Limited(Arc<Mutex<Kept>>);

#[derive(Default)]
struct Kept {
    bytes: Vec<u8>,
    room: usize,
    /// Whether it takes everything and keeps it to itself.
    is_unflushed: bool,
}

impl Limited {
    fn new(room: usize) -> Self {
        let limited = Self::default();
        limited.change(|kept| kept.room = room);
        limited
    }

    fn change<R>(&self, change: impl FnOnce(&mut Kept) -> R) -> R {
        change(&mut self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }

    fn content(&self) -> String {
        self.change(|kept| String::from_utf8_lossy(&kept.bytes).into_owned())
    }

    fn target(&self) -> Target {
        Target::Writer(Box::new(self.clone()))
    }
}

impl Write for Limited {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.change(|kept| {
            let count = bytes.len().min(kept.room);
            kept.room -= count;
            kept.bytes.extend_from_slice(&bytes[..count]);
            match count {
                0 => Err(ErrorKind::StorageFull.into()),
                count => Ok(count),
            }
        })
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.change(|kept| kept.is_unflushed) {
            return Err(ErrorKind::StorageFull.into());
        }
        Ok(())
    }
}

const ENOUGH: usize = 1 << 20;

fn member(chain: &[&Limited]) -> Member {
    let chain = chain.iter().map(|limited| limited.target());
    let member = Member::open(chain.collect(), ENOUGH);
    member.unwrap_or_else(|error| panic!("{error:?}"))
}

fn put(member: &mut Member, lines: &str) {
    member.bytes().extend_from_slice(lines.as_bytes());
    lines.lines().for_each(|_| member.count(true));
}

/// Writes until it is so.
#[track_caller]
fn write_until(member: &mut Member, is_so: impl Fn(&State) -> bool) {
    let begin = Instant::now();
    while !is_so(&member.state()) {
        assert!(
            begin.elapsed() < Duration::from_secs(30),
            "{:?}",
            member.state()
        );
        member.write(true);
        member.wait(Duration::from_millis(5));
    }
}

fn is_done(state: &State) -> bool {
    matches!(state, State::Done)
}

fn is_failed(state: &State) -> bool {
    matches!(state, State::Failed(_))
}

#[test]
fn what_a_writer_does_not_take_waits_and_goes_on_at_the_byte() {
    let writer = Limited::new(7);
    let mut member = member(&[&writer]);
    put(&mut member, "first\nsecond\nthird\n");
    write_until(&mut member, is_failed);
    assert_eq!((writer.content().as_str(), member.lines()), ("first\ns", 3));
    writer.change(|kept| kept.room = ENOUGH);
    write_until(&mut member, is_done);
    assert_eq!(writer.content(), "first\nsecond\nthird\n");
    assert_eq!(member.lines(), 0);
}

#[test]
fn a_fallback_gets_whole_lines_and_a_line_that_was_begun_is_ended_where_it_was() {
    let (first, second) = (Limited::new(7), Limited::new(ENOUGH));
    let mut member = member(&[&first, &second]);
    put(&mut member, "first\nsecond\nthird\n");
    write_until(&mut member, is_done);
    assert_eq!(first.content(), "first\ns");
    assert_eq!(second.content(), "second\nthird\n");
    assert_eq!(member.lines(), 0);
    first.change(|kept| kept.room = ENOUGH);
    // It is tried again when its pause is over.
    for _ in 0..1000 {
        if first.content().ends_with("third\n") {
            break;
        }
        put(&mut member, "third\n");
        write_until(&mut member, is_done);
        std::thread::sleep(Duration::from_millis(5));
    }
    assert_eq!(first.content(), "first\nsecond\nthird\n");
}

#[test]
fn lines_are_done_when_the_last_of_a_chain_has_them_and_wait_while_none_takes_them() {
    let (first, second) = (Limited::new(0), Limited::new(0));
    let mut member = member(&[&first, &second]);
    put(&mut member, "line\n");
    write_until(&mut member, is_failed);
    assert_eq!(member.lines(), 1);
    assert!(member.is_failing());
    second.change(|kept| kept.room = ENOUGH);
    write_until(&mut member, is_done);
    assert_eq!(
        (first.content().as_str(), second.content().as_str()),
        ("", "line\n")
    );
}

#[test]
fn lines_that_a_writer_cannot_flush_are_not_done() {
    let writer = Limited::new(ENOUGH);
    writer.change(|kept| kept.is_unflushed = true);
    let mut member = member(&[&writer]);
    put(&mut member, "line\n");
    write_until(&mut member, is_failed);
    assert_eq!(member.lines(), 1);
    writer.change(|kept| kept.is_unflushed = false);
    write_until(&mut member, is_done);
    assert_eq!(writer.content(), "line\n");
}
