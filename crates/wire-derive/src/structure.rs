//! The derive for structures.

use proc_macro2::TokenStream;
use quote::{format_ident, quote};
use syn::{DataStruct, DeriveInput, Error, Result, Type};

use crate::attributes::Attributes;
use crate::case;

pub fn expand(input: &DeriveInput, data: &DataStruct) -> Result<TokenStream> {
    let of_type = Attributes::parse(&input.attrs)?;
    let ident = &input.ident;
    let type_name = of_type.name.clone().unwrap_or_else(|| ident.to_string());
    let (mut schema, mut slots, mut reads) = (vec![], vec![], vec![]);
    let (mut builds, mut writes, mut checks, mut placeholders) = (vec![], vec![], vec![], vec![]);
    for (index, field) in data.fields.iter().enumerate() {
        let Some(member) = &field.ident else {
            return Err(Error::new_spanned(field, "a shape's fields have names"));
        };
        let attributes = Attributes::parse(&field.attrs)?;
        let wire_name = attributes.name.clone().unwrap_or_else(|| match of_type.case.as_deref() {
            Some("camel") => case::camel(&member.to_string()),
            _ => case::pascal(&member.to_string()),
        });
        let required = !attributes.default && !is_option(&field.ty);
        let location = attributes.location.clone().unwrap_or_else(|| quote!(::wire::Location::Body));
        let xml = attributes.xml.clone().unwrap_or_else(|| quote!(::wire::Xml::PLAIN));
        let constraints = attributes.constraints.tokens();
        let slot = format_ident!("slot_{}", index);
        schema.push(quote!(::wire::Field {
            name: #wire_name, location: #location, required: #required, constraints: #constraints, xml: #xml,
        }));
        slots.push(quote!(let mut #slot = None;));
        reads.push(quote!(#index => ::wire::read_field(reader, #wire_name, &mut #slot)));
        builds.push(if required {
            quote!(#member: ::wire::require(#slot, #wire_name, reader))
        } else if attributes.default {
            quote!(#member: #slot.unwrap_or_default())
        } else {
            quote!(#member: #slot.flatten())
        });
        writes.push(quote!(if !::wire::Shape::is_absent(&self.#member) {
            writer.field(&SCHEMA.fields[#index]);
            ::wire::Shape::write(&self.#member, writer);
        }));
        checks.push(quote!(checker.member(&SCHEMA.fields[#index], |constraints, checker| {
            ::wire::Shape::check(&self.#member, constraints, checker);
        });));
        placeholders.push(quote!(#member: ::wire::Shape::placeholder()));
    }
    Ok(quote! {
        const _: () = {
            static SCHEMA: ::wire::Schema = ::wire::Schema { name: #type_name, fields: &[#(#schema),*] };
            impl ::wire::Shape for #ident {
                fn read(reader: &mut dyn ::wire::Reader) -> ::core::result::Result<Self, ::wire::ReadError> {
                    #(#slots)*
                    reader.structure(&SCHEMA, &mut |index, reader| match index {
                        #(#reads,)*
                        _ => Ok(()),
                    })?;
                    Ok(Self { #(#builds),* })
                }
                fn write(&self, writer: &mut dyn ::wire::Writer) {
                    writer.begin_structure();
                    #(#writes)*
                    writer.end_structure();
                }
                fn check(&self, _: &'static ::wire::Constraints, checker: &mut ::wire::Checker) {
                    let _ = &checker;
                    #(#checks)*
                }
                fn placeholder() -> Self {
                    Self { #(#placeholders),* }
                }
            }
        };
    })
}

fn is_option(ty: &Type) -> bool {
    let Type::Path(path) = ty else { return false };
    path.path.segments.last().is_some_and(|segment| segment.ident == "Option")
}
