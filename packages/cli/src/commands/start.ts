import { createRouter } from '@llmrr/core'
import { attemptsTable } from '../attempts-table.ts'
import { parse } from '../arguments.ts'
import { credentialsFound, discover } from '../discover.ts'
import { dollars, tokens } from '../figures.ts'
import { exit } from '../run.ts'
import { style } from '../style.ts'
import { usageError } from '../usage-error.ts'
import { defaultModels, installed, userRouter } from '../user-router.ts'
import type { ChatEvent, ChatResult, PluginFunction, Provider } from '@llmrr/core'
import type { Emulator, Fault } from '@llmrr/testing/emulator'
import type { Terminal } from '../terminal.ts'

const prompt = 'In a few sentences: why does a router between an application and its language models pay for itself?'

// In this order: the first two fail, so that the third has something to save.
const services = ['groq', 'anthropic', 'openai'] as const
const faults: readonly Fault[] = [
  { service: 'groq', status: 429, retryAfter: 7 },
  { service: 'anthropic', cutAfter: 0 },
]

const isShown = ({ kind }: Provider): boolean => services.some((service) => service === kind)

type Streamed = AsyncIterable<ChatEvent> & { result(): Promise<ChatResult> }

/** Prints the answer as it comes, then what it took. */
async function show(stream: Streamed, terminal: Terminal): Promise<ChatResult> {
  const paint = style(terminal.colour)
  for await (const event of stream) if (event.type === 'text-delta') terminal.out(event.text)
  const result = await stream.result()
  terminal.out(`\n\n${attemptsTable(result.attempts, paint)}`)
  terminal.out(
    `\nanswered by ${paint.bold(`${result.target.provider}/${result.target.model}`)}, ${tokens(result.usage)}, ${dollars(result.cost)} for the whole call\n`,
  )
  return result
}

async function demonstrate(question: string, emulator: Emulator, terminal: Terminal): Promise<number> {
  const found = await discover(terminal.cwd)
  const plugins = services.map((service) => {
    const plugin = found.find((entry) => entry.plugin?.kind === service)?.plugin
    if (!plugin)
      throw usageError(
        `llmrr start wants ${services.map((name) => `@llmrr/provider-${name}`).join(', ')} among the dependencies; ${service} is missing.`,
      )
    return plugin as PluginFunction<[config: { baseURL: string; apiKey: string }]>
  })
  const providers = plugins.map((plugin, at) =>
    plugin({ baseURL: emulator.baseURL(services[at]!), apiKey: emulator.key(services[at]!) }),
  )
  const llm = createRouter({ use: providers, routes: { main: services } })
  terminal.out(
    `prompt: ${question}\nroute:  ${providers.map((provider) => `${provider.id}/${provider.defaultModel}`).join(' -> ')}\n\n`,
  )
  const result = await show(llm.stream({ model: 'main', prompt: question, signal: terminal.signal }), terminal)

  const outcomes = result.attempts.map(({ outcome }) => outcome)
  if (
    outcomes.length === 3 &&
    outcomes[0] === 'error' &&
    outcomes[1] === 'error' &&
    outcomes[2] === 'ok' &&
    result.text !== ''
  )
    return exit.ok
  terminal.note(
    `llmrr: three attempts were expected, two failed and one answered; there were ${outcomes.join(', ') || 'none'}.\n`,
  )
  return exit.failed
}

/** `llmrr start`: the main job, for a person to watch. */
export async function start(args: readonly string[], terminal: Terminal): Promise<number> {
  const { positionals } = parse(args, {})
  const question = positionals.join(' ')
  const have = await installed(terminal)
  const real = defaultModels(have, terminal.env)
  if (question !== '' && real.length > 0) {
    terminal.out(`asking the real service: ${real.join(' -> ')}\n\n`)
    await show(userRouter(have).stream({ model: real, prompt: question, signal: terminal.signal }), terminal)
    return exit.ok
  }
  const { startEmulator } = await import('@llmrr/testing/emulator')
  const emulator = await startEmulator({ faults, latency: { firstEventMs: 150, perEventMs: 12 }, writes: 'event' })
  try {
    // Those of the demonstration first; a project may have others only.
    const keyed = have.providers
      .filter(({ credentials }) => credentials?.[0])
      .toSorted((one, other) => Number(isShown(other)) - Number(isShown(one)))
    const variables = keyed.slice(0, services.length).map(({ credentials }) => credentials![0]!)
    const others = keyed.length - variables.length
    const found = have.providers.flatMap((provider) => credentialsFound(provider, terminal.env))
    terminal.out(`These are not real services: they are an emulator on ${emulator.url}, over real sockets.\n`)
    terminal.out(
      found.length > 0
        ? `${found[0]} is set: pnpm start -- "my question" asks the real service.\n\n`
        : `With ${variables.join(' or ')} set${others > 0 ? `, or the key of one of the ${others} other providers here` : ''}, pnpm start -- "my question" asks the real service.\n\n`,
    )
    return await demonstrate(question || prompt, emulator, terminal)
  } finally {
    await emulator.close()
  }
}
