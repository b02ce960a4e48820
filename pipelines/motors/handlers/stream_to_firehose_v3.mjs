// streamlambda in Node.js with AWS SDK v3: new images of a table's stream go to a delivery stream.
// Runtime nodejs18.x or later, handler stream_to_firehose_v3.handler.
import { FirehoseClient, PutRecordBatchCommand } from '@aws-sdk/client-firehose'
import { unmarshall } from '@aws-sdk/util-dynamodb'

const firehose = new FirehoseClient({})
const DeliveryStreamName = process.env.DELIVERY_STREAM_NAME ?? 'streamtos3'

export const handler = async (event) => {
  const Records = event.Records
    .filter(({ eventName }) => eventName === 'INSERT' || eventName === 'MODIFY')
    .map(({ dynamodb }) => ({ Data: Buffer.from(JSON.stringify(unmarshall(dynamodb.NewImage)) + '\n') }))
  // A batch of removals alone leaves nothing, and Firehose refuses a call without records.
  if (Records.length === 0) return
  const { FailedPutCount } = await firehose.send(new PutRecordBatchCommand({ DeliveryStreamName, Records }))
  // The batch is given again, whole.
  if (FailedPutCount > 0) throw new Error(`${FailedPutCount} records were not taken`)
}
