//! The service around a service: it opens a request, and the future ends it.

use std::task::{Context, Poll};

use http::request::Parts;
use http::{Request, Response};
use tower_service::Service;

use super::open::Open;
use super::{RequestFuture, RequestLayer, headers};
use crate::capture::quietly;

/// A service whose every request is recorded: see [`RequestLayer`].
#[derive(Clone, Debug)]
pub struct RequestService<S> {
    pub(super) inner: S,
    pub(super) layer: RequestLayer,
}

impl<S, B, A> Service<Request<B>> for RequestService<S>
where
    S: Service<Request<B>, Response = Response<A>>,
{
    type Response = Response<A>;
    type Error = S::Error;
    type Future = RequestFuture<S::Future>;

    fn poll_ready(&mut self, cx: &mut Context<'_>) -> Poll<Result<(), S::Error>> {
        self.inner.poll_ready(cx)
    }

    fn call(&mut self, request: Request<B>) -> RequestFuture<S::Future> {
        let (parts, body) = request.into_parts();
        let id = headers::request_id(&parts.headers);
        let scope = headers::scope(&parts.headers).field("request_id", &*id);
        let open = Open::new(scope, &parts.method, self.layer.route_of(&parts));
        let request = Request::from_parts(parts, body);
        RequestFuture::new(open, id, || self.inner.call(request))
    }
}

impl RequestLayer {
    fn route_of(&self, parts: &Parts) -> Option<String> {
        match &self.route {
            Some(route) => quietly(|| route(parts)).flatten(),
            None => matched_path(parts),
        }
    }
}

#[cfg(feature = "axum")]
fn matched_path(parts: &Parts) -> Option<String> {
    let path = parts.extensions.get::<axum::extract::MatchedPath>()?;
    Some(path.as_str().to_owned())
}

#[cfg(not(feature = "axum"))]
fn matched_path(_: &Parts) -> Option<String> {
    None
}
