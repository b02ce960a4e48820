// S3 by the AWS SDK for JavaScript v3, as its users write it. Prints a JSON object of what it saw.
import { createHash } from 'node:crypto'
import { Readable } from 'node:stream'
import {
  CopyObjectCommand, CreateBucketCommand, DeleteObjectsCommand, GetObjectCommand, HeadObjectCommand, paginateListObjectsV2,
  PutObjectCommand, S3Client, waitUntilBucketExists,
} from '@aws-sdk/client-s3'
import { Upload } from '@aws-sdk/lib-storage'
import { getSignedUrl } from '@aws-sdk/s3-request-presigner'

const Bucket = 'by-node-v3'
const s3 = new S3Client({ forcePathStyle: true, maxAttempts: 1 })
const large = Buffer.alloc(12 * 2 ** 20, 'large')
const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex')
const read = async (Key, more = {}) => {
  const answer = await s3.send(new GetObjectCommand({ Bucket, Key, ...more }))
  return Buffer.from(await answer.Body.transformToByteArray())
}
const told = async (call) => call.then(() => 'accepted', (error) => [error.name, error.$metadata.httpStatusCode, error.message])
const seen = {}

await s3.send(new CreateBucketCommand({ Bucket }))
await waitUntilBucketExists({ client: s3, maxWaitTime: 10 }, { Bucket })
await s3.send(new PutObjectCommand({ Bucket, Key: 'text', Body: 'a text ✓', Metadata: { colour: 'blue' }, ContentType: 'text/plain' }))
seen.text = (await read('text')).toString()
const pieces = Readable.from(['in ', 'pieces'].map((piece) => Buffer.from(piece)))
await s3.send(new PutObjectCommand({ Bucket, Key: 'stream', Body: pieces, ContentLength: 9 }))
seen.stream = (await read('stream')).toString()
const upload = new Upload({ client: s3, params: { Bucket, Key: 'large', Body: Readable.from([large.subarray(0, 7e6), large.subarray(7e6)]) } })
seen.parts = (await upload.done()).ETag
seen.large = sha256(await read('large')) === sha256(large)
seen.range = (await read('large', { Range: 'bytes=5-9' })).toString()
for (const ChecksumAlgorithm of ['CRC32', 'CRC32C', 'SHA1', 'SHA256']) {
  const put = await s3.send(new PutObjectCommand({ Bucket, Key: 'sums/' + ChecksumAlgorithm, Body: 'summed', ChecksumAlgorithm }))
  seen[ChecksumAlgorithm] = put['Checksum' + ChecksumAlgorithm] !== undefined && (await read('sums/' + ChecksumAlgorithm)).toString()
}
await s3.send(new CopyObjectCommand({ Bucket, Key: 'copy of/text', CopySource: `${Bucket}/text` }))
const head = await s3.send(new HeadObjectCommand({ Bucket, Key: 'copy of/text' }))
seen.head = [head.Metadata, head.ContentType, head.ContentLength]
const link = await getSignedUrl(s3, new GetObjectCommand({ Bucket, Key: 'text' }), { expiresIn: 60 })
seen.link = await (await fetch(link)).text()
const into = await getSignedUrl(s3, new PutObjectCommand({ Bucket, Key: 'by link', ContentType: 'text/x' }), { expiresIn: 60 })
seen.put = (await fetch(into, { method: 'PUT', body: 'put by link', headers: { 'content-type': 'text/x' } })).status
seen.byLink = (await read('by link')).toString()
seen.keys = []
for await (const page of paginateListObjectsV2({ client: s3, pageSize: 3 }, { Bucket })) seen.keys.push(page.Contents.map(({ Key }) => Key))
seen.missing = await told(s3.send(new GetObjectCommand({ Bucket, Key: 'nosuch' })))
seen.nowhere = await told(s3.send(new PutObjectCommand({ Bucket: 'nosuch-bucket', Key: 'x', Body: 'x' })))
seen.taken = await told(s3.send(new PutObjectCommand({ Bucket, Key: 'text', Body: 'x', IfNoneMatch: '*' })))
const Objects = seen.keys.flat().map((Key) => ({ Key }))
seen.deleted = (await s3.send(new DeleteObjectsCommand({ Bucket, Delete: { Objects } }))).Deleted.length
console.log(JSON.stringify(seen))
