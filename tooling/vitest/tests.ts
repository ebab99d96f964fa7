import { defineConfig } from 'vitest/config'

/** One run over the workspace. `include` picks the files; every test runs without network, keys or sleeps. */
export function tests(options: { include: string[]; exclude?: string[] }): ReturnType<typeof defineConfig> {
  return defineConfig({
    test: {
      include: options.include,
      exclude: ['**/node_modules/**', '**/dist/**', ...(options.exclude ?? [])],
      pool: 'threads',
      unstubGlobals: true,
      reporters: ['default'],
    },
  })
}
