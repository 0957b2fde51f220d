//! A request that is being answered, until its line is written.

use std::borrow::Cow;

use http::{Method, StatusCode};

use crate::Scope;
use crate::recorder::Kind;
use crate::recorder::clock::Moment;
use crate::setup::Level;
use crate::step::event::{self, Message};
use crate::step::{CallSite, Span};

static REQUEST: CallSite = CallSite::event(Kind::Log, "request");

/// A request under way: dropped before its end, it was cancelled.
#[derive(Debug)]
pub(super) struct Open {
    /// What runs inside is a child of the request.
    pub(super) scope: Scope,
    span: Span,
    begin: Moment,
    method: Cow<'static, str>,
    route: Option<String>,
    has_ended: bool,
}

/// How a request ended.
pub(super) enum Ended {
    Answered(StatusCode),
    Failed,
    Panicked,
    Cancelled,
}

impl Open {
    pub(super) fn new(mut scope: Scope, method: &Method, route: Option<String>) -> Self {
        let span = scope.begin_span();
        Self {
            scope,
            span,
            begin: Moment::now(),
            method: known(method),
            route,
            has_ended: false,
        }
    }

    pub(super) fn end(mut self, how: &Ended) {
        self.write(how);
    }

    fn write(&mut self, how: &Ended) {
        self.has_ended = true;
        let duration = Moment::now().since(self.begin);
        let (level, outcome, message) = match how {
            Ended::Answered(status) if status.is_server_error() => {
                (Level::Error, "error", "Request failed")
            }
            Ended::Answered(_) => (Level::Info, "ok", "Request completed"),
            Ended::Failed => (Level::Error, "error", "Request failed"),
            Ended::Panicked => (Level::Error, "panic", "Request panicked"),
            Ended::Cancelled => (Level::Warn, "cancelled", "Request was cancelled"),
        };
        self.scope.enter(|| {
            event::record_as(
                &REQUEST,
                level,
                self.span,
                Message::Ours(&message),
                |fields| {
                    fields.ours("outcome", outcome);
                    fields.seconds("duration_seconds", duration);
                    fields.ours("method", &*self.method);
                    if let Some(route) = &self.route {
                        fields.ours("route", route);
                    }
                    if let Ended::Answered(status) = how {
                        fields.ours("status", &status.as_u16());
                    }
                },
            );
        });
    }
}

impl Drop for Open {
    fn drop(&mut self) {
        if !self.has_ended {
            self.write(&Ended::Cancelled);
        }
    }
}

/// The method, one of few: a client may send any word.
fn known(method: &Method) -> Cow<'static, str> {
    let known = [
        Method::GET,
        Method::POST,
        Method::PUT,
        Method::DELETE,
        Method::HEAD,
        Method::OPTIONS,
        Method::CONNECT,
        Method::PATCH,
        Method::TRACE,
    ];
    if known.contains(method) {
        method.to_string().into()
    } else {
        "_OTHER".into()
    }
}
