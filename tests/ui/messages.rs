//! What the compiler says, taken apart.

/// One error, from its first line to the next.
pub(crate) struct Message<'s> {
    lines: Vec<&'s str>,
}

/// The errors in a compiler's output.
pub(crate) fn errors(output: &str) -> Vec<Message<'_>> {
    let mut errors: Vec<Message<'_>> = Vec::new();
    for line in output.lines() {
        if line.starts_with("error") {
            errors.push(Message { lines: Vec::new() });
        }
        if let Some(error) = errors.last_mut() {
            error.lines.push(line);
        }
    }
    errors
}

impl Message<'_> {
    /// The source at which the error is: where its first place begins, and what carets underline.
    pub(crate) fn underlines(&self, source: &str) -> String {
        let mut underlined = self.begins(source).unwrap_or_default();
        for pair in self.lines.windows(2) {
            let (Some((_, code)), Some((gutter, marks))) =
                (pair[0].split_once('|'), pair[1].split_once('|'))
            else {
                continue;
            };
            if gutter.trim().is_empty() {
                let marked = code
                    .chars()
                    .zip(marks.chars())
                    .filter(|(_, mark)| *mark == '^');
                underlined.extend(marked.map(|(code, _)| code));
            }
        }
        underlined
    }

    /// The two characters at ` --> file:line:column`.
    fn begins(&self, source: &str) -> Option<String> {
        let place = self
            .lines
            .iter()
            .find_map(|line| line.trim_start().strip_prefix("--> "))?;
        let mut numbers = place.rsplit(':').map(str::parse::<usize>);
        let (column, line) = (numbers.next()?.ok()?, numbers.next()?.ok()?);
        let line = source.lines().nth(line - 1)?;
        Some(line.chars().skip(column - 1).take(2).collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const SOURCE: &str = "#[audit(level = \"debug\")]\nfn f() {}\n";

    #[test]
    fn an_error_on_a_token_underlines_the_token() {
        let output = "error: no\n --> ui/a/b.rs:1:9\n  |\n1 | #[audit(level = \"debug\")]\n  |         ^^^^^\n";
        let errors = errors(output);
        assert_eq!(errors.len(), 1);
        assert_eq!(errors[0].underlines(SOURCE), "lelevel");
    }

    #[test]
    fn an_error_on_the_attribute_underlines_the_attribute() {
        let output = "error[E0277]: no\n --> ui/a/b.rs:1:1\n  |\n1 | #[audit(level = \"debug\")]\n  | ^^^^^^^^^^^^^^^^^^^^^^^^^ no\n";
        assert!(errors(output)[0].underlines(SOURCE).starts_with("#["));
    }
}
