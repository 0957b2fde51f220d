//! What a function returns, as far as its tokens tell: everything else is told apart by type.

use quote::ToTokens as _;
use syn::{Expr, GenericArgument, PathArguments, ReturnType, Type, TypeImplTrait, TypeParamBound};

use super::edge::{Edge, edge, edge_of};
use crate::Attribute;
use crate::diagnostics::Diagnostics;
use crate::parse::{Function, Given};

/// How the body runs.
pub(crate) enum Shape {
    /// In a closure, whose result is judged by its type.
    Judged(Edge),
    /// In a closure, whose result is no `Result` and no future.
    Done(Edge),
    /// In the function itself, beside a guard.
    Inline,
    /// In the future of an `async fn`.
    Async(Option<Edge>),
    /// In the future of an `async fn` that never returns.
    AsyncNever,
    /// In a closure that returns an `impl Future`, whose output the signature tells.
    Future(Option<Edge>),
}

pub(super) fn shape(attribute: Attribute, function: &Function) -> Shape {
    let output = &function.signature.output;
    if function.signature.asyncness.is_some() {
        return match output {
            ReturnType::Type(_, ty) if is_never(ty) => Shape::AsyncNever,
            // `impl …` names no type.
            ReturnType::Type(_, ty) if matches!(peel(ty), Type::ImplTrait(_)) => Shape::Async(None),
            _ => Shape::Async(Some(edge(output))),
        };
    }
    let ReturnType::Type(_, ty) = output else {
        return Shape::Done(edge(output));
    };
    match peel(ty) {
        Type::ImplTrait(opaque) if is_only_future(opaque) => {
            let is_opaque = |output: &&Type| matches!(peel(output), Type::ImplTrait(_));
            Shape::Future(
                produced(ty)
                    .filter(|output| !is_opaque(output))
                    .map(edge_of),
            )
        }
        // The type of a closure that the body returns is known from the signature alone.
        Type::ImplTrait(_) if attribute == Attribute::TrackTime => Shape::Inline,
        Type::Never(_) => Shape::Inline,
        Type::Array(_) | Type::Reference(_) | Type::Slice(_) | Type::Tuple(_) | Type::Ptr(_) => {
            Shape::Done(edge(output))
        }
        _ => Shape::Judged(edge(output)),
    }
}

/// Whether a future of ours can stand for this one: it is a future, and nothing else but what the
/// compiler derives.
fn is_only_future(opaque: &TypeImplTrait) -> bool {
    let derives = |bound: &TypeParamBound| match bound {
        TypeParamBound::Trait(bound) => bound.path.segments.last().is_some_and(|last| {
            ["Send", "Sync", "Unpin", "UnwindSafe", "RefUnwindSafe"]
                .iter()
                .any(|auto| last.ident == auto)
        }),
        _ => true,
    };
    let (futures, others): (Vec<_>, Vec<_>) =
        opaque.bounds.iter().partition(|bound| is_future(bound));
    futures.len() == 1 && others.into_iter().all(derives)
}

/// Whether a function returns a future, as far as its tokens tell: then it keeps no references.
pub(super) fn returns_future(function: &Function) -> bool {
    let ReturnType::Type(_, ty) = &function.signature.output else {
        return false;
    };
    match peel(ty) {
        Type::ImplTrait(opaque) => opaque.bounds.iter().any(is_future),
        Type::Path(path) => path.path.segments.last().is_some_and(|last| {
            last.ident == "BoxFuture"
                || last.ident == "LocalBoxFuture"
                || (last.ident == "Pin" && {
                    let text = last.arguments.to_token_stream().to_string();
                    text.contains("dyn") && text.contains("Future")
                })
        }),
        _ => false,
    }
}

/// The type without parentheses and without the groups that a `macro_rules!` leaves.
fn peel(ty: &Type) -> &Type {
    match ty {
        Type::Group(group) => peel(&group.elem),
        Type::Paren(paren) => peel(&paren.elem),
        other => other,
    }
}

fn is_never(ty: &Type) -> bool {
    matches!(peel(ty), Type::Never(_))
}

fn is_unit(ty: &Type) -> bool {
    matches!(peel(ty), Type::Tuple(tuple) if tuple.elems.is_empty())
}

