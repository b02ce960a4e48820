// syslog-to-csv in Node.js: a line of syslog as a CSV row of time, host, program, process and message.
// Runtime nodejs18.x or later, handler syslog_to_csv.handler. Needs no SDK.
const LINE = /^(?:<\d+>)?([A-Z][a-z]{2} [ \d]\d \d\d:\d\d:\d\d) (\S+) ([^\s[:]+)(?:\[(\d+)\])?: (.*)/

const quoted = (field) => (/[",]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)

const transform = ({ recordId, data }) => {
  const match = LINE.exec(Buffer.from(data, 'base64').toString('utf8'))
  if (!match) return { recordId, result: 'ProcessingFailed', data }
  const row = match.slice(1).map((field) => quoted(field ?? '')).join(',') + '\n'
  return { recordId, result: 'Ok', data: Buffer.from(row).toString('base64') }
}

exports.handler = async (event) => ({ records: event.records.map(transform) })
