//! The features that `features(…)` lists.

use syn::ext::IdentExt as _;

use super::features::{Feature, How, Placement, Source, of_parameter};
use super::signature::Binding;
use super::treatments::no_parameter;
use crate::diagnostics::Diagnostics;
use crate::parse::{Entry, Function};

/// The names that `features(…)` gives, each of them once.
pub(super) fn check_entries(entries: &[Entry], diagnostics: &mut Diagnostics) -> Vec<String> {
    let (mut seen, mut given) = (Vec::new(), Vec::new());
    for entry in entries {
        let (Entry::Parameter(name) | Entry::Named(name, _) | Entry::Spread(name)) = entry;
        let bare = name.unraw().to_string();
        let is_spread = matches!(entry, Entry::Spread(_));
        if seen.contains(&(is_spread, bare.clone())) {
            let message = format!("`{bare}` stands in `features` twice: leave one out");
            diagnostics.at(name, message);
        }
        if matches!(entry, Entry::Named(..)) {
            given.push(bare.clone());
        }
        seen.push((is_spread, bare));
    }
    given
}

/// A feature that `features(…)` lists.
pub(super) fn listed_feature(
    entry: &Entry,
    parameters: &[&Binding],
    parameter_names: &[String],
    function: &Function,
    diagnostics: &mut Diagnostics,
) -> Option<Feature> {
    let (name, placement) = match entry {
        Entry::Named(name, value) => {
            return Some(Feature {
                name: name.unraw().to_string(),
                source: Source::Expression(value.clone()),
                how: How::Plain,
                placement: Placement::Field,
                by_itself: false,
                is_shared: false,
                cfgs: Vec::new(),
                span: name.span(),
            });
        }
        Entry::Parameter(name) => (name, Placement::Field),
        Entry::Spread(name) => (name, Placement::Spread),
    };
    let of_name = |name: &str| {
        let mut parameters = parameters.iter();
        parameters.find(|binding| binding.ident.unraw() == name)
    };
    let binding = of_name(&name.unraw().to_string()).or_else(|| {
        no_parameter(name, "features", parameter_names, diagnostics).and_then(of_name)
    })?;
    let feature = of_parameter(binding, function);
    Some(Feature {
        placement,
        // Anything else that is named is rendered before the body.
        by_itself: feature.is_shared,
        span: name.span(),
        ..feature
    })
}
