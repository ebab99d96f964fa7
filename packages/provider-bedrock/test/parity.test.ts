import {
  BedrockRuntimeClient,
  ConverseCommand,
  ConverseStreamCommand,
  CountTokensCommand,
  InvokeModelCommand,
} from '@aws-sdk/client-bedrock-runtime'
import { describeParity } from '@llmrr/testing/parity'
import { NodeHttpHandler } from '@smithy/node-http-handler'
import { afterAll, beforeAll, vi } from 'vitest'
import { bedrock } from '../src/index.ts'
import type { Context, Provider } from '@llmrr/core'
import type { ConverseCommandInput } from '@aws-sdk/client-bedrock-runtime'

const credentials = {
  accessKeyId: 'AKIDEXAMPLE',
  secretAccessKey: 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY',
  sessionToken: 'fixture-session-token',
}
const region = 'eu-central-1'
const nova = 'amazon.nova-pro-v1:0'
const claude = 'eu.anthropic.claude-sonnet-4-5-20250929-v1:0'
const profile = 'arn:aws:bedrock:eu-central-1:123456789012:application-inference-profile/abc123'
const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='
const bytes = new Uint8Array(Buffer.from(pixel, 'base64'))
const schema = {
  type: 'object',
  properties: { city: { type: 'string' } },
  required: ['city'],
  additionalProperties: false,
}
const hello: ConverseCommandInput['messages'] = [{ role: 'user', content: [{ text: 'Hello' }] }]

/** What the SDK is about to sign. */
interface Signing {
  readonly request: { readonly headers: Record<string, string> }
}

/** The SDK tells of itself and of its tries in signed headers; without them, both sign the same. */
function plainClient(url: string): BedrockRuntimeClient {
  const client = new BedrockRuntimeClient({
    region,
    endpoint: url,
    credentials,
    maxAttempts: 1,
    requestHandler: new NodeHttpHandler(),
  })
  const plain = (next: (args: Signing) => Promise<unknown>) => (args: Signing) => {
    const { headers } = args.request
    for (const name of Object.keys(headers))
      if (/^(?:amz-sdk-|x-amz-user-agent|user-agent|content-length)/.test(name)) delete headers[name]
    return next(args)
  }
  client.middlewareStack.addRelativeTo(plain as never, {
    relation: 'before',
    toMiddleware: 'httpSigningMiddleware',
    name: 'plain',
  })
  return client
}

// Both sign at the same moment.
const now = Date.parse('2026-11-24T12:00:00Z')
beforeAll(() => void vi.useFakeTimers({ toFake: ['Date'], now }))
afterAll(() => void vi.useRealTimers())

type Handle = (request: unknown, context: Context) => unknown

/** The provider on a host whose clock stands. */
function atNow(provider: Provider): Provider {
  const still = ([name, part]: [string, unknown]): [string, unknown] =>
    ['chat', 'embed', 'rerank', 'countTokens'].includes(name)
      ? [
          name,
          (request: unknown, context: Context) =>
            (part as Handle)(request, { ...context, host: { ...context.host, now: () => now } }),
        ]
      : [name, part]
  return Object.fromEntries(Object.entries(provider).map(still)) as unknown as Provider
}

const converse =
  (input: ConverseCommandInput) =>
  (client: BedrockRuntimeClient): Promise<unknown> =>
    client.send(new ConverseCommand(input))
const invoke =
  (modelId: string, body: object) =>
  (client: BedrockRuntimeClient): Promise<unknown> =>
    client.send(new InvokeModelCommand({ modelId, contentType: 'application/json', body: JSON.stringify(body) }))

