//! Parameters and parts of them that the user calls `_`.
//!
//! Nothing can capture them, so they would be dropped after all others, whose closure has ended by
//! then. Where that could be seen, they get a name.

use proc_macro2::{Ident, Span};
use syn::{FnArg, Pat, PatIdent, Receiver, ReceiverKind, Type};

use crate::parse::Function;

const PREFIX: &str = "flight_recorder_unnamed_";

/// Whether the other attribute, or this one, gave this name.
pub(super) fn is(ident: &Ident) -> bool {
    ident.to_string().starts_with(PREFIX)
}

/// Gives names, which hygiene keeps from the user's.
pub(super) fn name(function: &mut Function) {
    let inputs = &mut function.signature.inputs;
    let may_drop = |input: &&FnArg| match input {
        FnArg::Receiver(receiver) => is_owned(receiver),
        FnArg::Typed(parameter) => may_drop(&parameter.ty),
    };
    if inputs.iter().filter(may_drop).count() < 2 {
        return;
    }
    let mut count = 0;
    for input in inputs {
        if let FnArg::Typed(parameter) = input
            && self::may_drop(&parameter.ty)
        {
            name_in(&mut parameter.pat, &mut count);
        }
    }
}

/// Only in tuples: to move a part out of a type that is `Drop`, or out of a reference, is an error.
fn name_in(pattern: &mut Pat, count: &mut usize) {
    match pattern {
        Pat::Wild(wild) => {
            let span = Span::mixed_site().located_at(wild.underscore_token.span);
            let ident = Ident::new(&format!("{PREFIX}{count}"), span);
            *count += 1;
            *pattern = Pat::Ident(PatIdent {
                attrs: std::mem::take(&mut wild.attrs),
                by_ref: None,
                mutability: None,
                ident,
                subpat: None,
            });
        }
        Pat::Paren(inner) => name_in(&mut inner.pat, count),
        Pat::Tuple(tuple) => {
            for element in &mut tuple.elems {
                name_in(element, count);
            }
        }
        _ => {}
    }
}

fn is_owned(receiver: &Receiver) -> bool {
    match &receiver.kind {
        ReceiverKind::Value => true,
        ReceiverKind::Typed(_, ty) => may_drop(ty),
        _ => false,
    }
}

/// Whether dropping a value of this type may do something, as far as tokens tell.
fn may_drop(ty: &Type) -> bool {
    const PLAIN: &[&str] = &[
        "bool", "char", "f32", "f64", "i8", "i16", "i32", "i64", "i128", "isize", "u8", "u16",
        "u32", "u64", "u128", "usize",
    ];
    match ty {
        Type::Group(group) => may_drop(&group.elem),
        Type::Paren(paren) => may_drop(&paren.elem),
        Type::Array(array) => may_drop(&array.elem),
        Type::Tuple(tuple) => tuple.elems.iter().any(may_drop),
        Type::Reference(_) | Type::Ptr(_) | Type::Never(_) => false,
        Type::Path(path) => !PLAIN.iter().any(|plain| path.path.is_ident(plain)),
        _ => true,
    }
}
