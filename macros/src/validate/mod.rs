//! Stage two: arguments and function become a model. Every check across them is here, and all
//! mistakes are found together.

mod async_trait;
mod edge;
mod features;
mod listed;
mod options;
mod result;
mod signature;
mod treatments;
mod unnamed;
mod uses;
mod version;

pub(crate) use async_trait::Part;
pub(crate) use edge::Edge;
pub(crate) use features::{Feature, How, Placement, Source};
pub(crate) use result::Shape;
pub(crate) use signature::{Binding, used};

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{Expr, ext::IdentExt as _};

use crate::Attribute;
use crate::diagnostics::Diagnostics;
use crate::parse::{Arguments, Function};

/// All that an expansion needs; nothing in it can be wrong any more.
pub(crate) struct Model {
    pub(crate) attribute: Attribute,
    pub(crate) function: Function,
    /// The path of the runtime, and whether it is the user's.
    pub(crate) runtime: TokenStream,
    pub(crate) is_runtime_given: bool,
    /// What the signature binds, in order; of `self` too.
    pub(crate) bindings: Vec<Binding>,
    pub(crate) shape: Shape,
    /// The function's bare name and, where it differs, the step's.
    pub(crate) bare_name: String,
    pub(crate) name: Option<String>,
    pub(crate) level: Option<Ident>,
    pub(crate) slow_nanos: Option<u64>,
    pub(crate) sample: Option<f64>,
    /// A version known at compile time.
    pub(crate) fixed_version: Option<String>,
    /// Versions and ids that are evaluated for each call: their field and expression.
    pub(crate) versions: Vec<(&'static str, Expr)>,
    pub(crate) features: Vec<Feature>,
    pub(crate) batch: Option<Batch>,
    pub(crate) prediction: Option<Expr>,
    pub(crate) delivery: Delivery,
}

impl Model {
    /// The bindings in the order in which a function drops them: the last parameter first, of a
    /// pattern its last name first and then what it does not name.
    pub(crate) fn captures(&self) -> impl Iterator<Item = &Binding> {
        let in_signature = |binding: &&Binding| binding.part.is_none();
        let bindings = self.bindings.iter().filter(in_signature);
        let mut order: Vec<(usize, &Binding)> = bindings.enumerate().collect();
        order.sort_by_key(|(place, binding)| {
            let within = if binding.is_unnamed {
                (true, *place)
            } else {
                (false, usize::MAX - place)
            };
            (usize::MAX - binding.parameter, within)
        });
        order.into_iter().map(|(_, binding)| binding)
    }
}

/// The rows of a call that predicts many.
pub(crate) struct Batch {
    pub(crate) rows: Expr,
    /// Whether the rows are looked at by reference: a parameter or a field, not a passing value.
    pub(crate) by_reference: bool,
    pub(crate) feature: Feature,
}

/// When a call of an audited function returns.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Delivery {
    Buffered,
    Durable,
    Required,
}

/// The expression without the group that a `macro_rules!` leaves around its `$fragment`.
fn bare(expr: &Expr) -> &Expr {
    match expr {
        Expr::Group(group) => bare(&group.expr),
        other => other,
    }
}

/// Checks everything; the model is good unless a mistake was found.
pub(crate) fn model(
    attribute: Attribute,
    mut arguments: Arguments,
    mut function: Function,
    diagnostics: &mut Diagnostics,
) -> Model {
    options::belong(attribute, &mut arguments, diagnostics);
    options::prediction(arguments.prediction.as_ref(), diagnostics);
    if let Some(constness) = &function.signature.constness {
        diagnostics.at(
            constness,
            format!(
                "{} cannot record a `const fn`: remove `const`, or put the attribute on the function that calls it",
                attribute.shown()
            ),
        );
    }
    if let Some(variadic) = &function.signature.variadic {
        diagnostics.at(
            variadic,
            "a function with C's variable arguments cannot be recorded",
        );
    }
    unnamed::name(&mut function);
    let bindings = signature::bindings(&function);
    signature::move_expectations(&mut function, &bindings);
    let shape = result::shape(attribute, &function);
    let delivery = options::delivery(arguments.delivery.as_ref(), diagnostics);
    if attribute == Attribute::Audit {
        let is_said = arguments.prediction.is_some() || arguments.are_broken(&["prediction"]);
        result::require_prediction(&function, is_said, diagnostics);
        if delivery == Delivery::Required {
            result::require_result(&function, arguments.delivery.as_ref(), diagnostics);
        }
    }
    let model_version = version::model_version(attribute, &arguments, diagnostics);
    version::id(arguments.model_id.as_ref(), diagnostics);
    version::id(arguments.feature_version.as_ref(), diagnostics);
    let (features, batch) =
        features::features(attribute, &arguments, &function, &bindings, diagnostics);
    let mut versions = Vec::new();
    let mut fixed_version = None;
    match model_version {
        Some(version::Version::Fixed(version)) => fixed_version = Some(version),
        Some(version::Version::Evaluated(expr)) => versions.push(("model_version", expr)),
        None => {}
    }
    for (field, given) in [
        ("model_id", arguments.model_id),
        ("feature_version", arguments.feature_version),
    ] {
        versions.extend(given.map(|given| (field, given.value)));
    }
    Model {
        attribute,
        is_runtime_given: arguments.runtime.is_some(),
        runtime: arguments.runtime.map_or_else(
            || quote!(::flight_recorder),
            |given| given.value.into_token_stream(),
        ),
        shape,
        bare_name: function.signature.ident.unraw().to_string(),
        name: options::name(arguments.name.as_ref(), diagnostics),
        level: options::level(arguments.level.as_ref(), diagnostics),
        slow_nanos: options::slow(arguments.slow.as_ref(), diagnostics),
        sample: options::sample(arguments.sample.as_ref(), diagnostics),
        fixed_version,
        versions,
        features,
        batch,
        prediction: arguments.prediction.map(|given| given.value),
        delivery,
        bindings,
        function,
    }
}
