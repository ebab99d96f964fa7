const pages: Readonly<Record<string, string>> = {
  chat: `llmrr chat [prompt]       one answer, streamed to standard output

  -m, --model REF       provider/model, or a provider; again for a fallback chain
  -r, --route NAME      a route of llmrr.config.ts
  -s, --system TEXT     system prompt
  -f, --file PATH       a file to send along (image, PDF, audio, text); may be repeated
      --schema PATH     a JSON Schema that the answer must satisfy; prints the JSON
      --json            prints the whole result as JSON instead of streaming
      --show-attempts   a table of every attempt, on standard error
      --max-tokens N    the longest answer
      --temperature N
      --reasoning WORD  none, minimal, low, medium, high, xhigh or max

  Without a prompt (or with -) it is read from standard input; with both, the prompt goes first.
`,
  models: `llmrr models [provider ...]   the models of the installed providers

  -c, --capability NAME  only those that can chat, embed, image, ...
      --feature NAME     only those with tools, structured-output, reasoning, ...
      --max-price N      at most N dollars per million input tokens
      --min-context N    at least N tokens of context
      --live             asks the services too (needs credentials)
      --json
`,
  providers: `llmrr providers           the installed provider packages, what each can do, which credentials were found

      --json
`,
  emulate: `llmrr emulate             starts the emulator and prints the environment that points to it

      --port N          default: a free one
      --answer TEXT     what the model says
      --fault JSON      a fault to inject, such as '{"service":"groq","status":429}'; may be repeated
`,
  start: `llmrr start [question]    one prompt through a route of three services, with the attempts it took

  Without a question, or without a credential in the environment, the services are the loopback emulator, and it says so.
`,
}

const overview = `llmrr: every LLM service, one command

  llmrr chat "Explain backpressure to a goldfish." --model openai --model anthropic
  llmrr models --capability chat --max-price 1
  llmrr providers
  llmrr emulate
  llmrr start

llmrr help COMMAND tells more; llmrr --version. Exit codes: 0 done, 1 failed, 2 called wrongly, 130 interrupted.
`

/** The help of a command, or of them all. */
export const help = (command?: string): string =>
  command !== undefined && Object.hasOwn(pages, command) ? pages[command]! : overview
