const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/'

/** Base64 text of bytes given in pieces, without a copy of the whole. */
export function toBase64(pieces: readonly Uint8Array[]): string {
  const out: string[] = []
  let line = ''
  let bits = 0
  let held = 0
  for (const piece of pieces) {
    for (const byte of piece) {
      bits = ((bits << 8) | byte) & 0xffffff
      if (++held < 3) continue
      held = 0
      line += alphabet[bits >> 18]! + alphabet[(bits >> 12) & 63] + alphabet[(bits >> 6) & 63] + alphabet[bits & 63]
      if (line.length > 8191) {
        out.push(line)
        line = ''
      }
    }
  }
  if (held === 1) line += alphabet[(bits >> 2) & 63]! + alphabet[(bits << 4) & 63] + '=='
  if (held === 2) line += alphabet[(bits >> 10) & 63]! + alphabet[(bits >> 4) & 63] + alphabet[(bits << 2) & 63] + '='
  out.push(line)
  return out.join('')
}
