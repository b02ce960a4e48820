//! The derive for enumerations of unit variants.

use proc_macro2::TokenStream;
use quote::quote;
use syn::{DataEnum, DeriveInput, Error, Fields, Result};

use crate::attributes::Attributes;
use crate::case;

pub fn expand(input: &DeriveInput, data: &DataEnum) -> Result<TokenStream> {
    let of_type = Attributes::parse(&input.attrs)?;
    let ident = &input.ident;
    let (mut names, mut variants) = (vec![], vec![]);
    for variant in &data.variants {
        if !matches!(variant.fields, Fields::Unit) {
            return Err(Error::new_spanned(variant, "a shape's variants hold nothing"));
        }
        let plain = variant.ident.to_string();
        let given = Attributes::parse(&variant.attrs)?.name;
        names.push(given.unwrap_or_else(|| match of_type.case.as_deref() {
            Some("pascal") => plain,
            _ => case::screaming(&plain),
        }));
        variants.push(&variant.ident);
    }
    let first = variants.first().ok_or_else(|| Error::new_spanned(ident, "a shape has a variant"))?;
    Ok(quote! {
        impl #ident {
            /// Every value, as AWS spells it.
            pub const VALUES: &'static [&'static str] = &[#(#names),*];

            /// This value, as AWS spells it.
            pub fn as_str(&self) -> &'static str {
                match self { #(Self::#variants => #names),* }
            }

            /// The value that AWS spells `text`, if there is one.
            pub fn parse(text: &str) -> Option<Self> {
                match text { #(#names => Some(Self::#variants),)* _ => None }
            }
        }
        impl ::wire::Shape for #ident {
            fn read(reader: &mut dyn ::wire::Reader) -> ::core::result::Result<Self, ::wire::ReadError> {
                let text = reader.string()?;
                Ok(Self::parse(&text).unwrap_or_else(|| {
                    reader.faults().not_in_set(text, Self::VALUES);
                    Self::#first
                }))
            }
            fn write(&self, writer: &mut dyn ::wire::Writer) {
                writer.string(self.as_str());
            }
            fn check(&self, _: &'static ::wire::Constraints, _: &mut ::wire::Checker) {}
            fn placeholder() -> Self {
                Self::#first
            }
        }
    })
}
