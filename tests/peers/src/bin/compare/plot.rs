//! The plot: bars, in SVG that is readable on a light and on a dark page.

use std::fmt::Write as _;

use peers::subjects::{Kind, Name};

use crate::rounds::{Measured, THREADS};
use crate::statistics::Short;
use crate::table::{burst, rate, sparse};

const WIDTH: f64 = 880.0;
const LEFT: f64 = 250.0;
const RIGHT: f64 = 70.0;
const BAR: f64 = 13.0;
const GAP: f64 = 9.0;
const TITLE: f64 = 46.0;

/// Colours of text, lines, the peers' bars and ours; the second set where a page is dark.
const STYLE: &str = "\
text { font: 13px system-ui, sans-serif; fill: #1f2328 }
.title { font-weight: 600 }
.small { font-size: 11px; fill: #59636e }
.grid { stroke: #d1d9e0 }
.one { stroke: #59636e; stroke-dasharray: 3 3 }
.burst, .lines { fill: #8c959f }
.sparse { fill: #c3cad1 }
.ours.burst, .ours.lines { fill: #0969da }
.ours.sparse { fill: #80bfff }
@media (prefers-color-scheme: dark) {
text { fill: #f0f6fc }
.small { fill: #9198a1 }
.grid { stroke: #3d444d }
.one { stroke: #9198a1 }
.burst, .lines { fill: #818b98 }
.sparse { fill: #565e68 }
.ours.burst, .ours.lines { fill: #4493f8 }
.ours.sparse { fill: #1f5fae }
}";

struct Bar {
    class: &'static str,
    value: f64,
}

struct Row {
    name: Name,
    bars: Vec<Bar>,
}

/// Three panels under each other: timed, audited, lines a second.
pub(crate) fn svg(measured: &Measured) -> String {
    let mut body = String::new();
    let mut top = 8.0;
    for (kind, title) in [
        (
            Kind::Timed,
            "A timed call: times two clock reads and a 300-byte copy",
        ),
        (
            Kind::Audited,
            "An audited call: times plain serde_json of the record",
        ),
    ] {
        let rows = rows(|name| {
            let caller = measured.caller(name, kind)?;
            let bar = |class, value| Bar { class, value };
            Some(vec![
                bar("burst", burst(measured, caller)?),
                bar("sparse", sparse(measured, caller)?),
            ])
        });
        let small = "upper bar: in bursts; lower bar: one call each 150 µs (p50); logarithmic, less is better";
        top = panel(&mut body, top, title, small, &rows, true);
    }
    let most = THREADS[THREADS.len() - 1];
    let rows = rows(|name| {
        let (one, unit) = (
            measured.writer(name, most)?,
            measured.writer(Name::BufWriter, most)?,
        );
        Some(vec![Bar {
            class: "lines",
            value: rate(one, unit).quietest,
        }])
    });
    let title = "Audit lines a second of 4 threads: times Mutex<BufWriter<File>> by hand";
    let height = panel(
        &mut body,
        top,
        title,
        "until everything is written; more is better",
        &rows,
        false,
    );
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {WIDTH} {height}\" width=\"{WIDTH}\" role=\"img\" \
         aria-label=\"What a recorded call costs, and how many lines a second are written, beside other libraries\">\n\
         <style>\n{STYLE}\n</style>\n{body}</svg>\n"
    )
}

fn rows(bars: impl Fn(Name) -> Option<Vec<Bar>>) -> Vec<Row> {
    let names = Name::ALL.iter().filter(|name| !name.is_limit());
    names
        .filter_map(|&name| {
            Some(Row {
                name,
                bars: bars(name)?,
            })
        })
        .collect()
}

/// Draws a panel; where the next begins.
fn panel(out: &mut String, top: f64, title: &str, small: &str, rows: &[Row], is_log: bool) -> f64 {
    let values = || {
        rows.iter()
            .flat_map(|row| row.bars.iter().map(|bar| bar.value))
    };
    let (least, most) = (values().fold(1.0, f64::min), values().fold(1.0, f64::max));
    // A logarithmic axis has no zero: it begins at a round value below the shortest bar.
    let begin = if least < 0.5 { 0.1 } else { 0.3 };
    let share = |value: f64| {
        if is_log {
            (value / begin).ln() / (most / begin).ln()
        } else {
            value / most
        }
    };
    let x = |value: f64| LEFT + share(value).max(0.0) * (WIDTH - LEFT - RIGHT);
    let row_height = |row: &Row| row.bars.len() as f64 * BAR + GAP;
    let bottom = top + TITLE + rows.iter().map(row_height).sum::<f64>();
    let _ = writeln!(
        out,
        "<text class=\"title\" x=\"0\" y=\"{}\">{}</text>",
        top + 14.0,
        escaped(title)
    );
    let _ = writeln!(
        out,
        "<text class=\"small\" x=\"0\" y=\"{}\">{}</text>",
        top + 30.0,
        escaped(small)
    );
    for tick in [0.3, 1.0, 3.0, 10.0, 30.0, 100.0, 300.0]
        .into_iter()
        .filter(|&tick| tick <= most && (is_log || is_one(tick)) && tick > begin)
    {
        let (x, class) = (x(tick), if is_one(tick) { "one" } else { "grid" });
        let _ = writeln!(
            out,
            "<line class=\"{class}\" x1=\"{x:.1}\" x2=\"{x:.1}\" y1=\"{}\" y2=\"{bottom}\"/>",
            top + TITLE - 4.0
        );
        let _ = writeln!(
            out,
            "<text class=\"small\" x=\"{x:.1}\" y=\"{}\" text-anchor=\"middle\">{tick}</text>",
            bottom + 12.0
        );
    }
    let mut y = top + TITLE;
    for row in rows {
        let ours = if row.name == Name::Ours { "ours " } else { "" };
        let middle = y + row.bars.len() as f64 * BAR / 2.0 + 4.5;
        let title = row.name.title().replace(['`', '*'], "");
        let weight = if row.name == Name::Ours {
            " class=\"title\""
        } else {
            ""
        };
        let _ = writeln!(
            out,
            "<text{weight} x=\"{}\" y=\"{middle}\" text-anchor=\"end\">{}</text>",
            LEFT - 8.0,
            escaped(&title)
        );
        for bar in &row.bars {
            let end = x(bar.value);
            let _ = writeln!(
                out,
                "<rect class=\"{ours}{}\" x=\"{LEFT}\" y=\"{y}\" width=\"{:.1}\" height=\"{}\"/>",
                bar.class,
                end - LEFT,
                BAR - 1.0
            );
            let _ = writeln!(
                out,
                "<text class=\"small\" x=\"{:.1}\" y=\"{}\">{}</text>",
                end + 5.0,
                y + 10.0,
                Short(bar.value)
            );
            y += BAR;
        }
        y += GAP;
    }
    bottom + 34.0
}

/// Whether it is the base's own value.
fn is_one(tick: f64) -> bool {
    (tick - 1.0).abs() < f64::EPSILON
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}
