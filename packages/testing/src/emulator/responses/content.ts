import type { Loose } from '../http/loose.ts'

type Say = (text: string, param: string | null, code: string | null) => never

const roles = new Set(['assistant', 'system', 'developer', 'user'])

/** Refuses a message whose role or parts the service does not take. */
export function checkContent({ role, content }: Loose, at: string, say: Say): void {
  if (!roles.has(role))
    say(
      `Invalid value: '${role}'. Supported values are: 'assistant', 'system', 'developer', and 'user'.`,
      `${at}.role`,
      'invalid_value',
    )
  if (typeof content === 'string') return
  if (!Array.isArray(content))
    say(`Missing required parameter: '${at}.content'.`, `${at}.content`, 'missing_required_parameter')
  for (const [i, part] of content.entries()) {
    const param = `${at}.content[${i}]`
    if (role === 'assistant') {
      if (part.type !== 'output_text' && part.type !== 'refusal')
        say(`Invalid value: '${part.type}'. Supported values are: 'output_text' and 'refusal'.`, param, 'invalid_value')
    } else checkPart(part, param, say)
  }
}

function checkPart(part: Loose, param: string, say: Say): void {
  switch (part.type) {
    case 'input_text':
      if (typeof part.text !== 'string')
        say(`Missing required parameter: '${param}.text'.`, `${param}.text`, 'missing_required_parameter')
      return
    case 'input_image': {
      const url = part.image_url
      if (part.file_id || /^https?:\/\//u.test(url ?? '')) return
      if (!url?.startsWith('data:')) {
        say(
          `Invalid '${param}.image_url'. Expected a valid URL, but got a value with an invalid format.`,
          `${param}.image_url`,
          'invalid_value',
        )
      }
      if (!/^data:image\/(?:png|jpe?g|gif|webp);base64,/u.test(url)) {
        say(
          "You uploaded an unsupported image. Please make sure your image has of one the following formats: ['png', 'jpeg', 'gif', 'webp'].",
          null,
          'invalid_image_format',
        )
      }
      return
    }
    case 'input_file': {
      const mime = /^data:([^;,]+)/u.exec(part.file_data ?? '')?.[1] ?? ''
      if (/^(?:audio|video|image)\//u.test(mime))
        say('The file type you uploaded is not supported. Please try again with a pdf', 'input', 'unsupported_file')
      if (part.file_data !== undefined && mime === '') {
        say(
          `Invalid '${param}.file_data'. Expected a base64-encoded data URL with a MIME type.`,
          `${param}.file_data`,
          'invalid_value',
        )
      }
      return
    }
    default:
      say(
        `Invalid value: '${part.type}'. Supported values are: 'input_text', 'input_image', 'output_text', 'refusal', 'input_file', 'computer_screenshot', and 'summary_text'.`,
        param,
        'invalid_value',
      )
  }
}
