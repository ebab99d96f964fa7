import { a, type Field } from '../http/shape.ts'

/** `response_format` where it is OpenAI's. */
export const responseFormat: Field = {
  type: 'object',
  fields: {
    type: { type: 'string', required: true, values: ['text', 'json_object', 'json_schema'] },
    json_schema: a.object,
  },
}
