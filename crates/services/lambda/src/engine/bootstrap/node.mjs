// Runs the handler of a nodejsN.x function: asks the Lambda Runtime API for events, one after the other.
//
// One keep-alive connection over a raw socket: node:http costs more than the rest of a warm invocation.
// The server on the other end is always Pumphouse, which sends Content-Length. The socket keeps the event
// loop alive only while an answer is waited for, so that `beforeExit` tells when a handler's loop is empty.
// Ends when the server is gone. Texts of errors and log lines are those of AWS's own runtime.
// Lacks: response streaming, JSON log format, log levels by configuration.

import { createRequire } from 'node:module';
import { connect } from 'node:net';
import { existsSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { format, types } from 'node:util';
import { leadOldSdk } from './aws-sdk-2.mjs';

const API = '/2018-06-01/runtime/';
const require = createRequire(import.meta.url);

/// HTTP/1.1 with one server, just enough.
class Connection {
  #socket;
  #host;
  #data = Buffer.alloc(0);
  #parts = [];
  #missing = 0;
  #head;
  #resolve;

  constructor(address) {
    const colon = address.lastIndexOf(':');
    this.#host = address;
    this.#socket = connect({ host: address.slice(0, colon), port: Number(address.slice(colon + 1)), noDelay: true });
    this.#socket.on('data', (part) => this.#receive(part));
    // The server is gone, and with it every reason to live on.
    this.#socket.on('error', () => process.exit(0));
    this.#socket.on('close', () => process.exit(0));
  }

  request(method, target, body) {
    let head = `${method} ${API}${target} HTTP/1.1\r\nHost: ${this.#host}\r\n`;
    if (body === undefined) {
      this.#socket.write(head + '\r\n');
    } else {
      const length = Buffer.byteLength(body);
      head += `Content-Type: application/json\r\nContent-Length: ${length}\r\n\r\n`;
      // A small body goes along in the same segment; a large one is not copied for that.
      if (length < 65536) {
        this.#socket.write(head + body);
      } else {
        this.#socket.write(head);
        this.#socket.write(body);
      }
    }
    this.#socket.ref();
    return new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  #receive(part) {
    if (this.#head === undefined) {
      this.#data = this.#data.length ? Buffer.concat([this.#data, part]) : part;
      const end = this.#data.indexOf('\r\n\r\n');
      if (end < 0) return;
      const lines = this.#data.toString('utf8', 0, end).split('\r\n');
      const headers = {};
      for (const line of lines.slice(1)) {
        const colon = line.indexOf(':');
        headers[line.slice(0, colon).toLowerCase()] = line.slice(colon + 1).trim();
      }
      this.#head = { status: Number(lines[0].split(' ')[1]), headers };
      part = this.#data.subarray(end + 4);
      this.#data = Buffer.alloc(0);
      this.#missing = Number(headers['content-length'] ?? 0);
    }
    this.#parts.push(part);
    this.#missing -= part.length;
    if (this.#missing > 0) return;
    const answer = { ...this.#head, body: Buffer.concat(this.#parts).toString('utf8') };
    this.#head = undefined;
    this.#parts = [];
    this.#socket.unref();
    this.#resolve(answer);
  }
}

/// Errors with a type of Lambda's own; `name` is what callers see as `errorType`.
function fault(kind, reason) {
  const error = new Error(reason);
  error.name = `Runtime.${kind}`;
  error.stack = String(error.stack).replace(/^Error/, error.name);
  return error;
}

/// The JSON object that a caller gets of whatever was thrown.
function describe(error) {
  try {
    if (types.isNativeError(error) || (error?.name && error?.message && error?.stack)) {
      return { errorType: error.name, errorMessage: error.message, trace: String(error.stack).split('\n') };
    }
    return { errorType: typeof error, errorMessage: String(error), trace: [] };
  } catch {
    return {
      errorType: 'handled',
      errorMessage:
        'callback called with Error argument, but there was a problem while retrieving one or more of its message, name, and stack',
    };
  }
}

/// The log's form of an error, with its own fields.
function logError(title, thrown) {
  const error = thrown instanceof Error ? thrown : new Error(thrown);
  let text;
  try {
    text = JSON.stringify(error, (_, value) =>
      value instanceof Error
        ? {
            errorType: value.name,
            errorMessage: value.message,
            code: value.code,
            ...value,
            stack: String(value.stack).split('\n'),
          }
        : value,
    );
  } catch {
    text = JSON.stringify(describe(error));
  }
  console.error(title, '\t' + text);
}

let requestId;

function patchConsole() {
  const printer = (level) => (message, ...rest) => {
    const text = `${new Date().toISOString()}\t${requestId}\t${level}\t${format(message, ...rest)}`;
    // One event: inner line ends travel as carriage returns, which the server turns back.
    process.stdout.write(text.replace(/\r?\n/g, '\r') + '\n');
  };
  console.trace = printer('TRACE');
  console.debug = printer('DEBUG');
  console.info = printer('INFO');
  console.log = console.info;
  console.warn = printer('WARN');
  console.error = printer('ERROR');
  console.fatal = printer('FATAL');
}

/// Whether the nearest package.json says that .js files are ES modules.
function isModuleFolder(folder) {
  if (folder.endsWith('/node_modules')) return false;
  const file = path.join(folder, 'package.json');
  if (existsSync(file)) {
    try {
      return JSON.parse(readFileSync(file, 'utf8')).type === 'module';
    } catch (error) {
      console.warn(`${file} cannot be read, it will be ignored for ES module detection purposes.`, error);
      return false;
    }
  }
  const parent = path.dirname(folder);
  return parent !== folder && isModuleFolder(parent);
}

async function loadModule(root, folder, name) {
  const base = path.resolve(root, folder, name);
  const asModule = isModuleFolder(path.dirname(base));
  const typed = Number(process.versions.node.split('.')[0]) >= 24;
  const candidates = [
    ['', false],
    ['.js', asModule],
    ['.mjs', true],
    ['.cjs', false],
    ...(typed ? [['.ts', asModule], ['.mts', true], ['.cts', false]] : []),
  ];
  for (const [extension, isModule] of candidates) {
    const file = base + extension;
    if (!statSync(file, { throwIfNoEntry: false })?.isFile()) continue;
    return isModule ? import(pathToFileURL(file).href) : require(file);
  }
  return require(require.resolve(name, { paths: [root, path.join(root, folder)] }));
}

/// The function that `handler`, such as `dir/file.export`, names.
async function load(root, handler) {
  if (handler.includes('..')) {
    throw fault(
      'MalformedHandlerName',
      `'${handler}' is not a valid handler name. Use absolute paths when specifying root directories in handler names.`,
    );
  }
  const last = path.basename(handler);
  const folder = handler.slice(0, handler.indexOf(last));
  const dot = last.indexOf('.');
  if (dot < 0) throw fault('MalformedHandlerName', 'Bad handler');
  let loaded;
  try {
    loaded = await loadModule(root, folder, last.slice(0, dot));
  } catch (error) {
    if (error instanceof SyntaxError) throw fault('UserCodeSyntaxError', error);
    if (error?.code === 'MODULE_NOT_FOUND') throw fault('ImportModuleError', error);
    throw error;
  }
  const found = last.slice(dot + 1).split('.').reduce((value, key) => value?.[key], loaded);
  if (!found) throw fault('HandlerNotFound', `${handler} is undefined or not exported`);
  if (typeof found !== 'function') throw fault('HandlerNotFound', `${handler} is not a function`);
  return found;
}

function parse(text, name) {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new Error(`Cannot parse ${name} as json: ${error}`);
  }
}

/// What to do when the event loop is empty.
let whenEmpty;
process.on('beforeExit', () => {
  const action = whenEmpty;
  whenEmpty = undefined;
  action?.();
});

/// Calls the handler and gives what to tell the server: a path and a body. Resolves once.
function call(handler, headers, text) {
  return new Promise((resolve) => {
    let over = false;
    let waits = true;
    const respond = (result) => {
      if (over) return;
      over = true;
      whenEmpty = undefined;
      try {
        resolve(['response', JSON.stringify(result === undefined ? null : result) ?? 'null']);
      } catch {
        const wrong = new Error('Unable to stringify response body');
        logError('Invoke Error', wrong);
        resolve(['error', JSON.stringify(describe(wrong))]);
      }
    };
    const refuse = (error) => {
      if (over) return;
      over = true;
      whenEmpty = undefined;
      logError('Invoke Error', error);
      resolve(['error', JSON.stringify(describe(error))]);
    };
    crash = (error, status) => {
      const body = JSON.stringify(describe(error));
      server.request('POST', `invocation/${requestId}/error`, body).then(() => process.exit(status));
    };
    const once = (action) => {
      return (...values) => {
        if (finished) return;
        finished = true;
        action(...values);
      };
    };
    let finished = false;
    const failed = (error) => error !== undefined && error !== null;
    const done = once((error, result) => (failed(error) ? refuse(error) : respond(result)));
    const callback = once((error, result) => {
      if (failed(error)) refuse(error);
      else if (!waits) respond(result);
      else whenEmpty = () => respond(result);
    });
    // A handler that leaves nothing behind and never answers: null, or an error if it promised one.
    whenEmpty = () => {
      if (handler.constructor?.name === 'AsyncFunction') {
        refuse(fault('NodeJsExit', undefined));
      } else {
        respond(null);
      }
    };
    try {
      const deadline = Number(headers['lambda-runtime-deadline-ms']);
      const context = {
        get callbackWaitsForEmptyEventLoop() {
          return waits;
        },
        set callbackWaitsForEmptyEventLoop(value) {
          waits = value;
        },
        succeed: (result) => done(null, result),
        fail: (error) => done(failed(error) ? error : 'handled'),
        done,
        functionVersion: process.env.AWS_LAMBDA_FUNCTION_VERSION,
        functionName: process.env.AWS_LAMBDA_FUNCTION_NAME,
        memoryLimitInMB: process.env.AWS_LAMBDA_FUNCTION_MEMORY_SIZE,
        logGroupName: process.env.AWS_LAMBDA_LOG_GROUP_NAME,
        logStreamName: process.env.AWS_LAMBDA_LOG_STREAM_NAME,
        clientContext: parse(headers['lambda-runtime-client-context'], 'ClientContext'),
        identity: undefined,
        invokedFunctionArn: headers['lambda-runtime-invoked-function-arn'],
        awsRequestId: headers['lambda-runtime-aws-request-id'],
        getRemainingTimeInMillis: () => deadline - Date.now(),
      };
      const result = handler(JSON.parse(text), context, callback);
      if (typeof result?.then === 'function') {
        result.then(context.succeed, context.fail).catch(context.fail);
      }
    } catch (error) {
      callback(error);
    }
  });
}

/// What to do with an error that nobody caught.
let crash;
process.on('uncaughtException', (error) => {
  logError('Uncaught Exception', error);
  crash(error, 129);
});
process.on('unhandledRejection', (reason, promise) => {
  const error = fault('UnhandledPromiseRejection', reason);
  Object.assign(error, { reason, promise });
  logError('Unhandled Promise Rejection', error);
  crash(error, 128);
});

const server = new Connection(process.env.AWS_LAMBDA_RUNTIME_API);
patchConsole();
if (process.env.AWS_ENDPOINT_URL) leadOldSdk(process.env.AWS_ENDPOINT_URL);
crash = (error, status) => {
  server.request('POST', 'init/error', JSON.stringify(describe(error))).then(() => process.exit(status));
};

async function main() {
  let handler;
  try {
    handler = await load(process.env.LAMBDA_TASK_ROOT, process.env._HANDLER);
  } catch (error) {
    logError('Uncaught Exception', error);
    crash(error, 129);
    return;
  }
  for (;;) {
    // What an earlier invocation left running has nobody to report to.
    crash = (_, status) => process.exit(status);
    const { status, headers, body } = await server.request('GET', 'invocation/next');
    if (status !== 200) process.exit(0);
    requestId = headers['lambda-runtime-aws-request-id'];
    const trace = headers['lambda-runtime-trace-id'];
    if (trace) process.env._X_AMZN_TRACE_ID = trace;
    else delete process.env._X_AMZN_TRACE_ID;
    const [kind, answer] = await call(handler, headers, body);
    await server.request('POST', `invocation/${requestId}/${kind}`, answer);
  }
}

// A top-level await that never settles would end the process before `beforeExit` could act.
main();
