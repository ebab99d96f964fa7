import { isBag, list } from './fold.ts'
import type { Bag } from './fold.ts'

/** A form: its fields as text, a file by its name. */
export function foldForm(form: Bag): Bag {
  const recorded = Array.isArray(form['_multipart'])
    ? Object.fromEntries(
        list(form['_multipart']).map(({ name, value, filename }) => [name, value ?? { name: filename }]),
      )
    : form
  return Object.fromEntries(
    Object.entries(recorded).map(([name, value]) => [name, isBag(value) ? { name: value['name'] } : value]),
  )
}
