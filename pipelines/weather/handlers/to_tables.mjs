// KinesisLambdaConsumer in Node.js: a day's weather of a station to two tables, a put each.
// Runtime nodejs18.x or newer, handler to_tables.handler, with the AWS SDK v3 that the runtime has.
import { DynamoDBClient, PutItemCommand } from '@aws-sdk/client-dynamodb'

const dynamodb = new DynamoDBClient({})
const TABLES = [
  [process.env.PRECIPITATION_TABLE ?? 'Precipitation', ['PRCP', 'SNOW']],
  [process.env.TEMPERATURE_TABLE ?? 'Temperature', ['TMIN', 'TMAX']],
]

export const handler = async (event) => {
  for (const { kinesis } of event.Records) {
    const day = JSON.parse(Buffer.from(kinesis.data, 'base64').toString('utf8'))
    for (const [TableName, names] of TABLES) {
      const measured = names.filter((name) => name in day)
      if (measured.length === 0) continue
      const Item = Object.fromEntries([
        ...['station_name', 'date', 'station'].map((name) => [name, { S: day[name] }]),
        ...measured.map((name) => [name, { N: String(day[name]) }]),
      ])
      await dynamodb.send(new PutItemCommand({ TableName, Item }))
    }
  }
  return { records: event.Records.length }
}
