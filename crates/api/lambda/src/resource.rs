//! What an input means as an ARN, for policies.

use kernel::Place;

/// The ARN of the function that `name` names in any of its forms, with the qualifier if one is given.
pub(crate) fn function_arns(place: &Place, name: &str, qualifier: Option<&String>) -> Vec<String> {
    let mut arn = match name.starts_with("arn:") {
        true => name.to_owned(),
        false => {
            let name = name.split_once("function:").map_or(name, |(_, name)| name);
            place.arn("lambda", &format!("function:{name}")).to_string()
        }
    };
    // Beside the name it counts only where the name has none of its own.
    const PARTS_WITHOUT: usize = 7;
    if let (Some(qualifier), PARTS_WITHOUT) = (qualifier, arn.split(':').count()) {
        arn.push(':');
        arn.push_str(qualifier);
    }
    vec![arn]
}

/// The ARN of the event source mapping `id`.
pub(crate) fn mapping_arns(place: &Place, id: &str) -> Vec<String> {
    vec![place.arn("lambda", &format!("event-source-mapping:{id}")).to_string()]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_form_is_one_arn() {
        let place = Place::default();
        let arn = "arn:aws:lambda:us-east-1:000000000000:function:f";
        for name in ["f", "function:f", "000000000000:function:f", arn] {
            assert_eq!(function_arns(&place, name, None), [arn]);
            assert_eq!(function_arns(&place, name, Some(&"1".to_owned())), [format!("{arn}:1")]);
            assert_eq!(
                function_arns(&place, &format!("{name}:1"), Some(&"1".to_owned())),
                [format!("{arn}:1")]
            );
        }
    }
}
