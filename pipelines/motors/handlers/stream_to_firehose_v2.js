// streamlambda in Node.js with AWS SDK v2, which runtimes up to nodejs16.x bring along; later ones need it
// in the package. Handler stream_to_firehose_v2.handler.
const AWS = require('aws-sdk')

const firehose = new AWS.Firehose()
const DeliveryStreamName = process.env.DELIVERY_STREAM_NAME || 'streamtos3'

exports.handler = async (event) => {
  const Records = event.Records
    .filter((record) => record.eventName === 'INSERT' || record.eventName === 'MODIFY')
    .map((record) => AWS.DynamoDB.Converter.unmarshall(record.dynamodb.NewImage))
    .map((item) => ({ Data: JSON.stringify(item) + '\n' }))
  // A batch of removals alone leaves nothing, and Firehose refuses a call without records.
  if (Records.length === 0) return
  const answer = await firehose.putRecordBatch({ DeliveryStreamName, Records }).promise()
  // The batch is given again, whole.
  if (answer.FailedPutCount > 0) throw new Error(answer.FailedPutCount + ' records were not taken')
}
