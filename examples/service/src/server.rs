//! The service: JSON in, prediction out.

use std::error::Error;
use std::sync::Arc;

use axum::body::Bytes;
use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use axum::{Json, Router};
use flight_recorder::{Keep, Output, PredictionId, RequestLayer, Rotate, Scope, track_time};
use serde::{Deserialize, Serialize};
use tokio::net::TcpListener;
use tokio::signal::unix::{SignalKind, signal};

use crate::error::ModelError;
use crate::model::{Model, train};
use crate::scaler::Scaler;
use crate::wine::{Quality, Wine};
use crate::{client, data};

/// Serves until SIGTERM or SIGINT; with `behind`, as a gateway that asks the service there.
pub(crate) fn run(address: &str, behind: Option<&str>) -> Result<(), Box<dyn Error>> {
    set_up()?;
    let routes = match behind {
        None => predictions(Arc::new(trained()?)),
        Some(behind) => gateway(Arc::from(behind)),
    };
    let routes = routes.route("/health", get(health));
    // The layer comes last, so that it is around all of them.
    let app = routes.layer(RequestLayer::new());
    tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()?
        .block_on(serve(address, app))
}

/// Where lines go: an operator's `FLIGHT_RECORDER_LOGS` and `FLIGHT_RECORDER_AUDIT` win.
fn set_up() -> Result<(), Box<dyn Error>> {
    let mut builder = flight_recorder::builder()
        .service("wine-service")
        .service_version(env!("CARGO_PKG_VERSION"))
        .logs(Output::stdout());
    if std::env::var_os("FLIGHT_RECORDER_AUDIT").is_none() {
        std::fs::create_dir_all("audit")?;
        builder = builder.audit(
            Output::file("audit/predictions.jsonl")
                .rotate(Rotate::daily())
                .rotate(Rotate::size(1 << 20))
                .keep(Keep::files(100)),
        );
    }
    Ok(builder.init()?)
}

async fn serve(address: &str, app: Router) -> Result<(), Box<dyn Error>> {
    let listener = TcpListener::bind(address).await?;
    eprintln!("listening on {}", listener.local_addr()?);
    axum::serve(listener, app)
        .with_graceful_shutdown(asked_to_end())
        .await?;
    // `main` returns, and every line is written: no guard has to be kept for it.
    Ok(())
}

async fn asked_to_end() {
    let wait = async |kind| match signal(kind) {
        Ok(mut signal) => drop(signal.recv().await),
        // Without a handler the signal ends the process by itself.
        Err(_) => std::future::pending().await,
    };
    tokio::select! {
        () = wait(SignalKind::terminate()) => {}
        () = wait(SignalKind::interrupt()) => {}
    }
}

fn trained() -> Result<Model, Box<dyn Error>> {
    let (training, _) = data::split(data::load()?);
    let scaler = Scaler::fit(&training);
    let matrix = scaler.scale(&training);
    let model = train(scaler, matrix, &training)?;
    eprintln!("trained a tree of {} leaves", model.leaves());
    Ok(model)
}

fn predictions(model: Arc<Model>) -> Router {
    Router::new()
        .route("/predictions", post(predict))
        .with_state(model)
        .route("/labels", post(label))
}

/// What the caller gets.
#[derive(Serialize)]
struct Answer {
    quality: Quality,
    /// To be sent back with the label.
    prediction_id: Option<PredictionId>,
}

#[track_time(features())]
async fn predict(
    State(model): State<Arc<Model>>,
    Json(wine): Json<Wine>,
) -> Result<Json<Answer>, Refusal> {
    let quality = model.predict(&wine).map_err(Refusal)?;
    Ok(Json(Answer {
        quality,
        prediction_id: flight_recorder::last_prediction(),
    }))
}

/// A wine that the model does not judge: the caller is told why.
#[derive(Debug)]
struct Refusal(ModelError);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let error = match self.0.source() {
            Some(source) => format!("{}: {source}", self.0),
            None => self.0.to_string(),
        };
        (StatusCode::UNPROCESSABLE_ENTITY, error).into_response()
    }
}

/// What a taster said of a wine that was predicted.
#[derive(Deserialize)]
struct Label {
    prediction_id: PredictionId,
    quality: Quality,
}

async fn label(Json(label): Json<Label>) -> StatusCode {
    flight_recorder::record_label(label.prediction_id, &label.quality);
    StatusCode::NO_CONTENT
}

async fn health() -> String {
    let health = flight_recorder::health();
    format!(
        "recorded {} written {} dropped {}\n",
        health.recorded, health.written, health.dropped
    )
}

fn gateway(behind: Arc<str>) -> Router {
    Router::new()
        .route("/predictions", post(forward))
        .with_state(behind)
}

async fn forward(State(behind): State<Arc<str>>, wine: Bytes) -> Response {
    // The client blocks: it works on another thread, and in this request's scope.
    let scope = Scope::current();
    let asked = tokio::task::spawn_blocking(move || scope.enter(|| ask(&behind, &wine)));
    match asked.await {
        Ok(Ok((status, body))) => {
            let status = StatusCode::from_u16(status).unwrap_or(StatusCode::BAD_GATEWAY);
            (status, body).into_response()
        }
        Ok(Err(error)) => (StatusCode::BAD_GATEWAY, error.to_string()).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// Asks the service behind; its lines are children of this step.
#[track_time(features(behind))]
fn ask(behind: &str, wine: &[u8]) -> Result<(u16, String), ureq::Error> {
    client::post(
        &client::agent(),
        &format!("{behind}/predictions"),
        wine,
        Some(&Scope::current().traceparent()),
    )
}
