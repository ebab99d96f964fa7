import { llmError } from '@llmrr/core'
import { base64Of, fileIdOf, kindOf } from '@llmrr/provider-kit'
import type { Context, MediaPart } from '@llmrr/core'
import type { WireBlock, WireMedia, WireSource } from './wire.ts'

type Kind = 'image' | 'audio' | 'video' | 'document'

// Media types whose format is not the second half of their name.
const formats: Readonly<Record<string, string>> = {
  'image/jpg': 'jpeg',
  'audio/mpeg': 'mp3',
  'audio/x-wav': 'wav',
  'audio/wave': 'wav',
  'audio/x-flac': 'flac',
  'audio/mp4': 'm4a',
  'audio/x-m4a': 'm4a',
  'video/quicktime': 'mov',
  'video/x-matroska': 'mkv',
  'video/x-flv': 'flv',
  'video/x-ms-wmv': 'wmv',
  'video/3gpp': 'three_gp',
  'application/pdf': 'pdf',
  'application/msword': 'doc',
  'application/vnd.openxmlformats-officedocument.wordprocessingml.document': 'docx',
  'application/vnd.ms-excel': 'xls',
  'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet': 'xlsx',
  'text/plain': 'txt',
  'text/markdown': 'md',
}

const known: Readonly<Record<Kind, ReadonlySet<string>>> = {
  image: new Set(['png', 'jpeg', 'gif', 'webp']),
  video: new Set(['mkv', 'mov', 'mp4', 'webm', 'flv', 'mpeg', 'mpg', 'wmv', 'three_gp']),
  audio: new Set([
    'mp3',
    'opus',
    'wav',
    'aac',
    'flac',
    'mp4',
    'ogg',
    'mkv',
    'm4a',
    'mka',
    'pcm',
    'x-aac',
    'mpga',
    'webm',
  ]),
  document: new Set(['pdf', 'csv', 'doc', 'docx', 'xls', 'xlsx', 'html', 'txt', 'md']),
}

/** The format by its media type, or, where that says the kind only, by the end of an address. */
function formatOf({ mediaType, url, name }: MediaPart, kind: Kind): string {
  const type = mediaType.split(';')[0]!.toLowerCase()
  if (type.endsWith('/*') || type === 'application/octet-stream') {
    const end = /\.(\w+)$/.exec(name ?? url ?? '')?.[1]?.toLowerCase() ?? ''
    return { jpg: 'jpeg', '3gp': 'three_gp' }[end] ?? end
  }
  const format = formats[type] ?? type.slice(type.indexOf('/') + 1)
  // Text of any kind can be read as plain text.
  return kind === 'document' && !known.document.has(format) && isText(type) ? 'txt' : format
}

const isText = (type: string): boolean =>
  /^text\/|^application\/(?:json|xml|yaml|x-yaml|javascript|sql)$|\+(?:json|xml)$/.test(type)

/** Letters, digits, single spaces, hyphens, brackets; 1 to 200 of them. */
const cleanName = (name: string): string =>
  name
    .replace(/\.\w{1,5}$/, '')
    .replaceAll(/[^\w\s\-()[\]]|_/g, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim()
    .slice(0, 200)

/** Names the documents of a request, which must have one each, all different. */
export function documentNames(): (part: MediaPart) => string {
  const used = new Set<string>()
  let count = 0
  return ({ name }) => {
    count += 1
    const wanted = (name && cleanName(name)) || `Document ${count}`
    const free = used.has(wanted) ? `${wanted.slice(0, 190)} (${count})` : wanted
    used.add(free)
    return free
  }
}

function sourceOf(part: MediaPart, context: Context): WireSource {
  const address = fileIdOf(part, context) ?? part.url
  if (address === undefined) return { bytes: base64Of(part)! }
  if (address.startsWith('s3://')) return { s3Location: { uri: address } }
  throw llmError(
    'unsupported',
    `${context.target.provider} fetches nothing from the web; send the data of the ${part.mediaType}, or an s3:// address.`,
    { target: context.target },
  )
}

/**
 * Block of a medium.
 *
 * @throws LLMError `unsupported` for formats that no model here reads, for addresses other than `s3://`, and for files of others.
 */
export function mediaBlock(part: MediaPart, nameOf: (part: MediaPart) => string, context: Context): WireBlock {
  const kind = kindOf(part.mediaType)
  const format = formatOf(part, kind)
  if (!known[kind].has(format)) {
    throw llmError(
      'unsupported',
      `${context.target.provider} cannot read ${part.mediaType}; ${kind}s are ${[...known[kind]].join(', ')}.`,
      { target: context.target },
    )
  }
  if (kind !== 'document') return { [kind]: { format, source: sourceOf(part, context) } }
  const document: WireMedia = {
    name: nameOf(part),
    source: sourceOf(part, context),
    format,
    ...(part.citations && { citations: { enabled: true } }),
  }
  return { document }
}
