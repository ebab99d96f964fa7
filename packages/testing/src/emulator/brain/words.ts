import { seedOf, sequence } from './chance.ts'
import type { Ask } from './types.ts'

const neutral = [
  'Nothing here was thought; the same question gives the same sentences.',
  'A short walk, a warm cup and an open window are all it takes to write this line.',
  'The river was quiet, and nobody asked it anything.',
  'Somewhere a clock is right without trying.',
  'Every second sentence of this answer could be exchanged with its neighbour.',
  'The lamp on the desk has seen longer answers than this one.',
  'Two pages further on, the same words would still be true.',
  'It is a plain text, made to be counted rather than believed.',
]

// Characters of two, three and four bytes, so that a byte split inside them is noticed.
const wide = 'Café, naïve and façade, then 東京 and Ελλάδα, and last a 🐟 in a bowl, cross the wire unharmed.'

/** Several sentences about the request's outer facts. */
export function textFor(ask: Ask): string {
  const last = ask.messages.at(-1)
  const spoken = last?.text.trim() ?? ''
  const next = sequence(seedOf(`${ask.model}\n${ask.system.length}\n${spoken}`))
  const first = next() * neutral.length
  const some = [0, 3, 5].map((step) => neutral[Math.floor(first + step) % neutral.length])
  return [
    opening(ask, spoken),
    `This is the emulator answering for ${ask.model}, not a language model.`,
    some[0],
    wide,
    some[1],
    some[2],
  ].join(' ')
}

function opening(ask: Ask, spoken: string): string {
  const last = ask.messages.at(-1)
  const start = spoken.split(/\s+/u).slice(0, 8).join(' ').slice(0, 80)
  if (last?.role === 'tool') return `The tool answered: ${start}.`
  const words = spoken === '' ? 0 : spoken.split(/\s+/u).length
  const media = last?.media.length ? ` together with ${last.media.join(', ')}` : ''
  return `You wrote “${start}”${media}, ${words} ${words === 1 ? 'word' : 'words'} in turn ${ask.messages.length}.`
}

/** A few sentences of "reasoning". */
export function reasoningFor(ask: Ask): string {
  const turns = ask.messages.length
  return `The conversation has ${turns} ${turns === 1 ? 'turn' : 'turns'}. I count its words – ça suffit – and then I answer.`
}
