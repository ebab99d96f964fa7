import { unseal } from '../brain/seal.ts'
import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { partFields } from './fields.ts'
import type { GeminiModel } from './model.ts'
import { invalid, refuseProblem } from './words.ts'

/** Scope and prefix under which signatures are sealed: those of one of the two services do not hold at the other. */
export const signatureScope = (isCloud: boolean): string => (isCloud ? 'vertex-thought' : 'gemini-thought')
/** See {@link signatureScope}. */
export const signaturePrefix = 'EmuT'
const skip = 'skip_thought_signature_validator'

const kinds = Object.keys(partFields).filter(
  (name) => !['thought', 'thoughtSignature', 'videoMetadata', 'mediaResolution'].includes(name),
)

/** Refuses conversations that the service refuses. */
export function checkContents(contents: Loose[], model: GeminiModel, isCloud: boolean): void {
  if (contents.length === 0) invalid('* GenerateContentRequest.contents: contents is not specified')
  for (const [at, { role, parts }] of contents.entries()) {
    if (role === undefined && isCloud) invalid('Please use a valid role: user, model.')
    if (role !== undefined && !['user', 'model', 'function'].includes(role))
      invalid('Please use a valid role: user, model.')
    if (!Array.isArray(parts) || parts.length === 0)
      invalid(`* GenerateContentRequest.contents[${at}].parts: contents.parts must not be empty.`)
    for (const [place, part] of (parts as Loose[]).entries()) checkPart(part, [at, place], model, isCloud)
  }
  const isEnd = contents.at(-1)!.role === 'model'
  if (isEnd) invalid('Please ensure that single turn requests end with a user role or the role field is empty.')
  checkCalls(contents, model)
}

function checkPart(part: Loose, [at, place]: [number, number], model: GeminiModel, isCloud: boolean): void {
  const path = ['contents', at, 'parts', place]
  const problem = inspect(part, partFields, path)
  if (problem) refuseProblem(problem)
  const said = kinds.filter((kind) => part[kind] !== undefined)
  if (said.length !== 1)
    invalid(
      `* GenerateContentRequest.${path.join('.')}.data: required oneof field 'data' must have one initialized field`,
    )
  const { inlineData, fileData, functionResponse, thoughtSignature } = part
  if (inlineData) checkBlob(inlineData)
  if (isCloud && fileData && !fileData.mimeType) invalid('The mimeType parameter of file_data is required.')
  for (const { inlineData } of functionResponse?.parts ?? []) {
    if (model.version < 3) invalid('Multimodal function responses are not supported for this model.')
    checkBlob(inlineData)
  }
  const isSigned = thoughtSignature === undefined || thoughtSignature === skip
  if (!isSigned && unseal(signatureScope(isCloud), thoughtSignature, signaturePrefix) === undefined)
    invalid('Thought signature is not valid.')
}

function checkBlob({ mimeType, data }: Loose): void {
  if (!mimeType || String(mimeType).endsWith('*')) invalid(`Unsupported MIME type: ${mimeType ?? ''}`)
  if (typeof data !== 'string' || !/^[\w+/-]*=*$/u.test(data)) invalid('Base64 decoding failed for the inline data.')
}

const count = (content: Loose | undefined, field: string): number =>
  (content?.parts ?? []).filter((part: Loose) => part[field]).length

function checkCalls(contents: readonly Loose[], model: GeminiModel): void {
  for (const [at, content] of contents.entries()) {
    const answers = count(content, 'functionResponse')
    const calls = content.role === 'model' ? count(content, 'functionCall') : 0
    if (answers > 0 && count(contents[at - 1], 'functionCall') === 0)
      invalid('Please ensure that function response turn comes immediately after a function call turn.')
    if (calls > 0 && count(contents[at + 1], 'functionResponse') !== calls)
      invalid(
        'Please ensure that the number of function response parts is equal to the number of function call parts of the function call turn.',
      )
  }
  if (model.version < 3) return
  const turn = contents.findLastIndex(({ role, parts }) => role !== 'model' && parts.some((part: Loose) => part.text))
  for (const { role, parts } of contents.slice(turn + 1)) {
    const first = role === 'model' ? parts.find((part: Loose) => part.functionCall) : undefined
    if (first && first.thoughtSignature === undefined)
      invalid(
        `Function call is missing a thought_signature in functionCall parts. This is required for tools to work correctly, and missing thought_signature may lead to degraded model performance. Additional data, function call \`default_api:${first.functionCall.name}\`.`,
      )
  }
}
