import { isDeepStrictEqual } from 'node:util'
import type { Laptop } from '../laptop.ts'
import type { Screen } from '../screen.ts'
import { must } from './invariants.ts'

/** What a window was told bit by bit against what one is told that opens now. */
export function checkScreen(laptop: Laptop): void {
  const fresh = laptop.freshScreen()
  if (fresh === undefined) return
  const { screen } = laptop
  compareScreens(`${laptop.name}, bit by bit and at once`, screen, fresh)
}

/** What was on the screen against what a core that read everything anew shows: its files hold all of it. */
export function checkRestarted(laptop: Laptop, before: Screen): void {
  const after = laptop.freshScreen()
  const isTheSame = after?.status?.identity?.member.id === before.status?.identity?.member.id
  // Its clock says another time, and something else may be over.
  if (after === undefined || !isTheSame || laptop.clockOffsetMs !== 0) return
  compareScreens(`${laptop.name}, before and after a restart`, before, after)
}

/** @throws Broken where two screens of the same laptop differ */
function compareScreens(what: string, one: Screen, other: Screen): void {
  const kinds = new Set([...one.records.keys(), ...other.records.keys()])
  for (const kind of kinds) {
    const [ofOne, ofOther] = [one.records.get(kind), other.records.get(kind)]
    for (const id of new Set([...(ofOne?.keys() ?? []), ...(ofOther?.keys() ?? [])])) {
      if (kind === 'historyEntry') continue
      const bodies = [ofOne?.get(id), ofOther?.get(id)]
      must(isDeepStrictEqual(bodies[0], bodies[1]), 'screen', () =>
        [`${what}: ${kind} ${id}`, ...bodies.map((body) => JSON.stringify(body))].join('\n'),
      )
      const key = `${kind} ${id}`
      const marks = [one.unconfirmed.has(key), other.unconfirmed.has(key)]
      must(marks[0] === marks[1] || bodies[0] === undefined, 'screen', () => `${what}: mark of ${key}: ${marks}`)
    }
  }
  must(isDeepStrictEqual(one.pending, other.pending), 'screen', () =>
    [`${what}: pending`, JSON.stringify(one.pending), JSON.stringify(other.pending)].join('\n'),
  )
  must(isDeepStrictEqual(one.cards, other.cards), 'screen', () =>
    [`${what}: cards`, JSON.stringify(one.cards), JSON.stringify(other.cards)].join('\n'),
  )
}
