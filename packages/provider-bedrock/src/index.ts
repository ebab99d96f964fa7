export { bedrock, bedrock as default } from './provider.ts'
export type { AwsCredentials, CredentialSource } from './auth/auth.ts'
export type { BedrockConfig } from './provider.ts'
export type { BedrockOptions } from './options.ts'
export type {
  Generated,
  GenerateRequest,
  GuardrailRequest,
  GuardrailVerdict,
  InvokeRequest,
  Passage,
  Retrieval,
  RetrieveRequest,
} from './extras.ts'
