/** The wire format of Acme, a service that does not exist: small, and with a bit of everything that adapters get wrong. */
export type AcmeChunk =
  | { type: 'begin'; id: string; model: string }
  | { type: 'thought'; text: string }
  | { type: 'seal'; seal: string }
  | { type: 'text'; text: string }
  | { type: 'call'; id: string; name: string }
  | { type: 'call_input'; id: string; json: string }
  | { type: 'end'; why: string; usage: AcmeUsage }
  | { type: 'trouble'; code: string; message: string }

/** `prompt` contains `cached`, `answer` contains `thought`. */
export interface AcmeUsage {
  prompt: number
  cached: number
  answer: number
  thought: number
}

export type AcmeBlock =
  | { type: 'thought'; text: string; seal: string }
  | { type: 'text'; text: string }
  | { type: 'call'; id: string; name: string; input: unknown }

export interface AcmeReply {
  id: string
  model: string
  content: AcmeBlock[]
  why: string
  usage: AcmeUsage
}
