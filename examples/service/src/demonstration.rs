//! The service as a process of its own, driven with a few thousand requests and ended by SIGTERM.

use std::error::Error;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Child, Command, Stdio};

use flight_recorder::Output;

use crate::{client, data, trail};

/// Runs it, and says on stderr what came back.
pub(crate) fn run() -> Result<(), Box<dyn Error>> {
    // This process only asks; stdout is the service's.
    flight_recorder::builder().logs(Output::off()).init()?;
    let folder = std::env::temp_dir().join(format!("flight-recorder-{}", std::process::id()));
    std::fs::create_dir_all(&folder)?;
    let (mut service, url) = start(&folder)?;

    let wines = data::load()?;
    let wines = [wines.clone(), wines].concat();
    let answers = client::drive(&url, &wines);
    eprintln!("\nanswers by status");
    for (status, count) in &answers.by_status {
        eprintln!("  {status}  {count:>5}");
    }
    eprintln!("without one {:>3}", answers.failed);
    eprintln!(
        "predictions {}, of which {:.1} % are what the tasters said (most of these wines are those it learnt from)",
        answers.predictions,
        100.0 * answers.right as f64 / answers.predictions.max(1) as f64
    );
    eprintln!("labels {}", answers.labels);

    terminate(&service)?;
    let status = service.wait()?;
    let trail = trail::read(&folder.join("audit"))?;
    eprintln!("\nSIGTERM: {status}");
    eprintln!(
        "audit trail of {} files in {}: {} predictions, {} refusals, {} labels",
        trail.files,
        folder.display(),
        trail.predictions,
        trail.refusals,
        trail.labels
    );
    let all_there = trail.is_complete
        && trail.predictions == answers.predictions
        && trail.labels == answers.labels;
    if !all_there {
        return Err(format!("lines are missing: {trail:?}").into());
    }
    eprintln!("every answer has its line, and no count has a gap");
    Ok(())
}

/// Starts the service on a free port; its URL.
fn start(folder: &Path) -> Result<(Child, String), Box<dyn Error>> {
    let mut service = Command::new(std::env::current_exe()?)
        .args(["serve", "127.0.0.1:0"])
        .current_dir(folder)
        .stderr(Stdio::piped())
        .spawn()?;
    let said = service.stderr.take().ok_or("its stderr is a pipe")?;
    let mut said = BufReader::new(said).lines();
    for line in said.by_ref() {
        let line = line?;
        eprintln!("{line}");
        if let Some(address) = line.strip_prefix("listening on ") {
            let url = format!("http://{address}");
            std::thread::spawn(move || {
                said.map_while(Result::ok)
                    .for_each(|line| eprintln!("{line}"));
            });
            return Ok((service, url));
        }
    }
    Err("the service did not start".into())
}

fn terminate(service: &Child) -> Result<(), Box<dyn Error>> {
    let sent = Command::new("kill")
        .arg(service.id().to_string())
        .status()?;
    if sent.success() {
        Ok(())
    } else {
        Err("the service has ended by itself".into())
    }
}
