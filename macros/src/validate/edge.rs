//! A function's result as a closure's result, or an `async` block's.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens as _, quote};
use syn::{
    GenericArgument, Path, PathArguments, ReturnType, Type, TypeParamBound, spanned::Spanned as _,
};

/// The return type as an expansion may write it: `impl …` replaced by `_`.
pub(crate) struct Edge {
    pub(crate) ty: TokenStream,
    pub(crate) span: Span,
}

/// Of a function's result.
pub(super) fn edge(output: &ReturnType) -> Edge {
    match output {
        ReturnType::Default => Edge {
            ty: quote!(()),
            span: Span::mixed_site(),
        },
        ReturnType::Type(_, ty) => edge_of(ty),
    }
}

/// Of a type.
pub(super) fn edge_of(ty: &Type) -> Edge {
    let mut named = ty.clone();
    infer_opaque(&mut named);
    Edge {
        ty: named.into_token_stream(),
        span: ty.span(),
    }
}

/// Replaces every `impl …` by `_`, which may stand in a closure's return type.
fn infer_opaque(ty: &mut Type) {
    match ty {
        Type::ImplTrait(_) => *ty = Type::Verbatim(quote!(_)),
        Type::Array(array) => infer_opaque(&mut array.elem),
        Type::Group(group) => infer_opaque(&mut group.elem),
        Type::Paren(paren) => infer_opaque(&mut paren.elem),
        Type::Ptr(pointer) => infer_opaque(&mut pointer.elem),
        Type::Reference(reference) => infer_opaque(&mut reference.elem),
        Type::Slice(slice) => infer_opaque(&mut slice.elem),
        Type::Tuple(tuple) => tuple.elems.iter_mut().for_each(infer_opaque),
        Type::Path(path) => infer_in_path(&mut path.path),
        Type::TraitObject(object) => {
            for bound in &mut object.bounds {
                if let TypeParamBound::Trait(bound) = bound {
                    infer_in_path(&mut bound.path);
                }
            }
        }
        _ => {}
    }
}

fn infer_in_path(path: &mut Path) {
    for segment in &mut path.segments {
        if let PathArguments::AngleBracketed(arguments) = &mut segment.arguments {
            for argument in &mut arguments.args {
                match argument {
                    GenericArgument::Type(ty) => infer_opaque(ty),
                    GenericArgument::AssocType(assigned) => infer_opaque(&mut assigned.ty),
                    _ => {}
                }
            }
        }
    }
}
