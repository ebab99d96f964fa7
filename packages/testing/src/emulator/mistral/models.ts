const abilities = {
  completion_chat: false,
  function_calling: false,
  reasoning: false,
  completion_fim: false,
  vision: false,
  ocr: false,
  moderation: false,
  audio: false,
  audio_transcription: false,
  audio_speech: false,
}

/** What `/models` lists: each alias is an entry of its own. */
export const mistralModels = (
  [
    [
      'mistral-medium-3-5',
      ['mistral-medium-latest'],
      262_144,
      ['completion_chat', 'function_calling', 'reasoning', 'vision'],
    ],
    [
      'mistral-small-2603',
      ['mistral-small-latest'],
      262_144,
      ['completion_chat', 'function_calling', 'reasoning', 'vision'],
    ],
    ['codestral-2508', ['codestral-latest'], 256_000, ['completion_chat', 'function_calling', 'completion_fim']],
    ['mistral-embed', [], 8192, []],
    ['mistral-moderation-2603', ['mistral-moderation-latest'], 131_072, ['moderation']],
    ['mistral-ocr-4-1', ['mistral-ocr-latest'], 16_384, ['ocr', 'vision']],
    ['voxtral-mini-2602', ['voxtral-mini-latest'], 16_384, ['audio_transcription']],
    ['voxtral-mini-tts-2603', ['voxtral-mini-tts-latest'], 4096, ['audio_speech']],
  ] as const
).flatMap(([name, aliases, window, can]) =>
  [name, ...aliases].map((id) => ({
    id,
    object: 'model',
    created: 1_786_000_000,
    owned_by: 'mistralai',
    capabilities: { ...abilities, ...Object.fromEntries(can.map((ability) => [ability, true])) },
    name,
    description: name,
    max_context_length: window,
    aliases: [name, ...aliases].filter((alias) => alias !== id),
    deprecation: null,
    deprecation_replacement_model: null,
    default_model_temperature: 0.3,
    type: 'base',
  })),
)
