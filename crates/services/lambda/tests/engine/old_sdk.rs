//! Handlers that use the old AWS SDK for JavaScript reach the house, however they load it. The SDK here is a
//! small one with the real one's files and its way of making configurations.

use std::sync::Arc;

use lambda_service::engine::FunctionVersion;
use serde_json::json;

use crate::house::{House, has, json, tail};

const CORE: &str = "
    const AWS = {};
    module.exports = AWS;
    AWS.Config = class {
        constructor(options = {}) {
            for (const [key, value] of Object.entries(this.keys)) this[key] = options[key] ?? value;
        }
    };
    AWS.Config.prototype.keys = {
        endpoint: undefined, s3ForcePathStyle: false, signatureVersion: null, hostPrefixEnabled: true,
    };
    AWS.config = new AWS.Config();
    AWS.S3 = class {
        constructor(options) { this.config = new AWS.Config({ ...AWS.config, ...options }); }
    };";
const NODE_LOADER: &str = "const AWS = module.exports = require('./core'); AWS.config = new AWS.Config();";

fn function(house: &House, name: &str, file: &str, code: &str, endpoint: &str) -> Arc<FunctionVersion> {
    let files = [
        ("node_modules/aws-sdk/package.json", r#"{"name":"aws-sdk","main":"lib/aws.js"}"#),
        ("node_modules/aws-sdk/lib/core.js", CORE),
        ("node_modules/aws-sdk/lib/node_loader.js", NODE_LOADER),
        ("node_modules/aws-sdk/lib/aws.js", "require('./node_loader'); module.exports = require('./core');"),
        (
            "node_modules/aws-sdk/clients/s3.js",
            "require('../lib/node_loader'); module.exports = require('../lib/core').S3;",
        ),
        (file, code),
    ];
    let mut function = house.function(name, "nodejs20.x", &files);
    if !endpoint.is_empty() {
        function.variables.insert("AWS_ENDPOINT_URL".to_owned(), endpoint.to_owned());
    }
    Arc::new(function)
}

#[tokio::test(flavor = "multi_thread")]
async fn the_old_sdk_calls_the_house_unless_told_otherwise() {
    if !has("node") {
        return;
    }
    let house = House::new("oldsdk");
    let here = "http://127.0.0.1:4566";
    let answer = "exports.handler = async () => [s3.config.endpoint, s3.config.s3ForcePathStyle]";
    let whole = format!("const {{ S3 }} = require('aws-sdk'); const s3 = new S3(); {answer}");
    let part = format!("const S3 = require('aws-sdk/clients/s3'); const s3 = new S3(); {answer}");
    let own = format!(
        "const AWS = require('aws-sdk'); const s3 = new AWS.S3({{ endpoint: 'http://x' }}); {answer}"
    );
    let reset = format!(
        "const AWS = require('aws-sdk'); AWS.config = new AWS.Config({{}}); const s3 = new AWS.S3(); {answer}"
    );
    let module = "import AWS from 'aws-sdk'; const s3 = new AWS.S3();
        export const handler = async () => [s3.config.endpoint, s3.config.s3ForcePathStyle]";
    for (name, file, code, endpoint, expected) in [
        ("whole", "index.js", whole.as_str(), here, json!([here, true])),
        ("part", "index.js", &part, here, json!([here, true])),
        ("own", "index.js", &own, here, json!(["http://x", true])),
        ("reset", "index.js", &reset, here, json!([here, true])),
        ("module", "index.mjs", module, here, json!([here, true])),
        ("aws", "index.js", &whole, "", json!([null, false])),
    ] {
        let outcome = house.invoke(&function(&house, name, file, code, endpoint), "{}").await;
        assert_eq!(json(&outcome), expected, "{name}: {}", tail(&outcome));
    }
}