describeParity<BedrockRuntimeClient>('@aws-sdk/client-bedrock-runtime', {
  provider: (url) => atNow(bedrock({ region, credentials, baseURL: url })),
  client: plainClient,
  // The signature covers method, path, query, these headers and every byte of the body.
  headers: ['authorization', 'content-type', 'x-amz-date', 'x-amz-content-sha256', 'x-amz-security-token'],
  tolerated: [],
  calls: [
    {
      name: 'text',
      sdk: converse({ modelId: nova, messages: hello }),
      ours: { model: nova, request: { prompt: 'Hello' } },
    },
    {
      name: 'a stream',
      sdk: (client) => client.send(new ConverseStreamCommand({ modelId: nova, messages: hello })),
      ours: { model: nova, stream: true, request: { prompt: 'Hello' } },
    },
    {
      name: 'an ARN as model',
      sdk: converse({ modelId: profile, messages: hello }),
      ours: { model: profile, request: { prompt: 'Hello' } },
    },
    {
      name: 'system, sampling, bounds and characters of several bytes',
      sdk: converse({
        modelId: nova,
        messages: [{ role: 'user', content: [{ text: 'Grüß dich 🐟 "quoted" \u2028' }] }],
        system: [{ text: 'Be brief.' }, { cachePoint: { type: 'default' } }],
        inferenceConfig: { maxTokens: 99, temperature: 0.5, topP: 0.9, stopSequences: ['END'] },
        additionalModelRequestFields: { inferenceConfig: { topK: 20 } },
        requestMetadata: { purpose: 'test' },
        performanceConfig: { latency: 'optimized' },
        serviceTier: { type: 'flex' },
      }),
      ours: {
        model: nova,
        options: { latency: 'optimized' },
        request: {
          system: [{ type: 'text', text: 'Be brief.', cache: true }],
          prompt: 'Grüß dich 🐟 "quoted" \u2028',
          maxOutputTokens: 99,
          temperature: 0.5,
          topP: 0.9,
          topK: 20,
          stop: ['END'],
          metadata: { purpose: 'test' },
          serviceTier: 'flex',
        },
      },
    },
    {
      name: 'tools, their calls and results',
      sdk: converse({
        modelId: claude,
        messages: [
          ...hello,
          {
            role: 'assistant',
            content: [
              { text: 'Let me look.' },
              { toolUse: { toolUseId: 'tooluse_1', name: 'weather', input: { city: 'Oslo' } } },
            ],
          },
          {
            role: 'user',
            content: [
              { toolResult: { toolUseId: 'tooluse_1', content: [{ json: { degrees: 3 } }], status: 'error' } },
              { text: 'And now?' },
            ],
          },
        ],
        toolConfig: {
          tools: [
            {
              toolSpec: { name: 'weather', description: 'Of a city.', inputSchema: { json: schema }, strict: true },
            },
            { cachePoint: { type: 'default', ttl: '1h' } },
          ],
          toolChoice: { tool: { name: 'weather' } },
        },
      }),
      ours: {
        model: claude,
        request: {
          messages: [
            { role: 'user', content: 'Hello' },
            {
              role: 'assistant',
              content: [
                { type: 'text', text: 'Let me look.' },
                { type: 'tool-call', id: 'tooluse_1', name: 'weather', input: { city: 'Oslo' } },
              ],
            },
            {
              role: 'tool',
              content: [{ type: 'tool-result', id: 'tooluse_1', name: 'weather', output: { degrees: 3 }, error: true }],
            },
            { role: 'user', content: 'And now?' },
          ],
          tools: [
            { name: 'weather', description: 'Of a city.', input: schema, strict: true, cache: { ttlSeconds: 3600 } },
          ],
          toolChoice: { tool: 'weather' },
        },
      },
    },
    {
      name: 'media, as bytes and in S3',
      sdk: converse({
        modelId: nova,
        messages: [
          {
            role: 'user',
            content: [
              { text: 'Look.' },
              { image: { format: 'png', source: { bytes } } },
              { document: { format: 'pdf', name: 'report', source: { bytes } } },
              { video: { format: 'mp4', source: { s3Location: { uri: 's3://films/a.mp4' } } } },
            ],
          },
        ],
      }),
      ours: {
        model: nova,
        request: {
          prompt: [
            { type: 'text', text: 'Look.' },
            { type: 'media', mediaType: 'image/png', data: bytes },
            { type: 'media', mediaType: 'application/pdf', data: pixel, name: 'report.pdf' },
            { type: 'media', mediaType: 'video/mp4', url: 's3://films/a.mp4' },
          ],
        },
      },
    },
    {
      name: 'thinking, with the thoughts of the turn before',
      sdk: converse({
        modelId: claude,
        messages: [
          ...hello,
          {
            role: 'assistant',
            content: [
              { reasoningContent: { reasoningText: { text: 'Hm.', signature: 'EqQB' } } },
              { reasoningContent: { redactedContent: new TextEncoder().encode('EtkE') } },
              { text: 'Hi.' },
            ],
          },
          ...hello,
        ],
        inferenceConfig: { maxTokens: 4000 },
        additionalModelRequestFields: { thinking: { type: 'enabled', budget_tokens: 2000 } },
      }),
      ours: {
        model: claude,
        request: {
          messages: [
            { role: 'user', content: 'Hello' },
            {
              role: 'assistant',
              content: [
                { type: 'reasoning', text: 'Hm.', state: { anthropic: { signature: 'EqQB' } } },
                { type: 'reasoning', text: '', redacted: true, state: { anthropic: { data: 'EtkE' } } },
                { type: 'text', text: 'Hi.' },
              ],
            },
            { role: 'user', content: 'Hello' },
          ],
          maxOutputTokens: 4000,
          reasoning: { tokens: 2000 },
        },
      },
    },
    {
      name: 'structured output and an effort',
      sdk: converse({
        modelId: 'anthropic.claude-opus-4-8',
        messages: hello,
        additionalModelRequestFields: { thinking: { type: 'adaptive' } },
        outputConfig: {
          textFormat: {
            type: 'json_schema',
            structure: { jsonSchema: { schema: JSON.stringify(schema), name: 'place', description: 'A place.' } },
          },
          effort: 'high',
        },
      }),
      ours: {
        model: 'anthropic.claude-opus-4-8',
        request: {
          prompt: 'Hello',
          reasoning: 'high',
          output: { name: 'place', description: 'A place.', schema },
        },
      },
    },
    {
      name: 'a guardrail',
      sdk: (client) =>
        client.send(
          new ConverseStreamCommand({
            modelId: nova,
            messages: hello,
            guardrailConfig: {
              guardrailIdentifier: 'abc',
              guardrailVersion: '1',
              trace: 'enabled',
              streamProcessingMode: 'async',
            },
          }),
        ),
      ours: {
        model: nova,
        stream: true,
        options: { guardrail: { id: 'abc', version: '1', trace: 'enabled', streamProcessingMode: 'async' } },
        request: { prompt: 'Hello' },
      },
    },
    {
      name: 'a tool of the service',
      sdk: converse({
        modelId: 'us.amazon.nova-2-lite-v1:0',
        messages: hello,
        toolConfig: { tools: [{ systemTool: { name: 'nova_code_interpreter' } }] },
      }),
      ours: {
        model: 'us.amazon.nova-2-lite-v1:0',
        options: { tools: ['nova_code_interpreter'] },
        request: { prompt: 'Hello' },
      },
    },
    {
      name: 'embeddings',
      sdk: invoke('amazon.titan-embed-text-v2:0', { inputText: 'Hello', dimensions: 256 }),
      ours: {
        capability: 'embed',
        model: 'amazon.titan-embed-text-v2:0',
        request: { input: 'Hello', dimensions: 256 },
      },
    },
    {
      name: 'a ranking',
      sdk: invoke('cohere.rerank-v3-5:0', { query: 'a', documents: ['b'], top_n: 1, api_version: 2 }),
      ours: {
        capability: 'rerank',
        model: 'cohere.rerank-v3-5:0',
        request: { query: 'a', documents: ['b'], topN: 1 },
      },
    },
    {
      name: 'Claude in its own words, under a guardrail',
      sdk: (client) =>
        client.send(
          new InvokeModelCommand({
            modelId: claude,
            contentType: 'application/json',
            guardrailIdentifier: 'abc',
            guardrailVersion: '1',
            trace: 'ENABLED',
            body: JSON.stringify({
              anthropic_version: 'bedrock-2023-05-31',
              max_tokens: 9,
              messages: [{ role: 'user', content: 'Hello' }],
            }),
          }),
        ),
      ours: {
        model: claude,
        options: { api: 'messages', guardrail: { id: 'abc', version: '1', trace: 'enabled' } },
        request: { prompt: 'Hello', maxOutputTokens: 9 },
      },
    },
    {
      name: 'a count of tokens',
      sdk: (client) =>
        client.send(
          new CountTokensCommand({
            modelId: 'anthropic.claude-sonnet-4-20250514-v1:0',
            input: { converse: { messages: hello, system: [{ text: 'Be brief.' }] } },
          }),
        ),
      ours: {
        capability: 'countTokens',
        model: 'anthropic.claude-sonnet-4-20250514-v1:0',
        request: { system: 'Be brief.', prompt: 'Hello' },
      },
    },
  ],
})
