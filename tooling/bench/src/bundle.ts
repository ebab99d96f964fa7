import { build } from 'esbuild'
import { gzipSync } from 'node:zlib'

const root = new URL('../../../', import.meta.url).pathname

/** An entry, bundled for browsers as its users would: all chunks, minified. */
export async function bundle(
  source: string,
  options: {
    readonly splitting?: boolean
    readonly platform?: 'browser' | 'node'
    readonly external?: readonly string[]
  } = {},
) {
  const { outputFiles } = await build({
    stdin: { contents: source, resolveDir: `${root}tooling/bench`, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'esm',
    platform: options.platform ?? 'browser',
    target: 'es2024',
    splitting: options.splitting ?? false,
    outdir: 'out',
    write: false,
    external: [...(options.external ?? [])],
  })
  return outputFiles.map(({ path, contents }) => ({ path, contents, gzip: gzipSync(contents, { level: 9 }).length }))
}

/** Bytes of all its chunks, minified and gzipped one by one. */
export async function gzipSize(source: string): Promise<number> {
  return (await bundle(source, { splitting: true })).reduce((sum, { gzip }) => sum + gzip, 0)
}
