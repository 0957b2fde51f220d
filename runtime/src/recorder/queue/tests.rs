use super::*;

fn read_all(queue: &Queue, consumer: &mut Consumer) -> Vec<(u32, [u64; 2], Vec<u8>)> {
    let published = queue.published();
    let mut records = Vec::new();
    while !consumer.has_read(published) {
        let (tag, length) = consumer.next_first();
        let head = consumer.next_head();
        let mut body = Vec::new();
        consumer.next_body(length, &mut body);
        records.push((tag, head, body));
    }
    records
}

#[test]
fn records_of_every_length_come_out_as_they_went_in() {
    let queue = Queue::new();
    let (mut producer, mut consumer) = (Producer::new(&queue), Consumer::new(&queue));
    let record = |length: usize| (0..=250).cycle().take(length).collect::<Vec<u8>>();
    for length in (0..70).chain([CHUNK_BYTES - 8, CHUNK_BYTES, 3 * CHUNK_BYTES + 5, 1]) {
        producer.push(&queue, 1, || [7, length as u64], &record(length));
        producer.push(&queue, 2, || [8, u64::MAX], b"log");
        assert_eq!(
            read_all(&queue, &mut consumer),
            [
                (1, [7, length as u64], record(length)),
                (2, [8, u64::MAX], b"log".to_vec())
            ]
        );
    }
}

#[test]
fn a_reader_that_runs_beside_the_writer_gets_every_record_whole() {
    let queue = Queue::new();
    std::thread::scope(|scope| {
        scope.spawn(|| {
            let mut producer = Producer::new(&queue);
            for number in 0..50_000_u64 {
                let text = number.to_string().repeat((number % 40) as usize + 1);
                producer.push(&queue, 1, || [number, !number], text.as_bytes());
            }
        });
        let mut consumer = Consumer::new(&queue);
        let mut expected = 0_u64;
        while expected < 50_000 {
            for (_, head, body) in read_all(&queue, &mut consumer) {
                let text = expected.to_string().repeat((expected % 40) as usize + 1);
                assert_eq!(head, [expected, !expected]);
                assert_eq!(String::from_utf8_lossy(&body), text);
                expected += 1;
            }
            std::thread::yield_now();
        }
    });
}
