//! The tables: functions in sections, each with its mistake.

/// The attributes as the cases are compiled with them.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Variant {
    Plain,
    Timed,
    Audited,
    Both,
}

impl Variant {
    pub(crate) const ANNOTATED: [Self; 3] = [Self::Timed, Self::Audited, Self::Both];

    /// What its functions are in.
    pub(crate) fn module(self) -> &'static str {
        match self {
            Self::Plain => "plain",
            Self::Timed => "timed",
            Self::Audited => "audited",
            Self::Both => "both",
        }
    }

    fn attribute(self) -> &'static str {
        match self {
            Self::Plain => "",
            Self::Timed => "#[flight_recorder::track_time]",
            Self::Audited => "#[flight_recorder::audit(model_version = \"v1\")]",
            Self::Both => {
                "#[flight_recorder::track_time] #[flight_recorder::audit(model_version = \"v1\")]"
            }
        }
    }
}

/// A section of a table.
///
/// It begins with `//= name: E0308`: all that the compiler says, by code or lint. `E0384 (E0594: why)`
/// is an exception: under an attribute it says something else, of the same place.
#[derive(Debug)]
pub(crate) struct Case {
    pub(crate) name: String,
    pub(crate) mistakes: Vec<Mistake>,
    source: String,
}

/// What a case is about.
#[derive(Debug)]
pub(crate) struct Mistake {
    /// A code, a lint, or `error` for one without a code.
    pub(crate) code: String,
    /// What is said instead under an attribute.
    pub(crate) instead: Option<String>,
}

impl Case {
    /// All sections of a table.
    pub(crate) fn table(subject: &str, table: &str) -> Vec<Self> {
        table
            .split("//= ")
            .skip(1)
            .map(|section| {
                let (heading, source) = section.split_once('\n').expect("a section has lines");
                let (name, mistakes) = heading.split_once(": ").expect("`name: mistakes`");
                Self {
                    name: format!("{subject}::{name}"),
                    mistakes: self::mistakes(mistakes),
                    source: source.to_owned(),
                }
            })
            .collect()
    }

    /// Whether it compiles, with lints or with nothing said, each at its place.
    pub(crate) fn is_lint(&self) -> bool {
        let is_lint = |code: &str| code.contains('_') && code != "error";
        self.mistakes.iter().all(|mistake| {
            (is_lint(&mistake.code) || mistake.code == "deprecated")
                && mistake.instead.as_deref() != Some("elsewhere")
        })
    }

    /// The attributes that its functions can have.
    pub(crate) fn variants(&self) -> impl Iterator<Item = Variant> {
        let is_timed = self.source.contains("#[timed]");
        Variant::ANNOTATED
            .into_iter()
            .filter(move |variant| !is_timed || *variant == Variant::Timed)
    }

    /// The functions with each of the attributes, in modules of one source: its variants, and how many
    /// lines a module has.
    pub(crate) fn side_by_side(&self, variants: &[Variant]) -> (String, u64) {
        let modules = variants.iter().map(|variant| {
            let module = variant.module();
            format!("pub mod {module} {{\n{}}}\n", self.lines(*variant))
        });
        // What a dependency brings with it is there with and without an attribute: other
        // implementations of the standard traits, of which rustc speaks.
        let source = modules.collect::<String>() + "extern crate flight_recorder as _;\n";
        (
            source,
            2 + (1..)
                .zip(self.source.lines())
                .map(|(count, _)| count)
                .last()
                .unwrap_or(0),
        )
    }

    /// Several cases as one source, for what one of them does not keep from being said of another.
    pub(crate) fn sources(cases: &[&Self], variant: Variant) -> String {
        let modules = cases.iter().map(|case| {
            let name = case.name.replace("::", "_");
            format!("pub mod {name} {{\n{}}}\n", case.lines(variant))
        });
        modules.collect::<String>() + "extern crate flight_recorder as _;\n"
    }

    fn lines(&self, variant: Variant) -> String {
        let attribute = variant.attribute();
        let lines = self.source.lines().map(|line| {
            let line = match line.trim().strip_prefix("#[with(") {
                Some(_) if variant == Variant::Plain => String::new(),
                Some(given) => format!("#[flight_recorder::{}", given.replace(")]", "]")),
                None => line
                    .replace("#[recorded]", attribute)
                    .replace("#[timed]", attribute),
            };
            line + "\n"
        });
        lines.collect()
    }

    /// The lines, from 1, that the attributes are on.
    pub(crate) fn attribute_lines(&self) -> Vec<u64> {
        let is_attribute = |line: &str| {
            let attributes = ["#[recorded]", "#[timed]", "#[with("];
            attributes.iter().any(|attribute| line.contains(attribute))
        };
        let lines = (1..).zip(self.source.lines());
        lines
            .filter(|(_, line)| is_attribute(line))
            .map(|(line, _)| line)
            .collect()
    }
}

fn mistakes(mut listed: &str) -> Vec<Mistake> {
    let mut mistakes: Vec<Mistake> = Vec::new();
    while !listed.is_empty() && listed != "nothing" {
        if let Some(exception) = listed.strip_prefix('(') {
            let (exception, rest) = exception.split_once(')').expect("an exception ends");
            let (instead, _reason) = exception
                .split_once(": ")
                .expect("an exception has a reason");
            let last = mistakes
                .last_mut()
                .expect("an exception follows what it is of");
            last.instead = Some(instead.to_owned());
            listed = rest.trim_start();
        } else {
            let (code, rest) = listed.split_once(' ').unwrap_or((listed, ""));
            let code = code.to_owned();
            mistakes.push(Mistake {
                code,
                instead: None,
            });
            listed = rest.trim_start();
        }
    }
    mistakes
}
