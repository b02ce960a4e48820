// mykinesisinput and processDataFirehose in Node.js: a record's fields, joined by `|`, as JSON with names.
// Runtime nodejs18.x or later, handler split_to_json.handler. Needs no SDK.
const NAMES = [
  'Age', 'Job', 'Marital', 'Education', 'Default', 'Balance', 'Housing', 'Loan', 'Contact',
  'Days', 'Month', 'Duration', 'Campaign', 'PDays', 'Previous', 'Poutcome', 'Deposit',
]
const INTEGERS = new Set(['Balance', 'Days', 'PDays', 'Previous'])

const transform = ({ recordId, data }) => {
  const line = Buffer.from(data, 'base64').toString('utf8').trim()
  if (line === '') return { recordId, result: 'Dropped', data }
  const fields = line.split('|')
  if (fields.length !== NAMES.length) return { recordId, result: 'ProcessingFailed', data }
  const row = {}
  for (const [at, name] of NAMES.entries()) {
    if (INTEGERS.has(name) && !/^[+-]?\d+$/.test(fields[at])) return { recordId, result: 'ProcessingFailed', data }
    row[name] = INTEGERS.has(name) ? parseInt(fields[at], 10) : fields[at]
  }
  return { recordId, result: 'Ok', data: Buffer.from(JSON.stringify(row) + '\n').toString('base64') }
}

exports.handler = async (event) => ({ records: event.records.map(transform) })
