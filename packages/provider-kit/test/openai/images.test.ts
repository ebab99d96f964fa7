import { expect, test } from 'vitest'
import { answering, contextOf } from '../context.ts'
import { openaiImages } from '../../src/index.ts'
import type { ImageRequest } from '@llmrr/core'
import type { ImageQuirks } from '../../src/index.ts'

const png = { type: 'media' as const, mediaType: 'image/png', data: 'AAAA' }

async function make(
  request: ImageRequest,
  reply: object = { data: [] },
  quirks?: ImageQuirks,
  options?: Record<string, unknown>,
) {
  const { host, sent } = answering(reply)
  const result = await openaiImages({ baseURL: 'https://a.test' }, quirks)(
    request,
    contextOf({ host, ...(options && { options }) }).context,
  )
  return { result, ...sent[0]! }
}

test('makes pictures from words', async () => {
  const usage = {
    input_tokens: 14,
    input_tokens_details: { image_tokens: 0, text_tokens: 14 },
    output_tokens: 272,
    output_tokens_details: { image_tokens: 272 },
  }
  const { url, body, result } = await make(
    {
      prompt: 'A circle',
      count: 2,
      size: '1024x1024',
      quality: 'low',
      background: 'opaque',
      mediaType: 'image/webp',
      user: 'u',
    },
    {
      data: [{ b64_json: 'AAAA', revised_prompt: 'A red circle' }, { url: 'https://a.test/2' }],
      output_format: 'jpeg',
      usage,
    },
  )
  expect(url).toBe('https://a.test/images/generations')
  expect(body).toEqual({
    model: 'm',
    prompt: 'A circle',
    n: 2,
    size: '1024x1024',
    quality: 'low',
    background: 'opaque',
    user: 'u',
    output_format: 'webp',
  })
  expect(result).toEqual({
    images: [
      { type: 'media', mediaType: 'image/jpeg', data: 'AAAA' },
      { type: 'media', mediaType: 'image/jpeg', url: 'https://a.test/2' },
    ],
    revisedPrompt: 'A red circle',
    usage: { input: 14, imageOutput: 272 },
  })
})

test('counts pictures where the service counts no tokens', async () => {
  const { result } = await make({ prompt: 'A' }, { data: [{ b64_json: 'AAAA' }] })
  expect(result).toEqual({ images: [{ type: 'media', mediaType: 'image/png', data: 'AAAA' }], usage: { images: 1 } })
})

test('changes pictures by a form', async () => {
  const { url, body } = await make(
    { prompt: 'Green', images: [png, { ...png, name: 'b.png' }], mask: png },
    undefined,
    undefined,
    { raw: { body: { extra: 1 } } },
  )
  expect(url).toBe('https://a.test/images/edits')
  expect(body).toEqual([
    ['model', 'm'],
    ['prompt', 'Green'],
    ['image[]', 'image-0.png (image/png, 3)'],
    ['image[]', 'b.png (image/png, 3)'],
    ['mask', 'mask.png (image/png, 3)'],
    ['extra', '1'],
  ])
})

test.each([
  [
    'an address among them',
    undefined,
    [png, { type: 'media' as const, mediaType: 'image/png', url: 'https://a.test/1' }],
  ],
  [
    'a service that wants JSON',
    { edits: 'json' } as const,
    [png, { type: 'media' as const, mediaType: 'image/png', url: 'https://a.test/1' }],
  ],
])('changes pictures in JSON with %s', async (_name, quirks, images) => {
  const { body } = await make({ prompt: 'Green', images }, undefined, quirks)
  expect(body).toEqual({
    model: 'm',
    prompt: 'Green',
    images: [{ image_url: 'data:image/png;base64,AAAA' }, { image_url: 'https://a.test/1' }],
  })
})

test('says that another target may change pictures where the service cannot', async () => {
  await expect(make({ prompt: 'Green', images: [png] }, undefined, { editPath: undefined })).rejects.toMatchObject({
    code: 'unsupported',
  })
})

test('sends further fields by the name that a service has for them', async () => {
  const { body } = await make({ prompt: 'A', steps: 4, seed: 1 }, undefined, {
    fields: { steps: 'steps', seed: 'seed' },
    without: ['seed'],
  })
  expect(body).toEqual({ model: 'm', prompt: 'A', steps: 4 })
})

test('takes the word of the service for what a picture is that nobody names', async () => {
  const { result } = await make({ prompt: 'A' }, { data: [{ b64_json: 'AAAA' }] }, { impliedType: 'image/jpeg' })
  expect(result.images).toEqual([{ type: 'media', mediaType: 'image/jpeg', data: 'AAAA' }])
})
