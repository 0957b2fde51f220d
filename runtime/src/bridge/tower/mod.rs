//! Requests to a service of `tower`: a scope from the headers, the request's id in the answer, a line.

mod future;
mod headers;
mod open;
mod service;

pub use future::RequestFuture;
pub use service::RequestService;

use std::fmt::{self, Debug};
use std::sync::Arc;

use http::request::Parts;
use tower_layer::Layer;

/// Tells the route of a request.
type Route = Arc<dyn Fn(&Parts) -> Option<String> + Send + Sync>;

/// A layer for services of `tower` (`axum`, `tonic`, `hyper`): a [`Scope`](crate::Scope) and a line for each request.
///
/// - The scope is made of the headers `traceparent` and `tracestate`, and has the field `request_id`: that of the header
///   `x-request-id` if it is 1 to 128 letters, digits and `-_.:/+=`, else a random one. Steps inside of the service are
///   children of the request.
/// - The answer says the id in its own `x-request-id`.
/// - When the service has answered, a line says so where timings go: `event` `request`, `method`, `route`, `status`,
///   `duration_seconds` (to the answer's headers: its body may stream on), `outcome` and the ids. It is INFO; ERROR with outcome
///   `error` for a status from 500 on and an error of the service, ERROR for a panic, WARN with outcome `cancelled`
///   where the future was dropped before, as when the client went away.
///
/// The route is what was matched (`/wines/{id}`), never the path itself, which may hold personal data and has as many
/// values as there are requests. With the feature `axum` it is its `MatchedPath`: add the layer with `Router::layer`.
/// Elsewhere [`route`](Self::route) tells it, or the line is without.
///
/// # Examples
///
/// ```
/// # #[cfg(feature = "axum")]
/// # fn router() -> axum::Router {
/// use flight_recorder::RequestLayer;
///
/// axum::Router::new()
///     // .route("/wines/{id}", get(wine))
///     .layer(RequestLayer::new())
/// # }
/// ```
#[derive(Clone, Default)]
pub struct RequestLayer {
    route: Option<Route>,
}

impl RequestLayer {
    /// A layer that knows the routes of `axum`, if that feature is on.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Has `route` tell the route of each request, before the service is called.
    ///
    /// It must have few values, and none that is about a person: a line says what it returns.
    ///
    /// # Examples
    ///
    /// ```
    /// use flight_recorder::RequestLayer;
    ///
    /// let layer = RequestLayer::new().route(|request| match request.uri.path() {
    ///     path if path.starts_with("/wines/") => Some("/wines/{id}".to_owned()),
    ///     _ => None,
    /// });
    /// ```
    #[must_use]
    pub fn route(
        mut self,
        route: impl Fn(&Parts) -> Option<String> + Send + Sync + 'static,
    ) -> Self {
        self.route = Some(Arc::new(route));
        self
    }
}

impl<S> Layer<S> for RequestLayer {
    type Service = RequestService<S>;

    fn layer(&self, inner: S) -> RequestService<S> {
        RequestService {
            inner,
            layer: self.clone(),
        }
    }
}

impl Debug for RequestLayer {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.debug_struct("RequestLayer").finish_non_exhaustive()
    }
}
