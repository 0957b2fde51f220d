//! What `skip`, `mask`, `hash` and `allow` say about features, and what must have been said.

use proc_macro2::Ident;
use syn::ext::IdentExt as _;

use super::features::{Feature, How, Placement};
use crate::Attribute;
use crate::diagnostics::{Diagnostics, listed, nearest};
use crate::parse::{Arguments, Given};
use crate::personal;

/// The names in `skip`, `mask`, `hash` and `allow`.
pub(super) struct Treatments<'a> {
    pub(super) skip: &'a [Ident],
    pub(super) mask: &'a [Ident],
    pub(super) hash: &'a [Ident],
    pub(super) allow: &'a [Ident],
}

pub(super) fn names(given: Option<&Given<Vec<Ident>>>) -> &[Ident] {
    given.map_or(&[], |given| &given.value)
}

pub(super) fn has(names: &[Ident], name: &str) -> bool {
    names.iter().any(|listed| listed.unraw() == name)
}

/// How a feature is shown; what looks personal must have been thought about.
pub(super) fn treat(
    attribute: Attribute,
    feature: &mut Feature,
    treatments: &Treatments<'_>,
    diagnostics: &mut Diagnostics,
) {
    let name = &*feature.name;
    if has(treatments.mask, name) {
        feature.how = How::Mask;
    } else if has(treatments.hash, name) {
        feature.how = How::Hash;
        // What is named must be there when the call fails, whatever its type.
        feature.by_itself = false;
    } else if has(treatments.allow, name) {
        feature.how = How::Allow;
    } else if feature.placement != Placement::Spread && personal::looks_personal(name) {
        if attribute == Attribute::TrackTime && feature.by_itself {
            feature.how = How::Mask;
        } else {
            diagnostics.span(feature.span, format!("`{name}` looks like personal data: say what is to be recorded, with `mask({name})`, `hash({name})` or `skip({name})`, or with `allow({name})` if it is none"));
        }
    }
}

/// Every name that a treatment lists is a feature, and has one treatment.
pub(super) fn check_names(
    treatments: &Treatments<'_>,
    known: &[String],
    features: &[Feature],
    arguments: &Arguments,
    batch: Option<&Ident>,
    diagnostics: &mut Diagnostics,
) {
    let lists = [
        ("skip", treatments.skip),
        ("mask", treatments.mask),
        ("hash", treatments.hash),
        ("allow", treatments.allow),
    ];
    let mut seen: Vec<(&'static str, &Ident)> = Vec::new();
    for (option, listed) in lists {
        for name in listed {
            let bare = name.unraw().to_string();
            if !known.contains(&bare) {
                no_parameter(name, option, known, diagnostics);
            } else if option != "skip"
                && arguments.features.is_some()
                && !features.iter().any(|feature| feature.name == bare)
                && batch.is_none_or(|batch| batch.unraw() != bare)
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

pub(super) fn no_parameter(
    name: &Ident,
    option: &str,
    known: &[String],
    diagnostics: &mut Diagnostics,
) {
    let bare = name.unraw().to_string();
    let known = known.iter().map(String::as_str);
    let hint = if bare == "self" && option == "features" {
        "write `name = self.field` to record something of it".to_owned()
    } else if let Some(meant) = nearest(&bare, known.clone()) {
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
}
