import type { Options } from 'tsup'

/** How every published package is built: ES modules for the Web platform and Node; declarations come from `tsc`. */
export function library({ entries = ['src/index.ts'] }: { entries?: string[] } = {}): Options {
  return {
    entry: Object.fromEntries(entries.map((file) => [file.replace(/^src\//, '').replace(/\.ts$/, ''), file])),
    format: 'esm',
    target: 'es2023',
    platform: 'neutral',
    external: [/^node:/],
    splitting: true,
    clean: true,
    dts: false,
    silent: true,
  }
}
