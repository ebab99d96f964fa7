import type { Loose } from '../http/loose.ts'
import { inspect, type Fields } from '../http/shape.ts'
import { refuse, type Call } from '../service.ts'
import { betaFields, toolFields } from './fields.ts'
import { factsOf, type ModelFacts } from './model.ts'
import { checkTurns } from './turns.ts'
import { failed, invalid, sayProblem } from './words.ts'

/** Refuses what the service refuses in a body. `fields` is the table of the endpoint. */
export function checkBody(call: Call, fields: Fields): void {
  const { body, headers, requestId } = call
  const say = (text: string): never => invalid(text, requestId)
  const version = headers['anthropic-version']
  if (version === undefined) say('anthropic-version: header is required')
  if (version !== '2023-06-01' && version !== '2026-10-21')
    say(`anthropic-version: "${version}" is not a valid version.`)
  const problem = inspect(body ?? {}, headers['anthropic-beta'] ? { ...fields, ...betaFields } : fields)
  if (problem) say(sayProblem(problem))
  const facts = factsOf(body.model)
  if (!facts.known) refuse(failed(404, 'not_found_error', `model: ${body.model}`, requestId))
  if (body.max_tokens > facts.maxTokens) {
    say(
      `max_tokens: ${body.max_tokens} > ${facts.maxTokens}, which is the maximum allowed number of output tokens for ${body.model}`,
    )
  }
  checkSampling(body, facts, version!, say)
  checkThinking(body, facts, say)
  checkTools(body, say)
  checkOutput(body, facts, say)
  checkTurns(body, facts, version!, say)
  const marks =
    JSON.stringify([body.tools, body.system, body.messages]).split('"cache_control":{').length -
    1 +
    (body.cache_control ? 1 : 0)
  if (marks > 4) say(`A maximum of 4 blocks with cache_control may be provided. Found ${marks}.`)
}

type Say = (text: string) => never

function checkSampling(body: Loose, facts: ModelFacts, version: string, say: Say): void {
  for (const name of ['temperature', 'top_p', 'top_k']) {
    if (body[name] == null) continue
    if (version === '2026-10-21') say(`${name}: Extra inputs are not permitted`)
    if (!facts.sampling) say(`\`${name}\` is deprecated for this model.`)
  }
  if (facts.oneOfBoth && body.temperature != null && body.top_p != null) {
    say('`temperature` and `top_p` cannot both be specified for this model. Please use only one.')
  }
  for (const stop of body.stop_sequences ?? []) {
    if (typeof stop === 'string' && stop.trim() === '')
      say('stop_sequences: each stop sequence must contain non-whitespace')
  }
}

function checkThinking(body: Loose, facts: ModelFacts, say: Say): void {
  const { thinking, tool_choice: choice } = body
  const type: string = thinking?.type ?? (facts.thinkingByDefault ? 'adaptive' : 'disabled')
  if (type === 'disabled') {
    if (facts.thinkingAlways && thinking) say('"thinking.type.disabled" is not supported for this model.')
    return
  }
  if (type === 'enabled') {
    if (!facts.enabledThinking) {
      say(
        '"thinking.type.enabled" is not supported for this model. Use "thinking.type.adaptive" and "output_config.effort" to control thinking behavior.',
      )
    }
    const budget = thinking.budget_tokens
    if (budget == null) say('thinking.enabled.budget_tokens: Field required')
    if (budget < 1024) say('thinking.enabled.budget_tokens: Input should be greater than or equal to 1024')
    if (body.max_tokens !== undefined && budget >= body.max_tokens) {
      say(
        '`max_tokens` must be greater than `thinking.budget_tokens`. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking#max-tokens-and-context-window-size',
      )
    }
  } else if (!facts.adaptiveThinking) say('adaptive thinking is not supported on this model')
  // Recorded: the token count takes what the message itself does not.
  if (thinking && body.max_tokens !== undefined && (choice?.type === 'any' || choice?.type === 'tool'))
    say('Thinking may not be enabled when tool_choice forces tool use.')
  if (body.temperature != null && body.temperature !== 1) {
    say(
      '`temperature` may only be set to 1 when thinking is enabled or in adaptive mode. Please consult our documentation at https://docs.claude.com/en/docs/build-with-claude/extended-thinking',
    )
  }
  if (body.top_k != null) say('`top_k` must be unset when thinking is enabled or in adaptive mode.')
  if (body.top_p != null && body.top_p < 0.95)
    say('`top_p` must be greater than or equal to 0.95 or unset when thinking is enabled or in adaptive mode.')
}

