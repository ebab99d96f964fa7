import type { Loose } from '../http/loose.ts'

const round = (usd: number): number => Math.round(usd * 1e9) / 1e9

/** The cost of an answer of the Agent API, at the prices of its own model. */
export function agentCost(input: number, output: number, searches: number): Loose {
  const [input_cost, output_cost, tool_calls_cost] = [(input * 0.25) / 1e6, (output * 2.5) / 1e6, searches * 0.0025]
  return {
    currency: 'USD',
    input_cost,
    output_cost,
    tool_calls_cost,
    cache_read_cost: 0,
    cache_creation_cost: 0,
    total_cost: round(input_cost + output_cost + tool_calls_cost),
  }
}

/** The cost of an answer of Sonar, with the fee of a request. */
export function sonarCost(input: number, output: number): Loose {
  const [input_tokens_cost, output_tokens_cost, request_cost] = [input / 1e6, output / 1e6, 0.005]
  return {
    input_tokens_cost,
    output_tokens_cost,
    request_cost,
    total_cost: round(input_tokens_cost + output_tokens_cost + request_cost),
  }
}
