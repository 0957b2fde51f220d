//! What `skip`, `mask`, `hash` and `allow` say about features, and what must have been said.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;

use super::features::{Feature, How, Placement};
use crate::Attribute;
use crate::diagnostics::{Diagnostics, listed, nearest};
use crate::parse::{Arguments, Given};
use crate::personal;

/// The names in `skip`, `mask`, `hash` and `allow`.
pub(super) struct Treatments {
    pub(super) skip: Vec<Ident>,
    pub(super) mask: Vec<Ident>,
    pub(super) hash: Vec<Ident>,
    pub(super) allow: Vec<Ident>,
    /// Whether one of them was not understood: who knows what it says.
    is_broken: bool,
}

impl Treatments {
    /// What the attribute lists, each misspelt name taken as the feature that was meant.
    pub(super) fn of(
        arguments: &Arguments,
        known: &[String],
        diagnostics: &mut Diagnostics,
    ) -> Self {
        let mut names = |given: Option<&Given<Vec<Ident>>>| {
            let given = given.into_iter().flat_map(|given| {
                let option = given.key.to_string();
                given.value.iter().map(move |name| (option.clone(), name))
            });
            given
                .map(|(option, name)| {
                    let is_known = known.contains(&name.unraw().to_string());
                    let meant = if is_known {
                        None
                    } else {
                        no_parameter(name, &option, known, diagnostics)
                    };
                    meant.map_or_else(|| name.clone(), |meant| Ident::new_raw(meant, name.span()))
                })
                .collect()
        };
        Self {
            skip: names(arguments.skip.as_ref()),
            mask: names(arguments.mask.as_ref()),
            hash: names(arguments.hash.as_ref()),
            allow: names(arguments.allow.as_ref()),
            is_broken: arguments.are_broken(&["features", "skip", "mask", "hash", "allow"]),
        }
    }
}

pub(super) fn has(names: &[Ident], name: &str) -> bool {
    names.iter().any(|listed| listed.unraw() == name)
}

/// How a feature is shown; what looks personal must have been thought about.
pub(super) fn treat(
    attribute: Attribute,
    feature: &mut Feature,
    is_batch: bool,
    treatments: &Treatments,
    diagnostics: &mut Diagnostics,
) {
    let name = &*feature.name;
    if has(&treatments.mask, name) {
        feature.how = How::Mask;
        // What is named must be read when the call fails, whatever its type.
        feature.by_itself &= feature.is_shared;
    } else if has(&treatments.hash, name) {
        feature.how = How::Hash;
        feature.by_itself &= feature.is_shared;
    } else if has(&treatments.allow, name) {
        feature.how = How::Allow;
    } else if feature.placement != Placement::Spread
        && !treatments.is_broken
        && !has(&treatments.skip, name)
        && personal::looks_personal(name)
    {
        if attribute == Attribute::TrackTime && feature.by_itself {
            feature.how = How::Mask;
        } else {
            let ways = if is_batch {
                format!("`mask({name})` or `hash({name})`")
            } else {
                format!("`mask({name})`, `hash({name})` or `skip({name})`")
            };
            diagnostics.span(feature.span, format!("`{name}` looks like personal data: write {ways} to keep it out of the lines, or `allow({name})` if it is none"));
        }
    }
}

/// Every name that a treatment lists is a feature, and has one treatment.
pub(super) fn check_names(
    treatments: &Treatments,
    known: &[String],
    features: &[Feature],
    arguments: &Arguments,
    batch: Option<&Ident>,
    diagnostics: &mut Diagnostics,
) {
    let lists = [
        ("skip", &treatments.skip),
        ("mask", &treatments.mask),
        ("hash", &treatments.hash),
        ("allow", &treatments.allow),
    ];
    let mut seen: Vec<(&'static str, &Ident)> = Vec::new();
    for (option, listed) in lists {
        for name in listed {
            let bare = name.unraw().to_string();
            let is_batch = batch.is_some_and(|batch| batch.unraw() == bare);
            if is_batch && option == "skip" {
                diagnostics.at(name, format!("`{bare}` is the batch, one row a line: to keep its values out, write `mask({bare})`"));
            }
            // What is not known has been said.
            if known.contains(&bare)
                && !treatments.is_broken
                && option != "skip"
                && arguments.features.is_some()
                && !features.iter().any(|feature| feature.name == bare)
                && !is_batch
            {
                diagnostics.at(name, format!("`{bare}` is not recorded, because `features` does not list it: leave it out of `{option}`"));
            }
            match seen.iter().find(|(_, earlier)| earlier.unraw() == bare) {
                Some((earlier, _)) if *earlier == option => {
                    diagnostics.at(
                        name,
                        format!("`{bare}` stands in `{option}` twice: leave one out"),
                    );
                }
                Some((earlier, _)) => {
                    diagnostics.at(name, format!("`{bare}` stands in `{earlier}` and in `{option}`, which exclude each other: leave one out"));
                }
                None => seen.push((option, name)),
            }
        }
    }
}

/// Says that a name is no parameter, and which one was probably meant.
pub(super) fn no_parameter<'k>(
    name: &Ident,
    option: &str,
    known: &'k [String],
    diagnostics: &mut Diagnostics,
) -> Option<&'k str> {
    let bare = name.unraw().to_string();
    let known = known.iter().map(String::as_str);
    let meant = nearest(&bare, known.clone());
    let hint = if let Some(meant) = meant {
        format!("did you mean `{meant}`?")
    } else if known.len() == 0 {
        "the function has none".to_owned()
    } else {
        format!("the function has {}", listed(known))
    };
    diagnostics.at(
        name,
        format!("`{option}` names `{bare}`, which is no parameter: {hint}"),
    );
    meant
}
