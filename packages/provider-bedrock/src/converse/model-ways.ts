import { claudeTraits, closedSchema } from '@llmrr/provider-kit'
import { familyOfModel, modelOf } from '../model-family.ts'
import type { Target } from '@llmrr/core'
import type { ClaudeTraits, ClosedSchema } from '@llmrr/provider-kit'
import type { JsonSchema } from '@llmrr/core'

/** In what models differ, as far as requests over Converse are concerned. */
export interface ModelTraits {
  /** Whether it holds answers and strict tools to a schema. */
  readonly schemas: boolean
  /** How a model's reasoning is controlled; `fixed`: it does as it likes. */
  readonly reasoning: 'claude' | 'nova-2' | 'effort' | 'fixed'
  /** Where `topK` goes in the model's own request, if it is known. */
  readonly topK: 'top_k' | 'nova' | 'k' | undefined
  readonly claude?: ClaudeTraits
  /** A schema as the model takes it, where it is held to it. */
  close(schema: JsonSchema): ClosedSchema
}

const plain: ModelTraits = { schemas: false, reasoning: 'fixed', topK: undefined, close: closedSchema }

// As of 2026-11-22: open models that Bedrock holds to schemas.
const schemaModels =
  /mistral\.(?:mistral-large-3|ministral|magistral|devstral|voxtral)|qwen\.qwen3|deepseek\.v3|openai\.gpt-oss|moonshotai?\.|minimax\.|nvidia\.|google\.gemma|zai\./

/** The ways of a target's model. */
export function traitsOf(target: Target): ModelTraits {
  const model = modelOf(target)
  const schemas = schemaModels.test(model)
  switch (familyOfModel(model)) {
    case 'claude': {
      const claude = claudeTraits(model)
      return { ...plain, schemas: claude.schemas, reasoning: 'claude', topK: 'top_k', claude }
    }
    case 'nova-2':
      return { ...plain, reasoning: 'nova-2', topK: 'nova' }
    case 'nova':
      return { ...plain, topK: 'nova' }
    case 'mistral':
      return { ...plain, schemas, topK: 'top_k' }
    case 'cohere':
      return { ...plain, topK: 'k' }
    case 'gpt-oss':
      return { ...plain, schemas, reasoning: 'effort' }
    default:
      return { ...plain, schemas }
  }
}
