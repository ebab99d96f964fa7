import { a, type Fields } from '../http/shape.ts'

const speech: Fields[string] = {
  type: 'object',
  fields: { voiceConfig: a.object, multiSpeakerVoiceConfig: a.object, languageCode: a.string },
}

const generation: Fields = {
  temperature: { type: 'number', min: 0, max: 2 },
  topP: { type: 'number', min: 0, max: 1 },
  topK: a.number,
  candidateCount: { type: 'integer', min: 1, max: 8 },
  maxOutputTokens: { type: 'integer', min: 1 },
  stopSequences: a.array,
  seed: a.integer,
  presencePenalty: a.number,
  frequencyPenalty: a.number,
  responseLogprobs: a.boolean,
  logprobs: { type: 'integer', min: 0, max: 20 },
  responseMimeType: { type: 'string', values: ['text/plain', 'application/json', 'text/x.enum'] },
  responseSchema: a.object,
  responseJsonSchema: a.any,
  thinkingConfig: {
    type: 'object',
    fields: { includeThoughts: a.boolean, thinkingBudget: a.integer, thinkingLevel: a.string },
  },
  responseModalities: a.array,
  imageConfig: { type: 'object', fields: { aspectRatio: a.string, imageSize: a.string } },
  speechConfig: speech,
  mediaResolution: a.string,
}

const toolConfig = (more: Fields): Fields[string] => ({
  type: 'object',
  fields: {
    functionCallingConfig: {
      type: 'object',
      fields: {
        mode: { type: 'string', values: ['AUTO', 'ANY', 'NONE', 'VALIDATED'] },
        allowedFunctionNames: a.array,
        streamFunctionCallArguments: a.boolean,
      },
    },
    retrievalConfig: a.object,
    ...more,
  },
})

const body: Fields = {
  contents: { type: 'array', required: true },
  systemInstruction: { type: 'object', fields: { role: a.string, parts: a.array } },
  generationConfig: { type: 'object', fields: generation },
  tools: a.array,
  safetySettings: a.array,
  cachedContent: a.string,
  serviceTier: { type: 'string', values: ['standard', 'flex', 'priority'] },
}

/** The body of a question to the Gemini API. */
export const apiFields: Fields = {
  ...body,
  model: a.string,
  store: a.boolean,
  continuationToken: a.string,
  toolConfig: toolConfig({ includeServerSideToolInvocations: a.boolean }),
}

/** The body of a question to Google Cloud. */
export const cloudFields: Fields = {
  ...body,
  labels: a.object,
  modelArmorConfig: a.object,
  toolConfig: toolConfig({}),
}

const blob: Fields[string] = { type: 'object', fields: { mimeType: a.string, data: a.string, displayName: a.string } }

/** The fields of a part. */
export const partFields: Fields = {
  text: a.string,
  thought: a.boolean,
  thoughtSignature: a.string,
  inlineData: blob,
  fileData: { type: 'object', fields: { mimeType: a.string, fileUri: { type: 'string', required: true } } },
  functionCall: {
    type: 'object',
    fields: { id: a.string, name: { type: 'string', required: true }, args: a.object },
  },
  functionResponse: {
    type: 'object',
    fields: {
      id: a.string,
      name: { type: 'string', required: true },
      response: { type: 'object', required: true },
      parts: { type: 'array', fields: { inlineData: blob, fileData: a.object } },
    },
  },
  executableCode: a.object,
  codeExecutionResult: a.object,
  toolCall: a.object,
  toolResponse: a.object,
  videoMetadata: a.object,
  mediaResolution: { type: 'object', fields: { level: a.string } },
}

/** The fields of a tool. */
export const toolFields: Fields = {
  functionDeclarations: {
    type: 'array',
    fields: {
      name: { type: 'string', required: true },
      description: a.string,
      parameters: a.object,
      parametersJsonSchema: a.any,
      response: a.object,
      responseJsonSchema: a.any,
      behavior: a.string,
    },
  },
  googleSearch: a.object,
  urlContext: a.object,
  codeExecution: a.object,
  fileSearch: a.object,
  googleMaps: a.object,
  computerUse: a.object,
  enterpriseWebSearch: a.object,
  retrieval: a.object,
}
