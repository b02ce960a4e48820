//! The text of `Fn::Sub`, cut into what is literal and what is to be replaced.

use super::TemplateError;

/// A piece of the text of `Fn::Sub`.
#[derive(Debug, PartialEq, Eq)]
pub(super) enum Piece<'t> {
    /// Taken as it stands.
    Text(&'t str),
    /// `${!Name}`, which stands for `${Name}`.
    Escaped(&'t str),
    /// `${Name}`: a variable, parameter, pseudo parameter or resource.
    Name(&'t str),
    /// `${Resource.Attribute}`.
    Attribute(&'t str, &'t str),
}

/// Cuts `text`. A `${` that is never closed is literal.
pub(super) fn pieces(text: &str) -> Result<Vec<Piece<'_>>, TemplateError> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(start) = rest.find("${") {
        let Some(length) = rest[start..].find('}') else { break };
        if start > 0 {
            pieces.push(Piece::Text(&rest[..start]));
        }
        pieces.push(variable(&rest[start + 2..start + length])?);
        rest = &rest[start + length + 1..];
    }
    if !rest.is_empty() {
        pieces.push(Piece::Text(rest));
    }
    Ok(pieces)
}

fn variable(name: &str) -> Result<Piece<'_>, TemplateError> {
    if let Some(literal) = name.strip_prefix('!') {
        return Ok(Piece::Escaped(literal));
    }
    let name = name.trim();
    let allowed = |letter: char| letter.is_ascii_alphanumeric() || "_.:".contains(letter);
    if name.is_empty() || !name.chars().all(allowed) {
        return Err(TemplateError::function(
            "variable names in Fn::Sub syntax must contain only alphanumeric characters, underscores, periods, \
             and colons",
        ));
    }
    Ok(match name.split_once('.') {
        Some((resource, attribute)) => Piece::Attribute(resource, attribute),
        None => Piece::Name(name),
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pieces_of_a_text() {
        let found = pieces("a${B}-${C.D.E}${!F}$ {G} ${AWS::Region}${").unwrap();
        let expected = [
            Piece::Text("a"),
            Piece::Name("B"),
            Piece::Text("-"),
            Piece::Attribute("C", "D.E"),
            Piece::Escaped("F"),
            Piece::Text("$ {G} "),
            Piece::Name("AWS::Region"),
            Piece::Text("${"),
        ];
        assert_eq!(found, expected);
        assert!(pieces("${}").is_err() && pieces("${a-b}").is_err());
    }
}
