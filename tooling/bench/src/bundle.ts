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
    // CommonJS inside a bundle for Node asks for it.
    ...(options.platform === 'node' && {
      banner: { js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);" },
    }),
  })
  return outputFiles.map(({ path, contents }) => ({ path, contents, gzip: gzipSync(contents, { level: 9 }).length }))
}

/** Bytes of all its chunks, minified and gzipped one by one. */
export async function gzipSize(source: string): Promise<number> {
  return (await bundle(source, { splitting: true })).reduce((sum, { gzip }) => sum + gzip, 0)
}
