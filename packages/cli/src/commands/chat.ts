import { readFile } from 'node:fs/promises'
import { basename, resolve } from 'node:path'
import { attemptsTable } from '../attempts-table.ts'
import { numberOption, parse } from '../arguments.ts'
import { dollars, milliseconds, tokens } from '../figures.ts'
import { mediaTypeOf } from '../media-type.ts'
import { progress } from '../progress.ts'
import { exit } from '../run.ts'
import { style } from '../style.ts'
import { usageError } from '../usage-error.ts'
import { defaultModels, installed, userRouter } from '../user-router.ts'
import { isLLMError } from '@llmrr/core'
import type { ChatRequest, JsonSchema, Part, ReasoningEffort } from '@llmrr/core'
import type { Terminal } from '../terminal.ts'

const options = {
  model: { type: 'string', short: 'm', multiple: true },
  route: { type: 'string', short: 'r' },
  system: { type: 'string', short: 's' },
  file: { type: 'string', short: 'f', multiple: true },
  schema: { type: 'string' },
  json: { type: 'boolean' },
  'show-attempts': { type: 'boolean' },
  'max-tokens': { type: 'string' },
  temperature: { type: 'string' },
  reasoning: { type: 'string' },
} as const

const efforts: readonly string[] = [
  'none',
  'minimal',
  'low',
  'medium',
  'high',
  'xhigh',
  'max',
] satisfies ReasoningEffort[]

async function readUserFile(path: string, option: string, terminal: Terminal): Promise<Buffer> {
  try {
    return await readFile(resolve(terminal.cwd, path))
  } catch (error) {
    throw usageError(
      `--${option} ${path} cannot be read: ${(error as NodeJS.ErrnoException).code ?? (error as Error).message}.`,
    )
  }
}

/** A file as a part: text goes in as text under its name, everything else as media. */
async function filePart(path: string, terminal: Terminal): Promise<Part> {
  const bytes = await readUserFile(path, 'file', terminal)
  const name = basename(path)
  const mediaType = mediaTypeOf(name)
  if (mediaType) return { type: 'media', mediaType, data: bytes, name }
  const text = bytes.toString('utf8')
  if (text.includes('\u0000') || text.includes('\ufffd'))
    throw usageError(`--file ${path} is neither text nor of a known media type; known are images, PDF and audio.`)
  return { type: 'text', text: `${name}:\n${text}` }
}

async function readSchema(path: string, terminal: Terminal): Promise<JsonSchema> {
  const text = (await readUserFile(path, 'schema', terminal)).toString('utf8')
  try {
    return JSON.parse(text) as JsonSchema
  } catch {
    throw usageError(`--schema ${path} is not JSON.`)
  }
}

async function promptOf(positionals: readonly string[], terminal: Terminal): Promise<string> {
  const words = positionals.filter((word) => word !== '-').join(' ')
  const piped = words === '' || positionals.includes('-') ? (await terminal.input())?.trim() : undefined
  const prompt = [words, piped].filter(Boolean).join('\n\n')
  if (prompt === '') throw usageError('There is no prompt: llmrr chat "..." or pipe it in.')
  return prompt
}

/** `llmrr chat`: streams one answer. */
export async function chat(args: readonly string[], terminal: Terminal): Promise<number> {
  const { values, positionals } = parse(args, options)
  if (values.model && values.route) throw usageError('--model and --route exclude each other.')
  if (values.reasoning !== undefined && !efforts.includes(values.reasoning))
    throw usageError(`--reasoning takes one of ${efforts.join(', ')}, not ${JSON.stringify(values.reasoning)}.`)
  const temperature = numberOption('temperature', values.temperature)
  const maxOutputTokens = numberOption('max-tokens', values['max-tokens'])
  const schema = values.schema === undefined ? undefined : await readSchema(values.schema, terminal)
  const files = await Promise.all((values.file ?? []).map((path) => filePart(path, terminal)))
  const prompt = await promptOf(positionals, terminal)

  const have = await installed(terminal)
  const llm = userRouter(have)
  const model = values.route ?? values.model ?? (have.config.default ? undefined : defaultModels(have, terminal.env))
  if (Array.isArray(model) && model.length === 0) {
    const variables = have.providers.flatMap((provider) => provider.credentials?.[0] ?? [])
    throw usageError(`No credential was found; set ${variables.join(' or ')}, or name a --model.`)
  }
  const request: ChatRequest = {
    prompt: files.length > 0 ? [...files, { type: 'text', text: prompt }] : prompt,
    ...(values.system !== undefined && { system: values.system }),
    ...(schema && { output: { schema } }),
    ...(temperature !== undefined && { temperature }),
    ...(maxOutputTokens !== undefined && { maxOutputTokens }),
    ...(values.reasoning !== undefined && { reasoning: values.reasoning as ReasoningEffort }),
  }

  const paint = style(terminal.interactive)
  const clear = progress(terminal, 'waiting for the first words')
  try {
    const stream = llm.stream({ ...request, ...(model !== undefined && { model }), signal: terminal.signal })
    let open = false
    for await (const event of stream) {
      if (event.type === 'start') continue
      clear()
      if (event.type === 'text-delta' && !values.json) {
        terminal.out(event.text)
        open = !event.text.endsWith('\n')
      }
    }
    const result = await stream.result()
    if (values.json) terminal.out(`${JSON.stringify(result, null, 2)}\n`)
    else if (open) terminal.out('\n')
    for (const warning of result.warnings) terminal.note(`${paint.yellow('note:')} ${warning.field}: ${warning.why}\n`)
    if (values['show-attempts']) terminal.note(`\n${attemptsTable(result.attempts, paint)}`)
    else if (terminal.interactive) {
      const last = result.attempts.at(-1)
      terminal.note(
        paint.dim(
          `${result.target.provider}/${result.target.model}  ${milliseconds(last?.latencyMs)}  ${tokens(result.usage)}  ${dollars(result.cost)}\n`,
        ),
      )
    }
    if (result.finishReason === 'length')
      terminal.note(`${paint.yellow('note:')} the answer was cut at its token limit (--max-tokens).\n`)
    return result.finishReason === 'content-filter' ? exit.failed : exit.ok
  } catch (error) {
    clear()
    if (values['show-attempts'] && isLLMError(error) && error.attempts)
      terminal.note(`\n${attemptsTable(error.attempts, paint)}`)
    throw error
  }
}
