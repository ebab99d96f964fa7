#!/usr/bin/env node
import { ask } from './ask.ts'
import { run } from './run.ts'

process.exitCode = await run(process.argv.slice(2), {
  cwd: process.cwd(),
  out: (text) => void process.stdout.write(text),
  note: (text) => void process.stderr.write(text),
  ...(process.stdin.isTTY && { ask }),
  env: process.env,
  year: new Date().getFullYear(),
})
