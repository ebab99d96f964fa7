import { formats } from './formats.ts'

const formatLines = Object.entries(formats)
  .map(([name, { capabilities }]) => `                          ${name.padEnd(18)} chat, ${capabilities.join(', ')}`)
  .join('\n')

/** The options, as `--help` shows them. */
export const options = `      --name <name>       small letters, digits, hyphens; the provider's id (default: acme)
      --title <words>     how the service calls itself (default: from the name)
      --base-url <url>    with its version (default: https://api.<name>.example/v1)
      --key-variable <V>  variable that holds the key (default: <NAME>_API_KEY)
      --format <format>   wire format (default: openai-compatible), and what can be chosen with it:
${formatLines}
      --capabilities <a,b>  beside chat; "" for none (default: models)
      --model <id>        model that the provider's name alone means (default: <name>-large)
      --record            install, ask the live service what the fixtures ask, and keep its answers, scrubbed, as
                          test/fixtures/recorded-*.fixture; the key variable has to be set
  -y, --yes               ask nothing; defaults stand where nothing is said
  -h, --help              this text`

/** What `--help` prints. */
export const help = `Makes a provider package for LLMRR: source, conformance test, fixtures, README, workflow.

  pnpm create llmrr-provider [name] [options]

${options}
  -v, --version           the version of this command
      --scope <@scope>    @scope/llmrr-provider-<name> (default: llmrr-provider-<name>)
      --directory <path>  where the package goes (default: ./llmrr-provider-<name>)
      --record-into <path>  record into a package that is there already
      --no-check          do not ask whether the base URL answers
`