const serverTool =
  /^(?:web_search|web_fetch|code_execution|tool_search_tool|advisor|bash|text_editor|computer|browser|memory|mcp_toolset)\w*$/u

function checkTools({ tools = [], tool_choice: choice }: Loose, say: Say): void {
  const list: Loose[] = tools ?? []
  for (const [i, tool] of list.entries()) {
    if (tool.type && tool.type !== 'custom') {
      if (!serverTool.test(tool.type))
        say(`tools.${i}: Input tag '${tool.type}' found using 'type' does not match any of the expected tags`)
      continue
    }
    const problem = inspect(tool, toolFields, ['tools', i, 'custom'])
    if (problem) say(sayProblem(problem))
    if (!/^[\w-]{1,128}$/u.test(tool.name))
      say(`tools.${i}.custom.name: String should match pattern '^[a-zA-Z0-9_-]{1,128}$'`)
    if (tool.input_schema.type !== 'object') say(`tools.${i}.custom.input_schema.type: Input should be 'object'`)
    if (tool.strict) checkStrict(tool.input_schema, `tools.${i}.custom`, say)
  }
  const strict = list.filter((tool) => tool.strict)
  if (strict.length > 20) {
    say(
      `Too many strict tools (${strict.length}). The maximum number of strict tools supported is 20. Try reducing the number of tools marked as strict.`,
    )
  }
  const unions = strict.reduce((sum, tool) => sum + unionsIn(tool.input_schema), 0)
  if (unions > 16) {
    say(
      `Schemas contains too many parameters with union types (${unions} parameters with type arrays or anyOf). This causes exponential compilation cost. Reduce the number of nullable or union-typed parameters (limit: 16 parameters with unions).`,
    )
  }
  const names = list.map(({ name }) => name)
  if (new Set(names).size < names.length) say('tools: Tool names must be unique.')
  if (choice && choice.type !== 'none' && list.length === 0)
    say('tool_choice may only be specified while providing tools.')
  if (choice?.type === 'tool' && !names.includes(choice.name)) say(`Tool '${choice.name}' not found in provided tools`)
}

const unionsIn = (schema: Loose): number =>
  Object.values(schema.properties ?? {}).filter((one: Loose) => Array.isArray(one.type) || one.anyOf !== undefined)
    .length

function checkStrict(schema: Loose, at: string, say: Say): void {
  if (!schema || typeof schema !== 'object') return
  if ((schema.type === 'object' || schema.properties) && schema.additionalProperties !== false) {
    say(`${at}: For 'object' type, 'additionalProperties' must be explicitly set to false`)
  }
  for (const one of [
    ...Object.values(schema.properties ?? {}),
    schema.items,
    ...(schema.anyOf ?? []),
    ...Object.values(schema.$defs ?? {}),
  ]) {
    checkStrict(one, at, say)
  }
}

function checkOutput({ output_config: config, model }: Loose, facts: ModelFacts, say: Say): void {
  if (config?.effort != null && !facts.effort) say('This model does not support the effort parameter.')
  if (config?.effort === 'xhigh' && /-4-[56]/u.test(model))
    say("output_config.effort: Input should be 'low', 'medium', 'high' or 'max'")
  const format = config?.format
  if (format == null) return
  if (format.type !== 'json_schema') say("output_config.format.type: Input should be 'json_schema'")
  if (!format.schema) say('output_config.format.schema: Field required')
  if (format.schema.type !== 'object') say("output_config.format.schema: root must be of type 'object'")
  checkStrict(format.schema, 'output_config.format.schema', say)
}
