//! Which stack an input means, as an ARN.

use kernel::Place;

/// The ARN of the stack that an input names by name or ARN; none is `*`. A name stands for whatever stack
/// has it, so its ARN ends in a wildcard.
pub(crate) fn stack_arns(place: &Place, name_or_id: Option<&String>) -> Vec<String> {
    vec![match name_or_id {
        Some(id) if id.starts_with("arn:") => id.clone(),
        Some(name) => place.arn("cloudformation", &format!("stack/{name}/*")).to_string(),
        None => "*".to_owned(),
    }]
}
