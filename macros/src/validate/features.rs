//! Which features are recorded, and how: the parameters, or what `features(…)` lists, treated as
//! `skip`, `mask`, `hash` and `allow` say.

use proc_macro2::{Ident, Span};
use syn::{Attribute as Meta, Expr, ExprPath, ExprUnary, Token, Type, UnOp};
use syn::{ext::IdentExt as _, spanned::Spanned as _};

use super::async_trait::Part;
use super::listed::{check_entries, listed_feature};
use super::signature::Binding;
use super::treatments::{Treatments, check_names, has, treat};
use super::{Batch, bare, result};
use crate::Attribute;
use crate::diagnostics::Diagnostics;
use crate::parse::{Arguments, Function};

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
    let batch = arguments.batch.as_ref().map(|given| {
        let binding = parameters
            .iter()
            .find(|binding| batch_parameter.as_ref() == Some(&binding.ident));
        let mut batch = batch(&given.value, batch_parameter.as_ref(), binding);
        if features.is_empty() {
            batch.feature.placement = Placement::Only;
        }
        treat(
            attribute,
            &mut batch.feature,
            true,
            &treatments,
            diagnostics,
        );
        batch
    });
    (features, batch)
}

/// The rows, called as the parameter that they are of.
fn batch(expr: &Expr, name: Option<&Ident>, binding: Option<&&Binding>) -> Batch {
    let ty = binding.and_then(|binding| binding.ty.as_ref());
    let is_reference = matches!(ty.map(peel), Some(Type::Reference(_)));
    Batch {
        rows: match bare(expr) {
            // What is no sequence is then the user's type, not a reference to it.
            Expr::Path(path) if is_reference => dereferenced(path),
            other => other.clone(),
        },
        by_reference: matches!(bare(expr), Expr::Path(_) | Expr::Field(_)),
        feature: Feature {
            name: name.map_or_else(|| "row".into(), |name| name.unraw().to_string()),
            source: Source::Expression(expr.clone()),
            how: How::Plain,
            placement: Placement::Field,
            by_itself: false,
            is_shared: false,
            cfgs: Vec::new(),
            span: expr.span(),
        },
    }
}

fn dereferenced(path: &ExprPath) -> Expr {
    let span = Span::mixed_site().located_at(path.span());
    Expr::Unary(ExprUnary {
        attrs: Vec::new(),
        op: UnOp::Deref(Token![*](span)),
        expr: Box::new(Expr::Path(path.clone())),
    })
}

pub(super) fn of_parameter(binding: &Binding, function: &Function) -> Feature {
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
