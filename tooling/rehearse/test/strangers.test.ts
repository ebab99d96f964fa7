import { expect, test } from 'vitest'
import { strangersIn } from '../src/strangers.ts'

test('a provider without libraries of its own brings in nothing', () => {
  expect(strangersIn('groq', [])).toEqual([])
  expect(strangersIn('groq', ['openai'])).toEqual(['groq brings in openai, which neither core nor the kit needs.'])
})

test('a cloud’s provider brings in that cloud’s libraries, and no other cloud’s', () => {
  expect(strangersIn('bedrock', ['@smithy/core', 'tslib'])).toEqual([])
  expect(strangersIn('bedrock', ['@smithy/core', '@azure/msal-node'])).toEqual([
    'bedrock brings in @azure/msal-node, which is for azure-openai.',
  ])
})

test('a rule that nothing matches any more is told', () => {
  expect(strangersIn('vertex', ['tslib'])).toEqual([expect.stringMatching(/^vertex brings in nothing that matches /)])
})
