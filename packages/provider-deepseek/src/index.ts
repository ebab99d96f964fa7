export { deepseek, deepseek as default } from './provider.ts'
export type { DeepSeekConfig } from './provider.ts'
export type { DeepSeekOptions } from './options.ts'
export type { Balance, CurrencyBalance } from './extras.ts'
