/** A file of a multipart form. */
export interface FormFile {
  readonly name: string
  readonly filename: string
  readonly type: string
  readonly bytes: Buffer
}

/** A multipart form: fields in order (a name may come again, as `tags[]` does), and files. */
export interface Form {
  readonly fields: Readonly<Record<string, string>>
  readonly lists: Readonly<Record<string, readonly string[]>>
  readonly files: readonly FormFile[]
  /** Names of fields and files as they came. */
  readonly names: readonly string[]
}

/** Reads a multipart body. `undefined` when it has no boundary or is not well formed. */
export function readForm(contentType: string, body: Buffer): Form | undefined {
  const boundary = /boundary=(?:"([^"]+)"|([^;\s]+))/iu.exec(contentType)
  if (!boundary) return undefined
  const mark = Buffer.from(`--${boundary[1] ?? boundary[2]}`)
  const fields: Record<string, string> = {}
  const lists: Record<string, string[]> = {}
  const files: FormFile[] = []
  const names: string[] = []
  let at = body.indexOf(mark)
  while (at >= 0) {
    const start = at + mark.length
    if (body.toString('latin1', start, start + 2) === '--') return { fields, lists, files, names }
    const next = body.indexOf(mark, start)
    const headEnd = body.indexOf('\r\n\r\n', start)
    if (next < 0 || headEnd < 0 || headEnd > next) return undefined
    const head = body.toString('utf8', start, headEnd)
    const bytes = body.subarray(headEnd + 4, next - 2)
    const name = /name="([^"]*)"/u.exec(head)?.[1] ?? ''
    names.push(name)
    const filename = /filename="([^"]*)"/u.exec(head)?.[1]
    if (filename === undefined) {
      fields[name] = bytes.toString('utf8')
      ;(lists[name] ??= []).push(fields[name])
    } else
      files.push({
        name,
        filename,
        type: /content-type:\s*([^\r\n]+)/iu.exec(head)?.[1] ?? 'application/octet-stream',
        bytes,
      })
    at = next
  }
  return undefined
}
