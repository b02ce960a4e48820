//! Names for things that the template does not name: `stack-LogicalId-RANDOM`, as AWS makes them.

use kernel::Random;

use crate::engine::names::{LogicalId, StackName};

/// Characters of the random part, as seen in names that AWS makes.
const RANDOM_CHARACTERS: usize = 12;

/// How the things of a type may be called.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Naming {
    /// Characters a name may have; at least 16.
    pub length_max: usize,
    /// Whether only lower-case letters may be used, as in bucket names.
    pub lower_case: bool,
    /// The property that names such a thing, where names are unique.
    pub property: Option<&'static str>,
}

impl Default for Naming {
    /// 128 characters of either case.
    fn default() -> Self {
        Self { length_max: 128, lower_case: false, property: None }
    }
}

impl Naming {
    /// Names by `property` of at most `length_max` characters of either case.
    pub const fn by(property: &'static str, length_max: usize) -> Self {
        Self { length_max, lower_case: false, property: Some(property) }
    }
}

/// A new name. Where it would be too long, the stack's name and the logical id are cut to equal
/// shares, the shorter of them leaving what it does not need to the other.
pub fn physical_name(stack: &StackName, id: &LogicalId, naming: Naming, random: &dyn Random) -> String {
    let (stack, id) = (stack.as_str(), id.as_str());
    let room = naming.length_max.saturating_sub(RANDOM_CHARACTERS + 2);
    let half = room / 2;
    let stack_length = stack.len().min(half.max(room.saturating_sub(id.len())));
    let id_length = id.len().min(room - stack_length);
    let random = random.base32(RANDOM_CHARACTERS);
    let name = format!("{}-{}-{random}", &stack[..stack_length], &id[..id_length]);
    if naming.lower_case { name.to_ascii_lowercase() } else { name }
}

#[cfg(test)]
mod tests {
    use kernel::SeededRandom;

    use super::*;

    fn name(stack: &str, id: &str, length_max: usize) -> String {
        let naming = Naming { length_max, ..Naming::default() };
        physical_name(&stack.into(), &id.into(), naming, &SeededRandom::new(1))
    }

    #[test]
    fn names_keep_their_random_part() {
        let short = name("sensors", "Stream", 128);
        assert!(short.starts_with("sensors-Stream-"), "{short}");
        assert_eq!(short.len(), 7 + 1 + 6 + 1 + 12);
        let cut = name(&"s".repeat(100), &"L".repeat(100), 64);
        assert_eq!(cut.len(), 64);
        assert!(cut.starts_with(&format!("{}-{}-", "s".repeat(25), "L".repeat(25))), "{cut}");
        let lopsided = name("abc", &"L".repeat(100), 64);
        assert!(lopsided.starts_with(&format!("abc-{}-", "L".repeat(47))), "{lopsided}");
        assert_eq!(lopsided.len(), 64);
        let naming = Naming { length_max: 63, lower_case: true, property: None };
        let bucket = physical_name(&"S".into(), &"Bucket".into(), naming, &SeededRandom::new(1));
        assert_eq!(bucket, bucket.to_ascii_lowercase());
    }
}
