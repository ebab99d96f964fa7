import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({ use: [openai(), groq()] })

// #region embed
const { embeddings } = await llm.embed({
  model: 'openai/text-embedding-3-small',
  input: ['heron', 'egret'],
})
// #endregion embed

// #region moderate
const { results } = await llm.moderate({
  model: 'openai/omni-moderation-latest',
  input: 'I like herons.',
})
// #endregion moderate

// #region image
const { images } = await llm.image({
  model: 'openai/gpt-image-1-mini',
  prompt: 'A heron at dawn, woodcut.',
})
// #endregion image

// #region speech
const { audio } = await llm.speech({
  model: 'openai/gpt-4o-mini-tts',
  input: 'A heron stands still.',
  voice: 'alloy',
})
const { text } = await llm.transcribe({ model: 'groq/whisper-large-v3-turbo', audio })
// #endregion speech

// #region count
const { inputTokens } = await llm.countTokens({
  model: 'openai/gpt-6-luna',
  prompt: 'How long is this?',
})
// #endregion count

// #region files
const { file } = await llm.files.put({
  provider: 'openai',
  data: 'Herons wade. Egrets do too.',
  name: 'birds.txt',
  mediaType: 'text/plain',
  purpose: 'user_data',
})
const told = await llm.chat({
  model: 'openai',
  prompt: [
    { type: 'text', text: 'Which bird wades?' },
    { type: 'media', mediaType: 'text/plain', file },
  ],
})
await llm.files.delete(file)
// #endregion files

// #region of
const extras = llm.of(openai)
// #endregion of
console.log(
  embeddings.length,
  results[0]?.flagged,
  images.length,
  audio.mediaType,
  typeof text,
  inputTokens,
)
console.log(told.finishReason, Object.keys(extras))
