import { seal, unseal } from '../brain/seal.ts'
import type { Loose } from '../http/loose.ts'
import { redactedPrefix, signaturePrefix, thinkingScope } from '../messages/turns.ts'
import type { BedrockModel } from './model.ts'

// Signatures of Claude hold at all clouds, those of others only here.
const scopeOf = ({ isClaude }: BedrockModel): string => (isClaude ? thinkingScope : 'bedrock-thinking')

/** Reasoning with its signature. */
export const signed = (text: string, model: BedrockModel): Loose => ({
  reasoningContent: {
    reasoningText: { text, signature: seal(scopeOf(model), JSON.stringify([text, text]), signaturePrefix) },
  },
})

/** The text that a block of reasoning stands for; `undefined` where it was changed or is another's. */
export function readSignature({ reasoningText, redactedContent }: Loose, model: BedrockModel): string | undefined {
  if (redactedContent !== undefined)
    return unseal(scopeOf(model), Buffer.from(redactedContent, 'base64').toString(), redactedPrefix)
  const sealed = unseal(scopeOf(model), reasoningText?.signature, signaturePrefix)
  if (sealed === undefined) return undefined
  const [shown] = JSON.parse(sealed) as [string, string]
  return shown === reasoningText.text ? shown : undefined
}
