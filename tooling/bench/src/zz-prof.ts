import { createRouter, target } from '@llmrr/core'
import { openai } from '@llmrr/provider-openai'
import { startServer } from './loopback.ts'
import { reply } from './wire.ts'
import { createFetch } from 'ofetch'
const server = await startServer({ reply: { type: 'application/json', pieces: [reply] } })
const llm = createRouter({ use: [openai({ apiKey: 'k', baseURL: server.baseURL })] })
const aim = target(openai, 'gpt-4.1-mini', { api: 'chat' })
const body = JSON.stringify({ model: 'x', messages: [{ role: 'user', content: 'hi' }] })
const f = createFetch({})
const url = server.baseURL + '/chat/completions'
const h = { 'content-type': 'application/json', authorization: 'Bearer k' }
const all: Record<string, () => Promise<unknown>> = {
  bare: async () => JSON.parse(await (await fetch(url, { method: 'POST', headers: h, body })).text()),
  signal: async () =>
    JSON.parse(
      await (await fetch(url, { method: 'POST', headers: h, body, signal: new AbortController().signal })).text(),
    ),
  signalredir: async () =>
    JSON.parse(
      await (
        await fetch(url, { method: 'POST', headers: h, body, redirect: 'manual', signal: new AbortController().signal })
      ).text(),
    ),
  ofetchRaw: async () => {
    const r = await f.raw(url, {
      method: 'POST',
      headers: h,
      body,
      retry: 0,
      responseType: 'stream',
      ignoreResponseError: true,
    })
    return JSON.parse(await r.text())
  },
  ofetchRawSig: async () => {
    const r = await f.raw(url, {
      method: 'POST',
      headers: h,
      body,
      retry: 0,
      responseType: 'stream',
      ignoreResponseError: true,
      redirect: 'manual',
      signal: new AbortController().signal,
    })
    return JSON.parse(await r.text())
  },
  llmrr: () => llm.chat({ model: aim, prompt: 'hi' }),
}
const only = process.env.ONLY?.split(',')
const runs = Object.entries(all).filter(([name]) => !only || only.includes(name))
const n = Number(process.env.N ?? 100),
  K = Number(process.env.K ?? 40)
const cpu: Record<string, number[]> = {},
  rat: Record<string, number[]> = {}
for (let k = 0; k < K; k++) {
  let base = 0
  for (const [name, run] of runs) {
    globalThis.gc?.()
    const a = process.cpuUsage()
    for (let i = 0; i < n; i++) await run()
    const b = process.cpuUsage(a)
    const us = (b.user + b.system) / n
    base ||= us
    if (k > 3) {
      ;(cpu[name] ??= []).push(us)
      ;(rat[name] ??= []).push(us / base)
    }
  }
}
const q = (l: number[], p: number) => l.sort((x, y) => x - y)[Math.floor(l.length * p)]!
for (const [name] of runs)
  console.log(
    name.padEnd(13),
    'cpu',
    q(cpu[name]!, 0.25).toFixed(0),
    q(cpu[name]!, 0.5).toFixed(0),
    'ratio',
    q(rat[name]!, 0.25).toFixed(2),
    q(rat[name]!, 0.5).toFixed(2),
  )
server.stop()
