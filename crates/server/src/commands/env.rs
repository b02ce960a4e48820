//! `pumphouse env`: what points AWS clients here.

use crate::cli::Env;

/// Prints it.
pub fn run(options: &Env) -> anyhow::Result<()> {
    let target = &options.target;
    let variables = [
        ("AWS_ENDPOINT_URL", target.endpoint.as_str()),
        ("AWS_REGION", &target.region),
        ("AWS_DEFAULT_REGION", &target.region),
        ("AWS_ACCESS_KEY_ID", &target.account),
        ("AWS_SECRET_ACCESS_KEY", "pumphouse"),
        // Else clients put `stream-` before the host where they tail logs, which is then nowhere.
        ("AWS_DISABLE_HOST_PREFIX_INJECTION", "true"),
    ];
    if options.json {
        let object: serde_json::Map<_, _> =
            variables.iter().map(|(name, value)| ((*name).to_owned(), (*value).into())).collect();
        println!("{}", serde_json::Value::Object(object));
    } else {
        for (name, value) in variables {
            println!("export {name}={value}");
        }
    }
    Ok(())
}
