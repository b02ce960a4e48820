// The sensors function in Node.js: one item per record, with the AWS SDK and no endpoint in the code.
const { DynamoDBClient, PutItemCommand } = require("@aws-sdk/client-dynamodb");
const dynamodb = new DynamoDBClient({});

exports.kinesisHandler = async (event) => {
  for (const record of event.Records) {
    const reading = JSON.parse(Buffer.from(record.kinesis.data, "base64").toString("utf8"));
    await dynamodb.send(new PutItemCommand({
      TableName: process.env.TABLE_NAME || "SensorData",
      Item: {
        SensorId: { S: reading.sensor_id },
        CurrentTime: { N: String(reading.current_time) },
        Temperature: { N: String(reading.temperature) },
      },
    }));
  }
  return `Successfully processed ${event.Records.length} records.`;
};
