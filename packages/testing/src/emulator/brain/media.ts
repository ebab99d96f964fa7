import { crc32, deflateSync } from 'node:zlib'
import { seedOf, sequence } from './chance.ts'

/** Bytes of an image with the given content type: a PNG of one seeded colour, or the smallest JPEG or WebP there is. */
export function imageOf(format: string, prompt: string): Buffer {
  if (format === 'jpeg') return Buffer.from(smallestJpeg, 'base64')
  if (format === 'webp') return Buffer.from('UklGRiQAAABXRUJQVlA4IBgAAAAwAQCdASoBAAEAAwA0JaQAA3AA/vuUAAA=', 'base64')
  const next = sequence(seedOf(prompt))
  return png(16, [next() * 256, next() * 256, next() * 256])
}

const smallestJpeg =
  '/9j/4AAQSkZJRgABAQEASABIAAD/2wBDAP//////////////////////////////////////////////////////////////////////////////////////wgALCAABAAEBAREA/8QAFBABAAAAAAAAAAAAAAAAAAAAAP/aAAgBAQABPxA='

function png(side: number, colour: number[]): Buffer {
  const head = Buffer.alloc(13)
  head.writeUInt32BE(side, 0)
  head.writeUInt32BE(side, 4)
  head.set([8, 2], 8)
  const row = Buffer.from([0, ...Array.from({ length: side }, () => colour).flat()])
  const pixels = deflateSync(Buffer.concat(Array.from({ length: side }, () => row)))
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([signature, chunk('IHDR', head), chunk('IDAT', pixels), chunk('IEND', Buffer.alloc(0))])
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, 'latin1'), data])
  const whole = Buffer.alloc(body.length + 8)
  whole.writeUInt32BE(data.length, 0)
  whole.set(body, 4)
  whole.writeUInt32BE(crc32(body), body.length + 4)
  return whole
}

const rate = 24_000

/**
 * Bytes of "speech": `wav` and `pcm` hold a soft tone at 24 kHz, 16 bit, mono, 40 ms for each character; the packed formats begin with the
 * bytes by which their players know them.
 */
export function speechOf(format: string, text: string): Buffer {
  const samples = Buffer.alloc(Math.min(text.length, 250) * rate * 0.04 * 2)
  for (let i = 0; i < samples.length; i += 2) samples.writeInt16LE(Math.round(Math.sin(i / 18) * 2000), i)
  if (format === 'pcm' || format === 'raw') return samples
  if (format === 'wav') return Buffer.concat([wavHead(samples.length), samples])
  const start = { flac: 'fLaC', ogg: 'OggS', opus: 'OggS' }[format]
  const frame = Buffer.alloc(417)
  frame.set(start ? Buffer.from(start) : format === 'aac' ? [0xff, 0xf1, 0x50, 0x80] : [0xff, 0xfb, 0x90, 0x64])
  return Buffer.concat(Array.from({ length: Math.max(1, text.length) }, () => frame))
}

function wavHead(bytes: number): Buffer {
  const head = Buffer.alloc(44)
  head.write('RIFF', 0)
  head.writeUInt32LE(36 + bytes, 4)
  head.write('WAVEfmt ', 8)
  head.writeUInt32LE(16, 16)
  head.writeUInt16LE(1, 20)
  head.writeUInt16LE(1, 22)
  head.writeUInt32LE(rate, 24)
  head.writeUInt32LE(rate * 2, 28)
  head.writeUInt16LE(2, 32)
  head.writeUInt16LE(16, 34)
  head.write('data', 36)
  head.writeUInt32LE(bytes, 40)
  return head
}

/** Length of a recording in seconds: exact for WAV, else taken from its size at 128 kbit/s. */
export function secondsOf(audio: Buffer): number {
  const wav = audio.length >= 44 && audio.toString('latin1', 0, 4) === 'RIFF'
  const seconds = wav ? (audio.length - 44) / Math.max(1, audio.readUInt32LE(28)) : audio.length / 16_000
  return Math.max(0.1, Math.round(seconds * 100) / 100)
}

/** Content types of the audio formats. */
export const audioTypes: Readonly<Record<string, string>> = {
  mp3: 'audio/mpeg',
  opus: 'audio/opus',
  aac: 'audio/aac',
  flac: 'audio/flac',
  wav: 'audio/wav',
  pcm: 'audio/pcm',
  ogg: 'audio/ogg',
  mulaw: 'audio/basic',
}

/** A vector of length one that depends on nothing but the text; texts that share words are closer than those that do not. */
export function vectorOf(text: string, dimensions: number): Float32Array {
  const vector = new Float32Array(dimensions)
  for (const word of text.toLowerCase().split(/\W+/u)) {
    const next = sequence(seedOf(word))
    for (let i = 0; i < dimensions; i++) vector[i]! += next() * 2 - 1
  }
  const length = Math.hypot(...vector) || 1
  return vector.map((value) => value / length)
}

/** How near a text is to a query, from 0 to 1. */
export function relevanceOf(query: string, text: string): number {
  const wanted = vectorOf(query, 64)
  const cosine = vectorOf(text, 64).reduce((sum, value, at) => sum + value * wanted[at]!, 0)
  return Math.round((cosine + 1) * 5e5) / 1e6
}
