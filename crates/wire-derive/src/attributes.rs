//! `#[shape(…)]`, parsed.

use proc_macro2::TokenStream;
use quote::quote;
use syn::meta::ParseNestedMeta;
use syn::parse::Parse;
use syn::{Attribute, Expr, LitStr, Result, parenthesized};

/// What `#[shape(…)]` says of a structure, a field, an enumeration or a variant.
#[derive(Default)]
pub struct Attributes {
    pub name: Option<String>,
    pub case: Option<String>,
    pub default: bool,
    pub location: Option<TokenStream>,
    pub xml: Option<TokenStream>,
    pub constraints: Constraints,
}

/// Constraints as written, each an expression or text.
#[derive(Default)]
pub struct Constraints {
    length: Option<Expr>,
    range: Option<Expr>,
    pattern: Option<LitStr>,
    member: Option<Box<Constraints>>,
    key: Option<Box<Constraints>>,
}

impl Attributes {
    pub fn parse(attributes: &[Attribute]) -> Result<Self> {
        let mut parsed = Self::default();
        for attribute in attributes.iter().filter(|attribute| attribute.path().is_ident("shape")) {
            attribute.parse_nested_meta(|meta| parsed.take(&meta))?;
        }
        Ok(parsed)
    }

    fn take(&mut self, meta: &ParseNestedMeta) -> Result<()> {
        if meta.path.is_ident("name") {
            self.name = Some(text(meta)?);
        } else if meta.path.is_ident("case") {
            self.case = Some(text(meta)?);
        } else if meta.path.is_ident("default") {
            self.default = true;
        } else if meta.path.is_ident("header") {
            let name = text(meta)?;
            self.location = Some(quote!(::wire::Location::Header(#name)));
        } else if meta.path.is_ident("headers") {
            let prefix = text(meta)?;
            self.location = Some(quote!(::wire::Location::Headers(#prefix)));
        } else if meta.path.is_ident("element") {
            let name = text(meta)?;
            self.xml = Some(quote!(::wire::Xml::Element(#name)));
        } else if meta.path.is_ident("flat") {
            self.xml = Some(quote!(::wire::Xml::Flat));
        } else if meta.path.is_ident("attribute") {
            self.xml = Some(quote!(::wire::Xml::Attribute));
        } else if meta.path.is_ident("list") {
            let name = text(meta)?;
            self.xml = Some(quote!(::wire::Xml::List(#name)));
        } else if meta.path.is_ident("map") {
            let names = text(meta)?;
            let [entry, key, value] = names.split(' ').collect::<Vec<_>>()[..] else {
                return Err(meta.error("a map names its entries, their keys and their values"));
            };
            self.xml = Some(quote!(::wire::Xml::Map(#entry, #key, #value)));
        } else if meta.path.is_ident("query") {
            let name = text(meta)?;
            self.location = Some(quote!(::wire::Location::Query(#name)));
        } else if meta.path.is_ident("label") {
            self.location = Some(quote!(::wire::Location::Label));
        } else if meta.path.is_ident("payload") {
            self.location = Some(quote!(::wire::Location::Payload));
        } else if meta.path.is_ident("status") {
            self.location = Some(quote!(::wire::Location::Status));
        } else if !self.constraints.take(meta)? {
            return Err(meta.error("unknown word; `wire-derive` lists those that are"));
        }
        Ok(())
    }
}

impl Constraints {
    fn take(&mut self, meta: &ParseNestedMeta) -> Result<bool> {
        if meta.path.is_ident("length") {
            self.length = Some(parenthesised(meta)?);
        } else if meta.path.is_ident("range") {
            self.range = Some(parenthesised(meta)?);
        } else if meta.path.is_ident("pattern") {
            self.pattern = Some(meta.value()?.parse()?);
        } else if meta.path.is_ident("member") {
            self.member = Some(Self::nested(meta)?);
        } else if meta.path.is_ident("key") {
            self.key = Some(Self::nested(meta)?);
        } else {
            return Ok(false);
        }
        Ok(true)
    }

    fn nested(meta: &ParseNestedMeta) -> Result<Box<Self>> {
        let mut nested = Self::default();
        meta.parse_nested_meta(|meta| {
            if nested.take(&meta)? { Ok(()) } else { Err(meta.error("no constraint of that name")) }
        })?;
        Ok(Box::new(nested))
    }

    /// An expression of type `wire::Constraints`.
    pub fn tokens(&self) -> TokenStream {
        let bounds = |range: &Option<Expr>| match range {
            Some(range) => quote!({ let range = #range; Some((*range.start(), *range.end())) }),
            None => quote!(None),
        };
        let (length, range) = (bounds(&self.length), bounds(&self.range));
        let pattern = match &self.pattern {
            Some(text) => quote!({
                static PATTERN: ::wire::Pattern = ::wire::Pattern::new(#text, || ::wire::Pattern::compile(#text));
                Some(&PATTERN)
            }),
            None => quote!(None),
        };
        let nested = |constraints: &Option<Box<Self>>| match constraints {
            Some(constraints) => {
                let tokens = constraints.tokens();
                quote!({ static NESTED: ::wire::Constraints = #tokens; Some(&NESTED) })
            }
            None => quote!(None),
        };
        let (member, key) = (nested(&self.member), nested(&self.key));
        quote!(::wire::Constraints {
            length: #length, range: #range, pattern: #pattern, member: #member, key: #key,
        })
    }
}

fn text(meta: &ParseNestedMeta) -> Result<String> {
    Ok(meta.value()?.parse::<LitStr>()?.value())
}

fn parenthesised<T: Parse>(meta: &ParseNestedMeta) -> Result<T> {
    let content;
    parenthesized!(content in meta.input);
    content.parse()
}
