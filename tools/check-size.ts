// `node tools/check-size.ts [FOLDER]`: what of the built page has to be there before the first screen shows, gzipped.
import { readdirSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { gzipSync } from 'node:zlib'

/** JavaScript of the first load. A slow laptop parses about as much in a quarter of a second. */
const LIMIT_KB = 400

interface PageSize {
  readonly file: string
  readonly kb: number
}

/**
 * The scripts that index.html loads, with all that they import at once, and what its own script brings in one after the
 * other; what others import later isn't counted.
 * @param rendererDir the built page, as `vite build` leaves it
 */
export function firstLoad(rendererDir: string): readonly PageSize[] {
  const page = readFileSync(join(rendererDir, 'index.html'), 'utf8')
  const wanted = [...page.matchAll(/(?:src|href)="\.\/assets\/([^"]+\.js)"/g)].map(([, file]) => file ?? '')
  const entries = [...page.matchAll(/src="\.\/assets\/([^"]+\.js)"/g)].map(([, file]) => file ?? '')
  for (const file of entries) wanted.push(...laterImportsOf(readFileSync(join(rendererDir, 'assets', file), 'utf8')))
  const found = new Set<string>()
  while (wanted.length > 0) {
    const file = wanted.pop()
    if (file === undefined || found.has(file)) continue
    found.add(file)
    wanted.push(...importsOf(readFileSync(join(rendererDir, 'assets', file), 'utf8')))
  }
  return [...found].map((file) => sizeOf(join(rendererDir, 'assets', file))).toSorted((a, b) => b.kb - a.kb)
}

/** Static ones alone: `import"./a.js"`, `from"./a.js"`; not `import("./a.js")`. */
function importsOf(script: string): readonly string[] {
  return [...script.matchAll(/(?:\bfrom|\bimport)\s*"\.\/([\w.-]+\.js)"/g)].map(([, file]) => file ?? '')
}

function laterImportsOf(script: string): readonly string[] {
  return [...script.matchAll(/\bimport\(\s*["'`]\.\/([\w.-]+\.js)["'`]\s*\)/g)].map(([, file]) => file ?? '')
}

function sizeOf(path: string): PageSize {
  return { file: basename(path), kb: gzipSync(readFileSync(path)).length / 1000 }
}

if (import.meta.main) {
  const rendererDir = process.argv[2] ?? 'dist/renderer'
  const first = firstLoad(rendererDir)
  const totalKb = first.reduce((sum, { kb }) => sum + kb, 0)
  const isFirst = new Set(first.map(({ file }) => file))
  const later = readdirSync(join(rendererDir, 'assets'))
    .filter((file) => /\.(js|wasm)$/.test(file) && !isFirst.has(file))
    .map((file) => sizeOf(join(rendererDir, 'assets', file)))
    .toSorted((a, b) => b.kb - a.kb)
  console.log('first load, kB gzipped')
  for (const { file, kb } of first) console.log(`${kb.toFixed(1).padStart(8)}  ${file}`)
  console.log('fetched when wanted')
  for (const { file, kb } of later.filter(({ kb }) => kb >= 5)) console.log(`${kb.toFixed(1).padStart(8)}  ${file}`)
  console.log(`first load ${totalKb.toFixed(0)} kB of at most ${LIMIT_KB}`)
  process.exitCode = totalKb <= LIMIT_KB ? 0 : 1
}
