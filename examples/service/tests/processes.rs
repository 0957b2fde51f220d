//! The service as the processes that it is: two in a chain, and one that is ended under load.

use std::collections::HashSet;
use std::fs;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, Ordering};
use std::thread;

use serde_json::Value;
use ureq::Agent;

const WINE: &str = r#"{"fixed_acidity":7.4,"volatile_acidity":0.7,"citric_acid":0.0,"residual_sugar":1.9,"chlorides":0.076,"free_sulfur_dioxide":11.0,"total_sulfur_dioxide":34.0,"density":0.9978,"ph":3.51,"sulphates":0.56,"alcohol":9.4}"#;

/// A service with a folder of its own, gone when it is dropped.
struct Service {
    child: Child,
    url: String,
    folder: PathBuf,
}

impl Service {
    /// Starts it on a free port, before the service at `behind` if there is one.
    fn start(name: &str, behind: Option<&str>) -> Self {
        let folder = std::env::temp_dir().join(format!("service-{}-{name}", std::process::id()));
        fs::create_dir_all(&folder).unwrap();
        let mut command = Command::new(env!("CARGO_BIN_EXE_service"));
        command.args(["serve", "127.0.0.1:0"]).args(behind);
        for (variable, _) in std::env::vars_os() {
            if variable.to_string_lossy().starts_with("FLIGHT_RECORDER_") {
                command.env_remove(variable);
            }
        }
        command
            .current_dir(&folder)
            .env("FLIGHT_RECORDER_LOGS", folder.join("logs.jsonl"))
            .stdout(Stdio::null())
            .stderr(Stdio::piped());
        let mut child = command.spawn().unwrap();
        let mut said = BufReader::new(child.stderr.take().unwrap()).lines();
        let listening = |line: String| line.strip_prefix("listening on ").map(str::to_owned);
        let address = said.find_map(|line| listening(line.unwrap())).unwrap();
        thread::spawn(move || said.for_each(drop));
        Self {
            child,
            url: format!("http://{address}"),
            folder,
        }
    }

    /// SIGTERM, and the lines of all its files once it has ended.
    fn terminate(&mut self) -> Vec<Value> {
        let kill = Command::new("kill")
            .arg(self.child.id().to_string())
            .status();
        assert!(kill.unwrap().success());
        assert_eq!(self.child.wait().unwrap().code(), Some(0));
        let mut lines = lines(&self.folder.join("logs.jsonl"));
        for file in fs::read_dir(self.folder.join("audit"))
            .into_iter()
            .flatten()
        {
            lines.extend(self::lines(&file.unwrap().path()));
        }
        lines
    }
}

impl Drop for Service {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
        let _ = fs::remove_dir_all(&self.folder);
    }
}

fn lines(file: &Path) -> Vec<Value> {
    let text = fs::read_to_string(file).unwrap();
    text.lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect()
}

fn agent() -> Agent {
    Agent::config_builder()
        .http_status_as_error(false)
        .build()
        .into()
}

fn post(agent: &Agent, url: &str, header: Option<&str>) -> Result<(u16, Value), ureq::Error> {
    let mut request = agent
        .post(format!("{url}/predictions"))
        .header("content-type", "application/json");
    if let Some(header) = header {
        request = request
            .header("traceparent", header)
            .header("tracestate", "rojo=1");
    }
    let mut response = request.send(WINE)?;
    let body = response.body_mut().read_to_string()?;
    let body = serde_json::from_str(&body).unwrap_or(Value::String(body));
    Ok((response.status().as_u16(), body))
}

#[test]
fn a_trace_goes_through_two_services() {
    let mut model = Service::start("model", None);
    let mut gateway = Service::start("gateway", Some(&model.url));
    let trace = "0af7651916cd43dd8448eb211c80319c";
    let header = format!("00-{trace}-b7ad6b7169203331-01");
    let (status, answer) = post(&agent(), &gateway.url, Some(&header)).unwrap();
    assert_eq!(status, 200, "{answer}");
    post(&agent(), &gateway.url, None).unwrap();

    let of_trace = |lines: Vec<Value>| -> Vec<Value> {
        lines
            .into_iter()
            .filter(|line| line["trace_id"] == trace)
            .collect()
    };
    let (gateway, model) = (of_trace(gateway.terminate()), of_trace(model.terminate()));
    let one = |lines: &[Value], key: &str, value: &str| -> Value {
        let mut found = lines.iter().filter(|line| line[key] == value);
        let line = found
            .next()
            .unwrap_or_else(|| panic!("{key} {value} in {lines:?}"));
        assert!(found.next().is_none());
        line.clone()
    };
    let chain = [
        one(&gateway, "event", "request"),
        one(&gateway, "function", "ask"),
        one(&model, "event", "request"),
        one(&model, "event", "execution"),
        one(&model, "event", "prediction_audit"),
    ];
    assert_eq!(gateway.len() + model.len(), chain.len());
    assert_eq!(chain[0]["parent_span_id"], "b7ad6b7169203331");
    for pair in chain.windows(2) {
        assert_eq!(pair[1]["parent_span_id"], pair[0]["span_id"], "{pair:?}");
    }
    assert_eq!(chain[4]["span_id"], answer["prediction_id"]);
    for line in &chain {
        assert!(line["request_id"].is_string(), "{line}");
    }
    assert_eq!(
        (&chain[0]["route"], &chain[0]["status"]),
        (&"/predictions".into(), &200.into())
    );
}

#[test]
fn sigterm_under_load_loses_no_line() {
    let mut service = Service::start("load", None);
    let url = service.url.clone();
    let (answered, has_ended) = (Mutex::new(HashSet::new()), AtomicBool::new(false));
    let lines = thread::scope(|scope| {
        for _ in 0..4 {
            scope.spawn(|| {
                let agent = agent();
                while !has_ended.load(Ordering::Relaxed) {
                    // Once the service is gone there are no answers.
                    if let Ok((200, answer)) = post(&agent, &url, None) {
                        let id = answer["prediction_id"].as_str().unwrap().to_owned();
                        answered.lock().unwrap().insert(id);
                    }
                }
            });
        }
        while answered.lock().unwrap().len() < 1000 {
            thread::yield_now();
        }
        let lines = service.terminate();
        has_ended.store(true, Ordering::Relaxed);
        lines
    });
    let audited = lines
        .iter()
        .filter(|line| line["event"] == "prediction_audit");
    let audited: HashSet<_> = audited
        .map(|line| line["span_id"].as_str().unwrap().to_owned())
        .collect();
    let answered = answered.into_inner().unwrap();
    let missing: Vec<_> = answered.difference(&audited).collect();
    assert!(
        missing.is_empty(),
        "{} of {} are missing",
        missing.len(),
        answered.len()
    );
    let requests = lines
        .iter()
        .filter(|line| line["event"] == "request" && line["status"] == 200);
    assert!(requests.count() >= answered.len());
    assert!(lines.iter().any(|line| line["event"] == "recorder_stopped"));
}
