const created = 1_790_000_000

/** Entries of the emulated `GET /models`: enough for a list, not a catalogue. */
export const openaiModels = [
  ['gpt-6.1-sol', null],
  ['gpt-6.1-terra', null],
  ['gpt-6-luna', null],
  ['gpt-5.4', null],
  ['gpt-5.1', null],
  ['gpt-5.4-mini', null],
  ['gpt-4.1-mini', '2027-01-14'],
  ['gpt-4o', '2027-01-14'],
  ['text-embedding-3-small', null],
  ['text-embedding-3-large', null],
  ['gpt-image-2', null],
  ['gpt-transcribe', null],
  ['gpt-4o-mini-tts', '2027-01-06'],
  ['omni-moderation-latest', null],
].map(([id, shutdown_date]) => ({ id, object: 'model', created, owned_by: 'system', shutdown_date }))
