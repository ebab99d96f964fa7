import { clients } from './clients.ts'
import { cannedReply } from './canned.ts'
const all = clients('http://bench.invalid/v1', cannedReply)
const n = Number(process.env.N ?? 400)
const only = (process.env.ONLY ?? 'bare fetch,bare ofetch,llmrr,openai SDK').split(',')
const best: Record<string, number> = {}
const med: Record<string, number[]> = {}
for (let k = 0; k < Number(process.env.K ?? 30); k++)
  for (const c of all) {
    if (!only.includes(c.name)) continue
    globalThis.gc?.()
    const a = process.cpuUsage()
    for (let i = 0; i < n; i++) await c.text('hi')
    const b = process.cpuUsage(a)
    const us = (b.user + b.system) / n
    best[c.name] = Math.min(best[c.name] ?? 1e9, us)
    ;(med[c.name] ??= []).push(us)
  }
for (const [name, list] of Object.entries(med)) {
  const first = list.slice(2, 9).sort((a, b) => a - b)[3]!
  const s = list.slice(-15).sort((a, b) => a - b)
  console.log(name.padEnd(12), 'early', first.toFixed(1), 'late', s[7]!.toFixed(1), 'best', best[name]!.toFixed(1))
}
