import { join } from 'node:path'
import { writeFileSync } from 'node:fs'
import { runIn } from '../run-in.ts'
import type { Gateway } from '../gateway.ts'

const version = '1.108.7'

/** What the proxy expects of whoever asks. */
export const litellmKey = 'sk-interop'

/** LiteLLM's proxy, as PyPI has it, in a virtual environment of its own. Python 3.10 or newer and its `venv` have to be there. */
export const litellmProxy: Gateway = {
  name: 'litellm',
  pins: [`litellm[proxy] ${version}`],
  async install(folder) {
    await runIn(folder, 'python3', ['-m', 'venv', 'venv'])
    const pip = ['-m', 'pip', 'install', '--quiet', '--disable-pip-version-check', `litellm[proxy]==${version}`]
    await runIn(folder, join(folder, 'venv/bin/python'), pip)
  },
  async command({ folder, run, port, emulator }) {
    const openai = { api_base: emulator.baseURL('openai'), api_key: emulator.key('openai') }
    const anthropic = { api_base: emulator.baseURL('anthropic'), api_key: emulator.key('anthropic') }
    const cohere = { api_base: `${emulator.baseURL('cohere')}/v2/rerank`, api_key: emulator.key('cohere') }
    const models: readonly (readonly [name: string, params: object])[] = [
      ['gpt-5.4-mini', { model: 'openai/gpt-5.4-mini', ...openai }],
      ['gpt-5.4', { model: 'openai/gpt-5.4', ...openai }],
      ['claude-haiku-5-5', { model: 'anthropic/claude-haiku-5-5', ...anthropic }],
      ['text-embedding-3-small', { model: 'openai/text-embedding-3-small', ...openai }],
      ['gpt-image-2', { model: 'openai/gpt-image-2', ...openai }],
      ['whisper-1', { model: 'openai/whisper-1', ...openai }],
      ['gpt-4o-mini-tts', { model: 'openai/gpt-4o-mini-tts', ...openai }],
      ['rerank-v4.0-pro', { model: 'cohere/rerank-v4.0-pro', ...cohere }],
      ['omni-moderation-latest', { model: 'openai/omni-moderation-latest', ...openai }],
      // Two deployments of one name: a load balance, of which the first is preferred.
      ['pair', { model: 'openai/gpt-5.4-mini', ...openai, order: 1 }],
      ['pair', { model: 'anthropic/claude-haiku-5-5', ...anthropic, order: 2 }],
      // Two of one name, of which the tags of a request choose.
      ['plans', { model: 'openai/gpt-5.4', ...openai, tags: ['paid'] }],
      ['plans', { model: 'openai/gpt-5.4-mini', ...openai, tags: ['default'] }],
      // One request a minute.
      ['limited', { model: 'openai/gpt-5.4-mini', ...openai, rpm: 1 }],
      ['stranger', { model: 'openai/gpt-5.4-mini', ...openai, api_key: 'sk-of-somebody-else' }],
      ['hasty', { model: 'openai/gpt-5.4-mini', ...openai, timeout: 0.5 }],
    ]
    const config = {
      model_list: models.map(([model_name, litellm_params]) => ({ model_name, litellm_params })),
      router_settings: {
        num_retries: 1,
        fallbacks: [{ 'gpt-5.4': ['claude-haiku-5-5'] }],
        allowed_fails: 1000,
        enable_pre_call_checks: true,
        enable_tag_filtering: true,
      },
      litellm_settings: { drop_params: true, cache: true, cache_params: { type: 'local', mode: 'default_off' } },
      // For files and batches, which name no model.
      files_settings: [{ custom_llm_provider: 'openai', ...openai }],
      guardrails: [
        {
          guardrail_name: 'words',
          litellm_params: {
            guardrail: 'litellm_content_filter',
            mode: 'pre_call',
            blocked_words: [{ keyword: 'forbidden', action: 'BLOCK' }],
          },
        },
      ],
      general_settings: { master_key: litellmKey },
    }
    // JSON is YAML.
    const file = join(run, 'config.yaml')
    writeFileSync(file, JSON.stringify(config))
    return {
      command: join(folder, 'venv/bin/python'),
      args: [join(folder, 'venv/bin/litellm'), '--config', file, '--host', '127.0.0.1', '--port', String(port)],
      env: { LITELLM_LOCAL_MODEL_COST_MAP: 'True', LITELLM_TELEMETRY: 'False', PYTHONDONTWRITEBYTECODE: '1' },
      ready: `http://127.0.0.1:${port}/health/readiness`,
    }
  },
}
