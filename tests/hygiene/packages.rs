//! Callers in packages of their own: other editions, the runtime renamed or re-exported.
//!
//! The packages are written to the target folder and checked there.

use std::path::Path;
use std::process::Command;
use std::{env, fs};

const WORKSPACE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/..");

/// A function of each shape, under attributes of this path and with these options.
fn functions(attributes: &str, options: &str) -> String {
    format!(
        r#"
        use {attributes}::{{audit, track_time}};
        use std::future::Future;
        use std::pin::Pin;

        #[track_time({options})]
        #[audit(model_version = "v1", hash(y), {options})]
        pub fn plain(x: f64, y: u64) -> Result<f64, String> {{
            Ok(x * y as f64)
        }}

        #[track_time({options})]
        pub fn stays(x: u8) -> impl Iterator<Item = u8> {{
            0..x
        }}

        #[track_time({options})]
        #[audit(model_version = VERSION, batch = rows, {options})]
        pub async fn batch(rows: &[f64]) -> Vec<f64> {{
            rows.to_vec()
        }}

        #[audit(model_version = "v1", delivery = "required", {options})]
        #[track_time({options})]
        pub async fn required(x: f64) -> Result<f64, Box<dyn std::error::Error + Send + Sync>> {{
            Ok(x)
        }}

        #[track_time({options})]
        #[audit(model_version = "v1", {options})]
        pub fn boxed(x: f64) -> Pin<Box<dyn Future<Output = f64> + Send>> {{
            Box::pin(async move {{ x }})
        }}

        #[track_time({options})]
        pub async fn nothing(_x: f64) {{}}

        const VERSION: u8 = 7;
        "#
    )
}

/// A package of these dependencies, lines of its manifest, in this edition.
fn package(name: &str, edition: &str, dependencies: &str, source: &str) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR"))
        .join("hygiene")
        .join(name);
    fs::create_dir_all(folder.join("src")).expect("a folder for the package");
    let manifest = format!(
        "[package]\nname = \"{name}\"\nversion = \"0.1.0\"\nedition = \"{edition}\"\n\n\
         [dependencies]\n{dependencies}\n"
    );
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest is written");
    let source = format!("#![deny(warnings)]\n{source}");
    fs::write(folder.join("src/lib.rs"), source).expect("the source is written");
}

/// Checks the packages as one workspace, with the versions that this workspace has.
fn check(members: &[&str]) {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("hygiene");
    let manifest = format!("[workspace]\nresolver = \"2\"\nmembers = {members:?}\n");
    fs::write(folder.join("Cargo.toml"), manifest).expect("the manifest is written");
    let lock = Path::new(WORKSPACE).join("Cargo.lock");
    fs::copy(lock, folder.join("Cargo.lock")).expect("the versions are copied");
    let output = Command::new(env!("CARGO"))
        .args(["check", "--offline", "--workspace", "--quiet"])
        .current_dir(&folder)
        .env("CARGO_TARGET_DIR", folder.join("target"))
        .output()
        .expect("cargo runs");
    let said = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success() && said.is_empty(), "{said}");
}

#[test]
fn callers_may_be_of_any_edition_and_rename_or_re_export_the_runtime() {
    let direct = format!("flight-recorder = {{ path = \"{WORKSPACE}/runtime\" }}");
    let renamed =
        format!("fr = {{ package = \"flight-recorder\", path = \"{WORKSPACE}/runtime\" }}");
    let facade = "facade = { path = \"../facade\" }";

    for edition in ["2018", "2021", "2024"] {
        package(
            &format!("edition-{edition}"),
            edition,
            &direct,
            &functions("flight_recorder", ""),
        );
    }
    package("renamed", "2024", &renamed, &functions("fr", "crate = fr"));
    package(
        "renamed-absolute",
        "2018",
        &renamed,
        &functions("fr", "crate = ::fr"),
    );
    package(
        "facade",
        "2021",
        &direct,
        "pub mod nested { pub use flight_recorder as recorder; }",
    );
    let path = "facade::nested::recorder";
    package(
        "re-exported",
        "2024",
        facade,
        &functions(path, &format!("crate = {path}")),
    );
    let source = format!(
        "mod own {{ pub use {path} as again; }}\n{}",
        functions("crate::own::again", "crate = crate::own::again")
    );
    package("re-exported-again", "2021", facade, &source);
    let source = format!(
        "pub use fr; #[macro_export] macro_rules! functions {{ () => {{ {} }} }}",
        functions("$crate::fr", "crate = $crate::fr")
    );
    package("made", "2024", &renamed, &source);
    package(
        "made-elsewhere",
        "2021",
        "made = { path = \"../made\" }",
        "made::functions!();",
    );

    check(&[
        "edition-2018",
        "edition-2021",
        "edition-2024",
        "renamed",
        "renamed-absolute",
        "facade",
        "re-exported",
        "re-exported-again",
        "made",
        "made-elsewhere",
    ]);
}
