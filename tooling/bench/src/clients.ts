import { createOpenAI } from '@ai-sdk/openai'
import { createRouter, target } from '@llmrr/core'
import { openai as provider } from '@llmrr/provider-openai'
import { generateText, streamText } from 'ai'
import { createParser } from 'eventsource-parser'
import { createFetch } from 'ofetch'
import OpenAI from 'openai'
import type { Fetch } from './canned.ts'

/** A client of Chat Completions: one whole answer's text, and the number of pieces of a streamed one. */
export interface Client {
  readonly name: string
  text(prompt: string): Promise<string>
  pieces(prompt: string): Promise<number>
}

const model = 'gpt-4.1-mini'
const apiKey = 'bench-key'

const bodyOf = (prompt: string, stream: boolean): string =>
  JSON.stringify({
    model,
    messages: [{ role: 'user', content: prompt }],
    ...(stream && { stream: true, stream_options: { include_usage: true } }),
  })
const headers = { 'content-type': 'application/json', authorization: `Bearer ${apiKey}` }

type WireReply = { choices: { message: { content: string } }[] }
type WireChunk = { choices: { delta: { content?: string } }[] }

async function countPieces(body: ReadableStream<Uint8Array>): Promise<number> {
  let count = 0
  const text = new TextDecoder()
  const parser = createParser({
    onEvent({ data }) {
      if (data === '[DONE]') return
      if ((JSON.parse(data) as WireChunk).choices[0]?.delta.content) count++
    },
  })
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return count
    parser.feed(text.decode(value, { stream: true }))
  }
}

/** What is compared. All speak to `baseURL` through `fetch`, once for each call. */
export function clients(baseURL: string, fetch: Fetch): readonly Client[] {
  const url = `${baseURL}/chat/completions`
  const bare: Client = {
    name: 'bare fetch',
    text: async (prompt) =>
      (
        JSON.parse(
          await (await fetch(url, { method: 'POST', headers, body: bodyOf(prompt, false) })).text(),
        ) as WireReply
      ).choices[0]!.message.content,
    pieces: async (prompt) =>
      countPieces((await fetch(url, { method: 'POST', headers, body: bodyOf(prompt, true) })).body!),
  }
  const $fetch = createFetch({ fetch: fetch as typeof globalThis.fetch })
  const ofetch: Client = {
    name: 'bare ofetch',
    text: async (prompt) =>
      ((await $fetch(url, { method: 'POST', headers, body: bodyOf(prompt, false), retry: 0 })) as WireReply).choices[0]!
        .message.content,
    pieces: async (prompt) =>
      countPieces(
        (await $fetch(url, {
          method: 'POST',
          headers,
          body: bodyOf(prompt, true),
          retry: 0,
          responseType: 'stream',
        })) as unknown as ReadableStream<Uint8Array>,
      ),
  }
  const llm = createRouter({
    use: [provider({ apiKey, baseURL })],
    host: { fetch: (input, init) => fetch(input, init) },
  })
  const aim = target(provider, model, { api: 'chat' })
  const llmrr: Client = {
    name: 'llmrr',
    text: async (prompt) => (await llm.chat({ model: aim, prompt })).text,
    pieces: async (prompt) => {
      let count = 0
      for await (const event of llm.stream({ model: aim, prompt })) if (event.type === 'text-delta') count++
      return count
    },
  }
  const sdk = new OpenAI({ apiKey, baseURL, fetch: fetch as typeof globalThis.fetch, maxRetries: 0 })
  const openai: Client = {
    name: 'openai SDK',
    text: async (prompt) =>
      (await sdk.chat.completions.create({ model, messages: [{ role: 'user', content: prompt }] })).choices[0]!.message
        .content!,
    pieces: async (prompt) => {
      let count = 0
      const stream = await sdk.chat.completions.create({
        model,
        messages: [{ role: 'user', content: prompt }],
        stream: true,
        stream_options: { include_usage: true },
      })
      for await (const chunk of stream) if (chunk.choices[0]?.delta.content) count++
      return count
    },
  }
  const aiModel = createOpenAI({ apiKey, baseURL, fetch: fetch as typeof globalThis.fetch }).chat(model)
  const ai: Client = {
    name: 'ai',
    text: async (prompt) => (await generateText({ model: aiModel, prompt, maxRetries: 0 })).text,
    pieces: async (prompt) => {
      let count = 0
      for await (const part of streamText({ model: aiModel, prompt, maxRetries: 0 }).fullStream)
        if (part.type === 'text-delta') count++
      return count
    },
  }
  return [bare, ofetch, llmrr, openai, ai]
}
