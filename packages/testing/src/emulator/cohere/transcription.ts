import { isUnknownModel } from '../family/member.ts'
import { refuse, type Call, type Reply } from '../service.ts'
import { invalid, noModel } from './words.ts'

const known = new Set(['model', 'language', 'temperature', 'file'])

/** `POST /v2/audio/transcriptions`. */
export function transcribe({ form, requestId }: Call): Reply {
  if (!form) return invalid('the body must be a multipart form', requestId)
  const { model = '', language = '' } = form.fields
  const [file] = form.files
  if (model === '') invalid('model is required', requestId)
  if (!/^[a-z]{2}$/u.test(language)) invalid('language is required, as an ISO 639-1 code', requestId)
  if (file?.name !== 'file') invalid('file is required', requestId)
  if (form.names.at(-1) !== 'file') invalid('file must be the last field', requestId)
  const unknown = form.names.find((name) => !known.has(name))
  if (unknown !== undefined) invalid(`unknown field: parameter ${unknown} is not a valid field`, requestId)
  if (isUnknownModel(model)) refuse(noModel(model, requestId))
  return { json: { text: ` This is said in ${file!.filename}, which has ${file!.bytes.length} bytes.` } }
}
