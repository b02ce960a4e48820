// S3 by the AWS SDK for JavaScript v2, as many still write it. Prints a JSON object of what it saw.
const AWS = require('aws-sdk')

const Bucket = 'by-node-v2'
const endpoint = process.env.AWS_ENDPOINT_URL
const told = (call) => call.promise().then(() => 'accepted', (error) => [error.code, error.statusCode, error.message])

const main = async () => {
  const s3 = new AWS.S3({ endpoint, s3ForcePathStyle: true, signatureVersion: 'v4', maxRetries: 0 })
  const seen = {}
  await s3.createBucket({ Bucket }).promise()
  await s3.putObject({ Bucket, Key: 'text', Body: 'a text ✓', Metadata: { colour: 'blue' } }).promise()
  const got = await s3.getObject({ Bucket, Key: 'text' }).promise()
  seen.text = [got.Body.toString(), got.Metadata]
  const large = Buffer.alloc(12 * 2 ** 20, 'large')
  seen.parts = (await s3.upload({ Bucket, Key: 'large', Body: large }).promise()).ETag
  seen.large = (await s3.getObject({ Bucket, Key: 'large' }).promise()).Body.equals(large)
  let streamed = 0
  for await (const piece of s3.getObject({ Bucket, Key: 'large' }).createReadStream()) streamed += piece.length
  seen.streamed = streamed
  const link = s3.getSignedUrl('getObject', { Bucket, Key: 'text', Expires: 60 })
  seen.link = await (await fetch(link)).text()
  seen.keys = (await s3.listObjectsV2({ Bucket }).promise()).Contents.map(({ Key }) => Key)
  seen.missing = await told(s3.getObject({ Bucket, Key: 'nosuch' }))
  const Objects = seen.keys.map((Key) => ({ Key }))
  seen.deleted = (await s3.deleteObjects({ Bucket, Delete: { Objects } }).promise()).Deleted.length
  await s3.deleteBucket({ Bucket }).promise()
  console.log(JSON.stringify(seen))
}

main()
