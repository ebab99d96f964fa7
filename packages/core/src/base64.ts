const step = 0x8000

/** Base64 text of bytes given in pieces. */
export function toBase64(pieces: readonly Uint8Array[]): string {
  let binary = ''
  for (const piece of pieces)
    for (let at = 0; at < piece.length; at += step) binary += String.fromCharCode(...piece.subarray(at, at + step))
  return btoa(binary)
}
