import { expect, test } from 'vitest'
import { createRouter } from '@llmrr/core'
import { answering } from './setting.ts'
import { cohere } from '../src/index.ts'

/** The extras of a provider whose service answers this, and what it was asked. */
function answered(body: unknown) {
  const { host, sent } = answering(body)
  return { extras: createRouter({ use: [cohere()], host }).of(cohere), sent }
}

test('stores a dataset with its name and type in the address', async () => {
  const { extras, sent } = answered({ id: 'ds-1' })
  const made = await extras.createDataset({
    name: 'pond',
    type: 'embed-input',
    data: '{"text":"a"}\n',
    keepFields: ['id', 'day'],
  })
  expect(made).toEqual({ id: 'ds-1' })
  expect(sent[0]!.url).toBe('https://api.cohere.com/v1/datasets?name=pond&type=embed-input&keep_fields=id%2Cday')
  const file = (sent[0]!.body as FormData).get('data') as File
  expect([file.name, await file.text()]).toEqual(['data.jsonl', '{"text":"a"}\n'])
})

test('tells of a dataset in our spelling', async () => {
  const { extras, sent } = answered({
    dataset: { id: 'ds-1', validation_status: 'validated', dataset_parts: [{ name: 'p', num_rows: 2 }] },
  })
  expect(await extras.dataset({ id: 'ds-1' })).toEqual({
    id: 'ds-1',
    validationStatus: 'validated',
    datasetParts: [{ name: 'p', numRows: 2 }],
  })
  expect(sent[0]!.url).toBe('https://api.cohere.com/v1/datasets/ds-1')
})

test('begins to embed a dataset', async () => {
  const { extras, sent } = answered({ job_id: 'job-1' })
  const job = {
    model: 'embed-v4.0',
    datasetId: 'ds-1',
    inputType: 'search_document',
    embeddingTypes: ['int8'],
  } as const
  expect(await extras.createEmbedJob(job)).toEqual({ id: 'job-1' })
  expect([sent[0]!.url, sent[0]!.body]).toEqual([
    'https://api.cohere.com/v1/embed-jobs',
    { model: 'embed-v4.0', dataset_id: 'ds-1', input_type: 'search_document', embedding_types: ['int8'] },
  ])
})

test('looks after an embed job, and stops it', async () => {
  const { extras, sent } = answered({ job_id: 'job-1', status: 'complete', output_dataset_id: 'ds-2' })
  expect(await extras.embedJob({ id: 'job-1' })).toMatchObject({ status: 'complete', outputDatasetId: 'ds-2' })
  await extras.cancelEmbedJob({ id: 'job-1' })
  expect(sent[1]!.url).toBe('https://api.cohere.com/v1/embed-jobs/job-1/cancel')
})

test('begins a batch, and stops it', async () => {
  const { extras, sent } = answered({ batch: { id: 'b-1', status: 'BATCH_STATUS_QUEUED', num_records: 3 } })
  const asked = { name: 'nightly', inputDatasetId: 'ds-1', model: 'command-a-03-2025' }
  expect(await extras.createBatch(asked)).toEqual({ id: 'b-1', status: 'BATCH_STATUS_QUEUED', numRecords: 3 })
  await extras.cancelBatch({ id: 'b-1' })
  expect(sent.map(({ url, body }) => [url, body])).toEqual([
    ['https://api.cohere.com/v2/batches', { name: 'nightly', input_dataset_id: 'ds-1', model: 'command-a-03-2025' }],
    ['https://api.cohere.com/v2/batches/b-1:cancel', undefined],
  ])
})
