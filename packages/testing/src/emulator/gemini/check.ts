import type { Loose } from '../http/loose.ts'
import { inspect } from '../http/shape.ts'
import { refuse, type Call } from '../service.ts'
import { checkContents } from './contents.ts'
import { apiFields, cloudFields, toolFields } from './fields.ts'
import { isCloud, type GeminiModel } from './model.ts'
import { failed, invalid, refuseProblem } from './words.ts'

/** Refuses a model that there is not. */
export function checkModel(call: Call, model: GeminiModel): void {
  if (model.isKnown) return
  const message = isCloud(call)
    ? `Publisher Model \`publishers/google/models/${model.id}\` was not found or your project does not have access to it.`
    : `models/${model.id} is not found for API version v1beta, or is not supported for generateContent. Call ListModels to see the list of available models and their supported methods.`
  refuse(failed(404, { status: 'NOT_FOUND', message }))
}

/** Refuses what the service refuses in a question. */
export function checkBody(call: Call, model: GeminiModel): void {
  checkModel(call, model)
  const { body } = call
  const problem = inspect(body ?? {}, isCloud(call) ? cloudFields : apiFields)
  if (problem) refuseProblem(problem)
  checkGeneration(body.generationConfig ?? {}, body.tools ?? [], model)
  checkTools(call, model)
  if (body.cachedContent !== undefined) {
    if (body.systemInstruction ?? body.tools ?? body.toolConfig)
      invalid(
        'CachedContent can not be used with GenerateContent request setting system_instruction, tools or tool_config.',
      )
    const id = String(body.cachedContent).replace(/^.*cachedContents\//u, '')
    if (!call.state.stored.has(`cachedContents/${id}`))
      refuse(failed(403, { status: 'PERMISSION_DENIED', message: 'CachedContent not found (or permission denied)' }))
  }
  checkContents(body.contents, model, isCloud(call))
}

function checkGeneration(config: Loose, tools: readonly Loose[], model: GeminiModel): void {
  const { thinkingConfig: thinking = {}, responseMimeType: type, stopSequences: stops = [] } = config
  if (stops.length > 5) invalid('The number of stop sequences must be at most 5.')
  if ((config.responseSchema ?? config.responseJsonSchema) !== undefined && type !== 'application/json')
    invalid('generation_config.response_mime_type: response schema is only supported with application/json.')
  if (config.responseSchema !== undefined && config.responseJsonSchema !== undefined)
    invalid('generation_config: only one of response_schema and response_json_schema may be set.')
  if (config.logprobs !== undefined && !config.responseLogprobs)
    invalid('generation_config.logprobs: is only supported with response_logprobs.')
  const declares = tools.some((tool) => tool.functionDeclarations)
  if (type === 'application/json' && declares && model.version < 3)
    invalid("Function calling with a response mime type: 'application/json' is unsupported")
  const { thinkingBudget: budget, thinkingLevel: level } = thinking
  if (budget !== undefined && level !== undefined)
    invalid('You can only set only one of thinking budget and thinking level.')
  if (level !== undefined && !model.levels.includes(String(level).toLowerCase()))
    invalid(
      model.levels.length === 0
        ? 'Thinking level is not supported for this model.'
        : `Thinking level ${String(level).toUpperCase()} is not supported for this model.`,
    )
  if (budget === undefined) return
  if (!model.takesBudget) invalid('Thinking budget is not supported for this model.')
  if (budget === 0 && !model.canStopThinking) invalid('Budget 0 is invalid. This model only works in thinking mode.')
}

function checkTools(call: Call, model: GeminiModel): void {
  const { tools = [], toolConfig = {} } = call.body
  const names: string[] = []
  for (const [at, tool] of (tools as Loose[]).entries()) {
    const problem = inspect(tool, toolFields, ['tools', at])
    if (problem) refuseProblem(problem)
    for (const { name, parameters, parametersJsonSchema } of tool.functionDeclarations ?? []) {
      if (!/^[a-z_][\w.:-]{0,63}$/iu.test(name))
        invalid(`* GenerateContentRequest.tools[${at}].function_declarations[0].name: Invalid function name.`)
      if (parameters !== undefined && parametersJsonSchema !== undefined)
        invalid('Only one of parameters and parameters_json_schema may be set.')
      names.push(name)
    }
  }
  const hosted = (tools as Loose[]).flatMap(Object.keys).filter((kind) => kind !== 'functionDeclarations')
  if (hosted.length > 0 && names.length > 0) {
    if (model.version < 3) invalid('Built-in tools and Function Calling cannot be combined in the same request.')
    if (!isCloud(call) && !toolConfig.includeServerSideToolInvocations)
      invalid(
        'Please enable tool_config.include_server_side_tool_invocations to use built-in tools with Function calling.',
      )
  }
  const { mode, allowedFunctionNames: allowed } = toolConfig.functionCallingConfig ?? {}
  if (allowed && mode !== 'ANY' && mode !== 'VALIDATED')
    invalid('Function calling config must be set to ANY or VALIDATED when allowed_function_names is set.')
  const stray = (allowed ?? []).find((name: string) => !names.includes(name))
  if (stray) invalid(`allowed_function_names contains "${stray}", which is not among the declared functions.`)
}
