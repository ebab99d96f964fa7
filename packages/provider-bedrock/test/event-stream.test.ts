import { expect, test } from 'vitest'
import { converseEvents } from '../src/event-stream.ts'

/** `{"text":"für"}` as the event `contentBlockDelta`, made by hand. */
const frame = Uint8Array.from(
  Buffer.from(
    'AAAAdgAAAFfmvw5RCzpldmVudC10eXBlBwARY29udGVudEJsb2NrRGVsdGENOmNvbnRlbnQtdHlwZQcAEGFwcGxpY2F0aW9uL2pzb24NOm1lc3NhZ2UtdHlwZQcABWV2ZW50eyJ0ZXh0IjoiZsO8ciJ9O+n0IQ==',
    'base64',
  ),
)

test('frames are read however they are split', async () => {
  const decoder = await converseEvents()
  const both = new Uint8Array([...frame, ...frame])
  const chunks = [both.subarray(0, 5), both.subarray(5, frame.length + 40), both.subarray(frame.length + 40)].map(
    (piece) => decoder.feed(piece),
  )
  const chunk = { contentBlockDelta: { text: 'für' } }
  expect(chunks).toEqual([[], [chunk], [chunk]])
  expect(decoder.end()).toEqual([])
})

test.each([
  ['a changed byte', () => frame.map((byte, at) => (at === 110 ? byte ^ 1 : byte))],
  ['an HTML page', () => new TextEncoder().encode('<html><body></body></html>')],
  ['a length of nothing', () => new Uint8Array(16)],
])('%s is no event stream', async (_, bytes) => {
  const decoder = await converseEvents()
  expect(() => decoder.feed(bytes())).toThrow(expect.objectContaining({ code: 'bad-response', retry: 'same' }))
})

test('a long frame in small pieces costs no copy for each of them', async () => {
  const decoder = await converseEvents()
  const long = new Uint8Array(8 * 1024 * 1024)
  new DataView(long.buffer).setUint32(0, long.length)
  const started = process.cpuUsage()
  for (let at = 0; at < long.length - 1024; at += 1024)
    expect(decoder.feed(long.subarray(at, at + 1024))).toHaveLength(0)
  const { user } = process.cpuUsage(started)
  // Copying what is held for each piece would be 32 GB of copies.
  expect(user).toBeLessThan(3_000_000)
})
