import type { Json } from '@llmrr/core'

// Words that need no quotes: nothing in them could be read as anything but text.
const bare = /^(?!(?:true|false|null|yes|no|on|off)$)[\p{L}][\p{L}\p{N} ,.()'/_-]*$/iu

/** The fields as YAML, one a line. Values that are not plain words are written as JSON, which is YAML as well. */
export const toYaml = (fields: { readonly [field: string]: Json | undefined }): string =>
  Object.entries(fields)
    .filter(([, value]) => value !== undefined)
    .map(([name, value]) => `${bare.test(name) ? name : JSON.stringify(name)}: ${written(value!)}`)
    .join('\n')

const written = (value: Json): string => (typeof value === 'string' && bare.test(value) ? value : JSON.stringify(value))