fn is_future(bound: &TypeParamBound) -> bool {
    matches!(bound, TypeParamBound::Trait(bound)
        if bound.path.segments.last().is_some_and(|last| last.ident == "Future"))
}

/// The type that a call produces in the end, through futures: what `Output =` names.
fn produced(ty: &Type) -> Option<&Type> {
    let bounds = match peel(ty) {
        Type::ImplTrait(opaque) => &opaque.bounds,
        Type::TraitObject(object) => &object.bounds,
        Type::Path(path) => {
            let last = path.path.segments.last()?;
            let inner = || generic_types(&last.arguments).next();
            return match &*last.ident.to_string() {
                "Pin" | "Box" => inner().and_then(produced),
                "BoxFuture" | "LocalBoxFuture" => inner(),
                _ => None,
            };
        }
        _ => return None,
    };
    bounds
        .iter()
        .find(|bound| is_future(bound))
        .and_then(|bound| {
            let TypeParamBound::Trait(bound) = bound else {
                return None;
            };
            let PathArguments::AngleBracketed(arguments) = &bound.path.segments.last()?.arguments
            else {
                return None;
            };
            arguments.args.iter().find_map(|argument| match argument {
                GenericArgument::AssocType(output) if output.ident == "Output" => Some(&output.ty),
                _ => None,
            })
        })
}

fn generic_types(arguments: &PathArguments) -> impl Iterator<Item = &Type> {
    let arguments = match arguments {
        PathArguments::AngleBracketed(arguments) => Some(&arguments.args),
        _ => None,
    };
    arguments
        .into_iter()
        .flatten()
        .filter_map(|argument| match argument {
            GenericArgument::Type(ty) => Some(ty),
            _ => None,
        })
}

/// An audit without a prediction is none.
pub(super) fn require_prediction(
    function: &Function,
    is_given: bool,
    diagnostics: &mut Diagnostics,
) {
    if is_given {
        return;
    }
    let what = "an audited function returns its prediction";
    let mend = "return the prediction, say what to record with `prediction = |p| …`, or use `#[track_time]`";
    let ReturnType::Type(_, ty) = &function.signature.output else {
        diagnostics.at(
            &function.signature.ident,
            format!(
                "{what}, and `{}` returns nothing: {mend}",
                function.signature.ident
            ),
        );
        return;
    };
    let ty = produced(ty).unwrap_or(ty);
    if is_unit(ty) || is_never(ty) {
        diagnostics.at(
            ty,
            format!("{what}, not `{}`: {mend}", ty.to_token_stream()),
        );
    } else if let Type::Path(path) = peel(ty)
        && let Some(last) = path.path.segments.last()
        && last.ident == "Result"
        && generic_types(&last.arguments).next().is_some_and(is_unit)
    {
        diagnostics.at(
            ty,
            format!("{what}, and the `Ok` of this `Result` holds nothing: {mend}"),
        );
    }
}

/// `delivery = "required"` answers with an `Err`: plain values have none. Aliases are told by type.
pub(super) fn require_result(
    function: &Function,
    given: Option<&Given<Expr>>,
    diagnostics: &mut Diagnostics,
) {
    let plain = match &function.signature.output {
        ReturnType::Default => true,
        ReturnType::Type(_, ty) => is_plain(peel(produced(ty).unwrap_or(ty))),
    };
    if plain && let Some(given) = given {
        diagnostics.at(
            &given.value,
            "`required` answers with an `Err` when the record cannot be written: return a `Result` whose error is `From<flight_recorder::AuditError>`, or write `delivery = \"durable\"`",
        );
    }
}

/// Whether a type is none that could be a `Result`, as far as tokens tell.
fn is_plain(ty: &Type) -> bool {
    match ty {
        Type::Path(path) => path.path.get_ident().is_some_and(|name| {
            [
                "f32", "f64", "bool", "String", "char", "usize", "u8", "u16", "u32", "u64", "i8",
                "i16", "i32", "i64",
            ]
            .iter()
            .any(|plain| name == plain)
        }),
        Type::Array(_) | Type::Never(_) | Type::Reference(_) | Type::Tuple(_) => true,
        _ => false,
    }
}
