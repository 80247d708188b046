// Builds what Electron runs into dist/electron. `npm run build:electron`
import { join } from 'node:path'
import { build, type Plugin } from 'vite'

const ROOT = join(import.meta.dirname, '..')

interface Bundle {
  readonly outDir: string
  readonly input: Readonly<Record<string, string>>
  readonly format: 'es' | 'cjs'
  readonly fileNames: string
  readonly plugins: readonly Plugin[]
}

/**
 * Builds main process, core and preload; each holds all that it imports, so that only Electron and better-sqlite3, with
 * its compiled part, are looked for at run time.
 */
export async function buildElectron(
  outDir: string = join(ROOT, 'dist', 'electron'),
  plugins: readonly Plugin[] = [],
): Promise<void> {
  await bundle({
    outDir,
    input: { main: 'electron/shell/main.ts', core: 'electron/core/main.ts' },
    format: 'es',
    fileNames: '[name].js',
    plugins,
  })
  // A sandboxed preload can't import files, and is read as CommonJS.
  await bundle({
    outDir,
    input: { preload: 'electron/shell/preload.ts' },
    format: 'cjs',
    fileNames: '[name].cjs',
    plugins,
  })
}

async function bundle({ outDir, input, format, fileNames, plugins }: Bundle): Promise<void> {
  await build({
    configFile: false,
    root: ROOT,
    logLevel: 'warn',
    plugins: [...plugins],
    ssr: { noExternal: true, external: ['electron', 'better-sqlite3'], target: 'node' },
    build: {
      ssr: true,
      outDir,
      emptyOutDir: format === 'es',
      target: 'node24',
      minify: false,
      copyPublicDir: false,
      reportCompressedSize: false,
      rolldownOptions: {
        input,
        output: { format, entryFileNames: fileNames, chunkFileNames: 'shared-[hash].js' },
      },
    },
  })
}

if (import.meta.main) await buildElectron()
