import { readFileSync } from 'node:fs'
import { extname, join } from 'node:path'
import { z } from 'zod'

/** In the built renderer, beside the windows' page. */
const PAGE = 'board.html'

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
}

/** What Vite writes of its build, as far as it matters here. */
const manifestSchema = z.record(
  z.string(),
  z.object({
    file: z.string(),
    css: z.array(z.string()).default([]),
    assets: z.array(z.string()).default([]),
    imports: z.array(z.string()).default([]),
    dynamicImports: z.array(z.string()).default([]),
  }),
)

export interface PageFile {
  readonly path: string
  readonly type: string
  readonly body: Buffer
}

/**
 * The board's page and the files that it is made of, and no others of the built renderer.
 * @throws where the renderer isn't built
 */
export function readBoardPage(rendererDir: string): readonly PageFile[] {
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(rendererDir, 'manifest.json'), 'utf8')))
  const files = new Set<string>()
  const seen = new Set<string>()
  const add = (name: string) => {
    const chunk = manifest[name]
    if (chunk === undefined || seen.has(name)) return
    seen.add(name)
    for (const file of [chunk.file, ...chunk.css, ...chunk.assets]) files.add(file)
    for (const other of [...chunk.imports, ...chunk.dynamicImports]) add(other)
  }
  add(PAGE)
  return [
    { path: '/', type: 'text/html; charset=utf-8', body: readFileSync(join(rendererDir, PAGE)) },
    ...[...files].flatMap((file) => {
      const type = TYPES[extname(file)]
      return type === undefined ? [] : [{ path: `/${file}`, type, body: readFileSync(join(rendererDir, file)) }]
    }),
  ]
}
