//! `#[derive(Shape)]`: fields, constraints, and where each field travels.
//!
//! On a structure with named fields:
//! - the wire name is the field's name in Pascal case; `#[shape(case = "camel")]` on the structure makes it
//!   camel case, `#[shape(name = "ARN")]` on a field sets it.
//! - a field is required unless it is an `Option` or has `#[shape(default)]`, which puts the type's default
//!   where it is missing.
//! - `length(1..=128)`, `range(1..=10000)`, `pattern = "…"` constrain it; `member(…)` and `key(…)` take the
//!   same words for the members of a list, the values and the keys of a map.
//! - `header = "…"`, `headers = "prefix-"` (a map), `query = "…"`, `label`, `payload`, `status` say where it
//!   travels in REST protocols.
//! - `element = "…"` names the elements of a list in XML, `flat` leaves out the element around them,
//!   `attribute` makes the member an attribute. `list = "…"` and `map = "Entry Key Value"` are flat too, with
//!   names in XML and forms that are not the member's own.
//!
//! On an enumeration of unit variants the wire name is the variant in SCREAMING_SNAKE case;
//! `#[shape(case = "pascal")]` on the enumeration keeps it as it stands, `#[shape(name = "…")]` sets one.
//! `as_str`, `VALUES` and `parse` come with it.

mod attributes;
mod case;
mod enumeration;
mod structure;

use proc_macro::TokenStream;
use syn::{Data, DeriveInput, Error, parse_macro_input};

/// See the crate's page.
#[proc_macro_derive(Shape, attributes(shape))]
pub fn derive_shape(input: TokenStream) -> TokenStream {
    let input = parse_macro_input!(input as DeriveInput);
    let expanded = match &input.data {
        Data::Struct(data) => structure::expand(&input, data),
        Data::Enum(data) => enumeration::expand(&input, data),
        Data::Union(_) => Err(Error::new_spanned(&input.ident, "a union is no shape")),
    };
    expanded.unwrap_or_else(Error::into_compile_error).into()
}
