/** Media types of sounds by the name that services have for their formats. */
export const audioFormats: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  wav: 'audio/wav',
  flac: 'audio/flac',
  opus: 'audio/ogg',
  ogg: 'audio/ogg',
  aac: 'audio/aac',
  pcm: 'audio/pcm',
  raw: 'audio/pcm',
  mulaw: 'audio/basic',
}

const own: Readonly<Record<string, string>> = {
  'audio/mp3': 'mp3',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/opus': 'opus',
  'audio/l16': 'pcm',
}

/** The service's name of a format, of those that it has; `undefined` when it has none of that media type. */
export function audioFormat(mediaType: string, formats: readonly string[]): string | undefined {
  const type = mediaType.toLowerCase().replace(/;.*/, '')
  return formats.find((format) => format === own[type] || audioFormats[format] === type)
}
