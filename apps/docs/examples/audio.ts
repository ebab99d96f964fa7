// #region audio
import { createRouter } from '@llmrr/core'
import { groq } from '@llmrr/provider-groq'
import { openai } from '@llmrr/provider-openai'

const llm = createRouter({
  use: [groq(), openai()],
  routes: { ears: ['openai/whisper-1', 'groq/whisper-large-v3-turbo'] },
})

// Said aloud: sound comes while it is made, so that a player need not wait for the end.
const chunks: Uint8Array[] = []
for await (const event of llm.speech.stream({
  model: 'openai/gpt-4o-mini-tts',
  input: 'The ferry to Moss leaves at a quarter past nine.',
  voice: 'alloy',
  mediaType: 'audio/wav',
})) {
  if (event.type === 'audio-delta') chunks.push(event.data)
}

// Written down, with the time of each stretch, by whichever of two services is there.
const heard = await llm.transcribe({
  model: 'ears',
  audio: { type: 'media', mediaType: 'audio/wav', data: Buffer.concat(chunks).toString('base64') },
  language: 'en',
  timestamps: 'segment',
})
for (const { start, end, text } of heard.segments ?? []) console.log(start, end, text)
console.log(heard.target.provider, heard.durationSeconds, chunks.length)
// #endregion audio
