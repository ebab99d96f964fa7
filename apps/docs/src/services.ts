/** How the services call themselves. */
export const names: Readonly<Record<string, string>> = {
  anthropic: 'Anthropic',
  groq: 'Groq',
  openai: 'OpenAI',
}
