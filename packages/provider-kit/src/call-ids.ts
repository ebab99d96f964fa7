/** A number of a text, always the same (FNV-1a), in 32 bits. */
function hashOf(text: string): number {
  let hash = 0x81_1c_9d_c5
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01_00_01_93) >>> 0
  return hash
}

/**
 * The id of a call as Mistral's models take it, wherever they are hosted: nine letters and digits. Other ids are made anew
 * from their text, always in the same way, so that a call and its result still agree.
 */
export function mistralCallId(id: string): string {
  if (/^[A-Za-z0-9]{9}$/.test(id)) return id
  const hash = hashOf(id).toString(36) + hashOf(`${id}.`).toString(36).padStart(7, '0')
  return hash.padStart(9, '0').slice(-9)
}
