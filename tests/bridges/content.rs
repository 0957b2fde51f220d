//! Without content, what others say is no content either: a process of its own, because the set-up holds for all of it.

use flight_recorder::testing::capture;
use flight_recorder::{Output, Scope, TracingLayer, builder, init_log};
use tracing_subscriber::layer::SubscriberExt as _;

#[test]
fn messages_and_fields_of_others_are_withheld_and_the_scope_stays() {
    builder()
        .content(false)
        .logs(Output::off())
        .init()
        .expect("a set-up");
    init_log().expect("a logger");
    let subscriber = tracing_subscriber::registry().with(TracingLayer::new());
    let lines = capture(|| {
        Scope::new().field("tenant", "acme").enter(|| {
            log::info!(age = 41; "Jane was here");
            tracing::subscriber::with_default(subscriber, || {
                tracing::info!(age = 41, "so was Jane");
            });
        });
    });
    assert_eq!(lines.len(), 2);
    for line in lines {
        assert_eq!(line["message"], "[withheld: no content is recorded]");
        assert_eq!(line["tenant"], "acme");
        assert!(line.get("age").is_none() && line["module"].is_string());
    }
}
