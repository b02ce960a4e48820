// Leads the old AWS SDK for JavaScript, `aws-sdk` 2, to the house: it knows nothing of AWS_ENDPOINT_URL.
//
// As its core is loaded, by whichever of its modules, the defaults of its configuration are changed: where to
// call, buckets in the path, signatures of version 4. What a handler sets itself stands, as it would on AWS.
// Lacks: handlers that a bundler put the SDK into, for they load nothing.

import Module from 'node:module';

/// `aws-sdk` and what is in it, and its core as its own modules call it.
const NAMES = /(^|\/)aws-sdk($|\/)|^\.{1,2}\/(lib\/)?core$/;

/// Whether `loaded` is the SDK, and its configuration is there already. What is only half loaded is not
/// asked for what it lacks: Node.js would warn of it.
function isSdk(loaded) {
  if (loaded === null || typeof loaded !== 'object' || !Object.hasOwn(loaded, 'Config')) return false;
  return 's3ForcePathStyle' in (loaded.Config?.prototype?.keys ?? {});
}

function lead(config, endpoint) {
  config.endpoint ??= endpoint;
  config.s3ForcePathStyle = true;
  config.signatureVersion ??= 'v4';
  // Such hosts have no address here.
  config.hostPrefixEnabled = false;
}

/// Has every `aws-sdk` that is loaded from now on call `endpoint`.
export function leadOldSdk(endpoint) {
  const load = Module._load;
  const known = new WeakSet();
  Module._load = function (name, ...rest) {
    const loaded = load.call(this, name, ...rest);
    if (NAMES.test(name) && isSdk(loaded) && !known.has(loaded)) {
      known.add(loaded);
      lead(loaded.Config.prototype.keys, endpoint);
      if (Object.hasOwn(loaded, 'config')) lead(loaded.config, endpoint);
    }
    return loaded;
  };
}
