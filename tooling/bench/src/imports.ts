import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { bundle } from './bundle.ts'
import { summarise } from './statistics.ts'
import { reply } from './wire.ts'
import type { Summary } from './statistics.ts'

const run = promisify(execFile)

const entries: Readonly<Record<string, string>> = {
  'an empty module': 'export {}',
  '@llmrr/core': `export { createRouter } from '@llmrr/core'`,
  'core + provider-openai': `export { createRouter } from '@llmrr/core'\nexport { openai } from '@llmrr/provider-openai'`,
  ...Object.fromEntries(
    ['anthropic', 'groq', 'bedrock', 'vertex', 'google', 'azure-openai', 'replicate', 'cohere'].map((slug) => [
      `core + provider-${slug}`,
      `export { createRouter } from '@llmrr/core'\nexport { default as plugin } from '@llmrr/provider-${slug}'`,
    ]),
  ),
  'openai SDK': `export { default } from 'openai'`,
  'ai + @ai-sdk/openai': `export { generateText } from 'ai'\nexport { createOpenAI } from '@ai-sdk/openai'`,
}

const probe = (file: string): string =>
  `const a=process.cpuUsage();await import(${JSON.stringify(file)});const b=process.cpuUsage(a);process.stdout.write(String((b.user+b.system)/1000))`

const firstCall = (file: string): string =>
  `const {createRouter,openai}=await import(${JSON.stringify(file)});const a=process.cpuUsage();
const llm=createRouter({use:[openai({apiKey:'k'})],host:{fetch:async()=>new Response(${JSON.stringify(reply)},{headers:{'content-type':'application/json'}})}});
await llm.chat({model:{provider:'openai',model:'gpt-4.1-mini',options:{api:'chat'}},prompt:'x'});
const b=process.cpuUsage(a);process.stdout.write(String((b.user+b.system)/1000))`

/** CPU milliseconds of a cold import, each in processes of its own, each bundled to files as a published package would be. */
export async function measureImports(
  rounds: number,
): Promise<{ readonly imports: Readonly<Record<string, Summary>>; readonly firstCall: Summary }> {
  const folder = await mkdtemp(join(tmpdir(), 'llmrr-bench-'))
  try {
    const files: Record<string, string> = {}
    for (const [name, source] of Object.entries(entries)) {
      const into = join(folder, String(Object.keys(files).length))
      for (const { path, contents } of await bundle(source, { splitting: true, platform: 'node' })) {
        const file = `${into}-${path.slice(path.lastIndexOf('/') + 1).replace(/\.js$/, '.mjs')}`
        // Chunks import each other by name.
        const text = new TextDecoder()
          .decode(contents)
          .replace(
            /(["'`])\.\/([\w-]+)\.js\1/g,
            (_, quote: string, chunk: string) =>
              `${quote}./${into.slice(into.lastIndexOf('/') + 1)}-${chunk}.mjs${quote}`,
          )
        await writeFile(file, text)
        if (/\bstdin\.js$/.test(path)) files[name] = file
      }
    }
    const samples = new Map(Object.keys(files).map((name) => [name, [] as number[]]))
    const first: number[] = []
    const cpuOf = async (script: string): Promise<number> =>
      Number((await run(process.execPath, ['--input-type=module', '-e', script])).stdout)
    for (let round = 0; round < rounds; round++) {
      for (const [name, file] of Object.entries(files)) samples.get(name)!.push(await cpuOf(probe(file)))
      first.push(await cpuOf(firstCall(files['core + provider-openai']!)))
    }
    return {
      imports: Object.fromEntries([...samples].map(([name, sample]) => [name, summarise(sample)])),
      firstCall: summarise(first),
    }
  } finally {
    await rm(folder, { recursive: true })
  }
}
