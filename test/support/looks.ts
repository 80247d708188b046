import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../e2e/looks')
/** Another Chromium may round a size otherwise; what a person sees is more. */
const MOST_PX = 3

interface Part {
  readonly place: readonly number[]
  readonly look: string
  readonly what: string
}

function toPart(line: string): Part {
  const [place = '', look = '', ...what] = line.split(' | ')
  return { place: place.split(' ').map(Number), look, what: what.join(' | ') }
}

/** Each part under what it is, and the number of that among those that are the same. */
function byName(lines: readonly string[]): ReadonlyMap<string, Part> {
  const counted = new Map<string, number>()
  return new Map(
    lines.map((line) => {
      const part = toPart(line)
      const number = (counted.get(part.what) ?? 0) + 1
      counted.set(part.what, number)
      return [`${part.what} (${number})`, part]
    }),
  )
}

function change(name: string, was: Part, is: Part): readonly string[] {
  const moved = was.place.some((px, index) => Math.abs(px - (is.place[index] ?? Number.NaN)) > MOST_PX)
  return [
    ...(moved ? [`${name}: was at ${was.place.join(' ')}, is at ${is.place.join(' ')}`] : []),
    ...(was.look === is.look ? [] : [`${name}: was ${was.look}, is ${is.look}`]),
  ]
}

/** What is different between two that were drawn: gone, new, moved, resized or coloured otherwise. */
export function changesBetween(before: readonly string[], after: readonly string[]): readonly string[] {
  const [old, now] = [byName(before), byName(after)]
  const gone = [...old.keys()].filter((name) => !now.has(name)).map((name) => `${name}: is gone`)
  const added = [...now.keys()].filter((name) => !old.has(name)).map((name) => `${name}: is new`)
  const changed = [...old].flatMap(([name, was]) => {
    const is = now.get(name)
    return is === undefined ? [] : change(name, was, is)
  })
  return [...gone, ...added, ...changed]
}

/** How it looked when somebody last looked at it. */
export function keptLook(name: string): readonly string[] {
  const path = join(FOLDER, `${name}.txt`)
  return existsSync(path) ? readFileSync(path, 'utf8').trimEnd().split('\n') : []
}

export function keepLook(name: string, lines: readonly string[]): void {
  mkdirSync(FOLDER, { recursive: true })
  writeFileSync(join(FOLDER, `${name}.txt`), `${lines.join('\n')}\n`)
}
