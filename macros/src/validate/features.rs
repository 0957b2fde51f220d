//! Which features are recorded, and how: the parameters, or what `features(…)` lists, treated as
//! `skip`, `mask`, `hash` and `allow` say.

use proc_macro2::{Ident, Span};
use syn::{Attribute as Meta, Expr, ExprPath, ExprUnary, Token, Type, UnOp};
use syn::{ext::IdentExt as _, spanned::Spanned as _};

use super::async_trait::Part;
use super::signature::Binding;
use super::treatments::{Treatments, check_names, has, no_parameter, treat};
use super::{Batch, bare, result};
use crate::Attribute;
use crate::diagnostics::Diagnostics;
use crate::parse::{Arguments, Entry, Function};

/// One feature of the lines.
pub(crate) struct Feature {
    pub(crate) name: String,
    pub(crate) source: Source,
    pub(crate) how: How,
    pub(crate) placement: Placement,
    /// Whether `#[track_time]` keeps it by itself, as far as its type allows that without a cost.
    pub(crate) by_itself: bool,
    /// Whether it is a shared reference, which is kept by itself in any case.
    pub(crate) is_shared: bool,
    /// `#[cfg(…)]` of the parameter.
    pub(crate) cfgs: Vec<Meta>,
    /// The parameter or the expression, for errors about its type.
    pub(crate) span: Span,
}

/// Where a feature's value comes from.
pub(crate) enum Source {
    Parameter(Ident),
    Part(Ident, Part),
    Expression(Expr),
}

/// How a feature is shown.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum How {
    Plain,
    Mask,
    Hash,
    Allow,
}

/// Where a feature stands.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Placement {
    Field,
    Only,
    Spread,
}

/// Everything that is recorded of a call's input.
pub(super) fn features(
    attribute: Attribute,
    arguments: &Arguments,
    function: &Function,
    bindings: &[Binding],
    diagnostics: &mut Diagnostics,
) -> (Vec<Feature>, Option<Batch>) {
    if let (Some(_), Some(skip)) = (&arguments.features, &arguments.skip) {
        diagnostics.at(
            &skip.key,
            "`features` records exactly what it lists: leave `skip` out",
        );
    }
    let parameters: Vec<&Binding> = bindings
        .iter()
        .filter(|binding| !binding.is_self && !binding.is_unnamed)
        .collect();
    let parameter_names: Vec<String> = parameters
        .iter()
        .map(|binding| binding.ident.unraw().to_string())
        .collect();
    let entries = arguments.features.as_ref().map(|given| &*given.value);
    let mut known = parameter_names.clone();
    for name in check_entries(entries.unwrap_or_default(), diagnostics) {
        if !known.contains(&name) {
            known.push(name);
        }
    }
    let treatments = Treatments::of(arguments, &known, diagnostics);
    let batch_parameter = arguments
        .batch
        .as_ref()
        .and_then(|batch| root(&batch.value));
    let of_batch = |name: &Ident| batch_parameter.as_ref() == Some(name);
    let mut features: Vec<Feature> = match entries {
        Some(entries) => entries
            .iter()
            .filter_map(|entry| {
                let names = &parameter_names;
                listed_feature(entry, &parameters, names, function, diagnostics)
            })
            .collect(),
        None => parameters
            .iter()
            .filter(|binding| !has(&treatments.skip, &binding.ident.unraw().to_string()))
            .map(|binding| of_parameter(binding, function))
            .collect(),
    };
    features
        .retain(|feature| !matches!(&feature.source, Source::Parameter(name) if of_batch(name)));
    if attribute == Attribute::TrackTime && arguments.features.is_none() {
        // Rendering what nobody named would cost calls that go well.
        features.retain(|feature| {
            let is_named = |names: &[Ident]| has(names, &feature.name);
            feature.by_itself || is_named(&treatments.mask) || is_named(&treatments.hash)
        });
    }
    check_names(
        &treatments,
        &known,
        &features,
        arguments,
        batch_parameter.as_ref(),
        diagnostics,
    );
    let has_batch = arguments.batch.is_some();
    for feature in &mut features {
        treat(attribute, feature, false, &treatments, diagnostics);
    }
    if !has_batch
        && let [feature] = &mut *features
        && feature.placement == Placement::Field
        && !matches!(feature.source, Source::Expression(_))
    {
        feature.placement = Placement::Only;
    }
    let batch = arguments.batch.as_ref().map(|batch| {
        let name = batch_parameter
            .as_ref()
            .map_or_else(|| "row".into(), |name| name.unraw().to_string());
        let placement = if features.is_empty() {
            Placement::Only
        } else {
            Placement::Field
        };
        let mut feature = Feature {
            name,
            source: Source::Expression(batch.value.clone()),
            how: How::Plain,
            placement,
            by_itself: false,
            is_shared: false,
            cfgs: Vec::new(),
            span: batch.value.span(),
        };
        treat(attribute, &mut feature, true, &treatments, diagnostics);
        let by_reference = parameters.iter().any(|binding| {
            batch_parameter.as_ref() == Some(&binding.ident)
                && matches!(binding.ty.as_ref().map(peel), Some(Type::Reference(_)))
        });
        Batch {
            rows: match bare(&batch.value) {
                // What is no sequence is then the user's type, not a reference to it.
                Expr::Path(path) if by_reference => dereferenced(path),
                other => other.clone(),
            },
            by_reference: matches!(bare(&batch.value), Expr::Path(_) | Expr::Field(_)),
            feature,
        }
    });
    (features, batch)
}

fn dereferenced(path: &ExprPath) -> Expr {
    let span = Span::mixed_site().located_at(path.span());
    Expr::Unary(ExprUnary {
        attrs: Vec::new(),
        op: UnOp::Deref(Token![*](span)),
        expr: Box::new(Expr::Path(path.clone())),
    })
}

/// The names that `features(…)` gives, each of them once.
fn check_entries(entries: &[Entry], diagnostics: &mut Diagnostics) -> Vec<String> {
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

fn of_parameter(binding: &Binding, function: &Function) -> Feature {
    let reference = match binding.ty.as_ref().map(peel) {
        Some(Type::Reference(reference)) => Some(reference),
        _ => None,
    };
    // In a future that the function returns, a reference would be one more thing that it borrows.
    let may_borrow = !result::returns_future(function);
    Feature {
        name: binding.ident.unraw().to_string(),
        source: match &binding.part {
            None => Source::Parameter(binding.ident.clone()),
            Some(part) => Source::Part(binding.ident.clone(), part.clone()),
        },
        how: How::Plain,
        placement: Placement::Field,
        by_itself: may_borrow || reference.is_none(),
        is_shared: may_borrow && reference.is_some_and(|reference| reference.mutability.is_none()),
        cfgs: binding.cfgs.clone(),
        span: binding.ident.span(),
    }
}

fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        other => other,
    }
}

/// A feature that `features(…)` lists.
fn listed_feature(
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

/// The parameter that an expression such as `x.rows()` is about.
fn root(expr: &Expr) -> Option<Ident> {
    match expr {
        Expr::Path(path) => path.path.get_ident().cloned(),
        Expr::MethodCall(call) => root(&call.receiver),
        Expr::Field(field) => root(&field.base),
        Expr::Index(index) => root(&index.expr),
        Expr::Reference(reference) => root(&reference.expr),
        Expr::Paren(paren) => root(&paren.expr),
        Expr::Group(group) => root(&group.expr),
        _ => None,
    }
}
