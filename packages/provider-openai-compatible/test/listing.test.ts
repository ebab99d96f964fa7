import { expect, test } from 'vitest'
import { readModel } from '../src/listing.ts'

test('the window is that of the loaded model, in the words of vLLM and llama.cpp', () => {
  expect(readModel({ id: 'a', max_model_len: 32_768 })).toEqual({ capabilities: ['chat'], contextWindow: 32_768 })
  expect(readModel({ id: 'a', meta: { n_ctx: 4096, n_ctx_train: 131_072 } })).toMatchObject({ contextWindow: 4096 })
  expect(readModel({ id: 'a', meta: { n_ctx_train: 131_072 } })).toMatchObject({ contextWindow: 131_072 })
  expect(readModel({ id: 'a', max_model_len: null, meta: null })).toEqual({ capabilities: ['chat'] })
})

test('what a model is for is guessed by its name; one for instructions also chats', () => {
  expect(readModel({ id: 'nomic-embed-text' }).capabilities).toEqual(['embed'])
  expect(readModel({ id: 'Qwen/Qwen3-32B-Instruct' }).capabilities).toEqual(['chat', 'complete'])
})
