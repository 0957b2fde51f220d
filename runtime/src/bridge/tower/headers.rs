//! What a request's headers say.

use http::header::ToStrError;
use http::{HeaderMap, HeaderName, HeaderValue};

use crate::Scope;
use crate::line::hex;
use crate::step;

pub(super) const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest id that is taken from a header.
const LONGEST_ID: usize = 128;

/// The caller's id for the request, if it is one that may stand in lines and headers; else a random one.
pub(super) fn request_id(headers: &HeaderMap) -> Box<str> {
    let given = headers.get(REQUEST_ID).and_then(|id| id.to_str().ok());
    match given {
        Some(id) if is_reasonable(id) => id.into(),
        _ => {
            let id = [hex(step::random()), hex(step::random())];
            String::from_utf8_lossy(id.as_flattened()).into()
        }
    }
}

fn is_reasonable(id: &str) -> bool {
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.:/+=".contains(&byte);
    (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(is_allowed)
}

/// The scope that the headers of W3C Trace Context tell.
pub(super) fn scope(headers: &HeaderMap) -> Scope {
    // A second one, or one that is no text, is as invalid as any that breaks a rule.
    const INVALID: &str = "";
    let mut parents = headers.get_all("traceparent").iter();
    let parent = match (parents.next(), parents.next()) {
        (Some(parent), None) => Some(parent.to_str().unwrap_or(INVALID)),
        (Some(_), Some(_)) => Some(INVALID),
        (None, _) => None,
    };
    // Several are one list.
    let states = headers.get_all("tracestate").iter();
    let states: Result<Vec<_>, ToStrError> = states.map(HeaderValue::to_str).collect();
    let state = states.unwrap_or_default().join(",");
    Scope::from_headers(parent, Some(&*state).filter(|state| !state.is_empty()))
}
