import { bedrockFormats } from './bedrock.ts'
import { chatFormats } from './chat.ts'
import { cohereFormats } from './cohere.ts'
import { fileFormats } from './files.ts'
import { geminiFormats } from './gemini.ts'
import { huggingfaceFormats } from './huggingface.ts'
import { jobFormats } from './jobs.ts'
import { litellmFormats } from './litellm.ts'
import { mediaFormats } from './media.ts'
import { mistralFormats } from './mistral.ts'
import { models } from './models.ts'
import { ollamaFormats } from './ollama.ts'
import { replicateFormats } from './replicate.ts'
import { textFormats } from './texts.ts'
import { xaiFormats } from './xai.ts'
import type { Format } from '../format.ts'

/** Every format that is read. The first one that matches a recording is its own, so what one service has goes before what many share. */
export const formats: readonly Format[] = [
  ...bedrockFormats,
  ...cohereFormats,
  ...geminiFormats,
  ...huggingfaceFormats,
  ...litellmFormats,
  ...mistralFormats,
  ...ollamaFormats,
  ...replicateFormats,
  ...xaiFormats,
  ...chatFormats,
  ...textFormats,
  ...mediaFormats,
  ...fileFormats,
  ...jobFormats,
  models,
]
