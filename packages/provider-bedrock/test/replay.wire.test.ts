import { describeReplay } from '@llmrr/testing/replay'
import { bedrock } from '../src/index.ts'

const apis: Readonly<Record<string, string>> = {
  'anthropic-messages': 'messages',
  'bedrock-messages': 'messages',
  'openai-responses': 'responses',
  'openai-chat': 'chat',
}

describeReplay(bedrock, 'bedrock', {
  config: { region: 'us-east-1', defaultChain: false },
  options: (format, { path, sent }) => {
    const isMessages = format === 'bedrock-count-tokens' && JSON.stringify(sent).includes('"invokeModel"')
    const api = apis[format] ?? (isMessages ? 'messages' : undefined)
    // The recorder has put a name of its own in place of the model.
    const baseModel = path.includes('application-inference-profile')
      ? 'anthropic.claude-haiku-4-5-20251001-v1:0'
      : undefined
    const host = format === 'anthropic-messages' ? 'mantle' : undefined
    return { ...(api && { api }), ...(host && { host }), ...(baseModel && { baseModel }) }
  },
  outside: [
    {
      at: /\/model\/(?:us|eu|apac|jp|au|ca|us-gov|global)\.[^/]+\/count-tokens$/,
      why: 'the service refuses to count by a profile, so its base model is named here',
    },
  ],
  tolerated: [
    {
      at: /^store$/,
      when: (recorded, ours) => recorded === undefined && ours === false,
      why: 'answers are not kept unless asked',
    },
    {
      at: /^include(?:\[\d+\])?$/,
      when: (recorded) => recorded === undefined,
      why: 'encrypted reasoning is asked for, since answers are not kept',
    },
    {
      at: /^tools\[\d+\]\.strict$/,
      when: (recorded, ours) => recorded === undefined && ours === false,
      why: 'Responses makes schemas strict that do not say: we say',
    },
    {
      at: /^tools$/,
      when: (recorded, ours) => recorded === undefined && JSON.stringify(ours).includes('Not available any more'),
      why: 'a conversation that has used tools is refused without them',
    },
  ],
})
