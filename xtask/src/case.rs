//! Names of operations as names of files.

/// `PutRecord` → `put_record`; a run of capitals is one word: `ListMFADevices` → `list_mfa_devices`.
pub fn snake(pascal: &str) -> String {
    let letters: Vec<char> = pascal.chars().collect();
    let mut text = String::new();
    for (index, letter) in letters.iter().enumerate() {
        let after_small = index > 0 && !letters[index - 1].is_ascii_uppercase();
        let before_small = index > 0 && letters.get(index + 1).is_some_and(char::is_ascii_lowercase);
        if letter.is_ascii_uppercase() && (after_small || before_small) {
            text.push('_');
        }
        text.push(letter.to_ascii_lowercase());
    }
    text
}

#[cfg(test)]
mod tests {
    use super::snake;

    #[test]
    fn words_begin_at_capitals() {
        assert_eq!(snake("PutRecord"), "put_record");
        assert_eq!(snake("ListMFADevices"), "list_mfa_devices");
        assert_eq!(snake("Invoke"), "invoke");
        assert_eq!(snake("CreateOpenIDConnectProvider"), "create_open_id_connect_provider");
        assert_eq!(snake("ListObjectsV2"), "list_objects_v2");
    }
}
