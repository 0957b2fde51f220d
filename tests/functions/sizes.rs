//! What the attributes add to a future's size: not its parameters a second time.

use std::future::{Future, ready};

use flight_recorder::{audit, track_time};

#[test]
#[expect(
    clippy::large_types_passed_by_value,
    reason = "a future stores what it takes by value"
)]
fn futures_are_not_much_bigger_than_without_attributes() {
    async fn plain(rows: [u8; 4096]) -> u8 {
        ready(()).await;
        rows[rows.len() - 1]
    }
    #[track_time]
    async fn timed(rows: [u8; 4096]) -> u8 {
        ready(()).await;
        rows[rows.len() - 1]
    }
    #[audit(model_version = "v1", features(last = rows[rows.len() - 1]))]
    async fn audited(rows: [u8; 4096]) -> u8 {
        ready(()).await;
        rows[rows.len() - 1]
    }
    async fn plain_local(from: u8) -> u8 {
        let rows = [from; 4096];
        ready(()).await;
        rows[rows.len() - 1]
    }
    #[track_time]
    async fn timed_local(from: u8) -> u8 {
        let rows = [from; 4096];
        ready(()).await;
        rows[rows.len() - 1]
    }
    fn size<F: Future>(future: F) -> usize {
        let size = size_of_val(&future);
        drop(future);
        size
    }
    let plain = size(plain([0; 4096]));
    let limit = plain + plain / 5 + 512;
    let (timed, audited) = (size(timed([0; 4096])), size(audited([0; 4096])));
    assert!(
        timed <= limit && audited <= limit,
        "{timed} and {audited}, plain {plain}"
    );
    let (plain, timed) = (size(plain_local(0)), size(timed_local(0)));
    assert!(timed <= plain + plain / 5 + 512, "{timed}, plain {plain}");
}
