import { randomUUID } from 'node:crypto'
import type { CommandArgs, CommandType } from '../../../shared/commands/commands.ts'
import { TIMER } from '../../../shared/permissions.ts'
import { timePlus } from '../../../shared/records/scalars.ts'
import { newToken } from '../laptop.ts'
import type { Member, Side } from './people.ts'

const DAY_MS = 24 * 3_600_000

/** What somebody in the crowd wants to do. */
export interface Whim {
  readonly type: CommandType
  readonly args: unknown
  readonly givenAt?: string
  /** What everybody gets to hear of when it is accepted. */
  readonly accepted?: () => void
}

/** What goes round in the crowd: codes, loans, and who shares with whom. */
export class Gossip {
  readonly sides: readonly Side[]
  readonly #random: () => number
  readonly #codes: { readonly token: string; readonly loanId: string }[] = []
  readonly #taken: { readonly loanId: string; readonly side: Side }[] = []

  constructor(sides: readonly Side[], random: () => number) {
    this.sides = sides
    this.#random = random
  }

  /** Something that the member may try now, sensible or not. */
  whimOf(member: Member): Whim {
    if (member.isLate)
      return this.#lend(member.side, timePlus(new Date().toISOString(), this.#between(500, 3000) - DAY_MS))
    const whims: readonly (readonly [number, () => Whim])[] = [
      [30, () => this.#accept(member.side)],
      [12, () => this.#lend(member.side)],
      [10, () => whim('returnBox', { loanId: this.#loanId(member.side) })],
      [8, () => whim('revokeShare', { loanId: this.#loanId() })],
      [6, () => whim('extendShare', { loanId: this.#loanId(), validity: '1d' })],
      [8, () => this.#register(member.side)],
      [4, () => whim('retireBox', { boxId: this.#pick(member.side.boxIds) })],
      [8, () => whim('startSession', { sessionId: randomUUID(), boxId: this.#pick(this.#pick(this.sides).boxIds) })],
      [6, () => this.#assign(member.side)],
      [5, () => this.#shareGroup(member.side)],
      [4, () => whim('stopGroupShare', { groupId: this.#pick(this.#pick(this.sides).groupIds) })],
      [5, () => this.#moveBox(member.side)],
    ]
    let left = this.#random() * whims.reduce((sum, [weight]) => sum + weight, 0)
    for (const [weight, make] of whims) {
      left -= weight
      if (left < 0) return make()
    }
    return this.#lend(member.side)
  }

  #lend(side: Side, givenAt?: string): Whim {
    const { typed: token, hash: tokenHash } = newToken()
    const loanId = randomUUID()
    const args = { loanId, boxId: this.#pick(side.boxIds), validity: '1d', tokenHash, releaseFromEvent: true } as const
    const accepted = () => void this.#codes.push({ token, loanId })
    return { ...whim('createShareToken', args), accepted, ...(givenAt === undefined ? {} : { givenAt }) }
  }

  /** Most try the newest codes, so that many try the same. */
  #accept(side: Side): Whim {
    if (this.#codes.length === 0) return this.#lend(side)
    const code = this.#pick(this.#codes.slice(-3))
    const accepted = () => void this.#taken.push({ loanId: code.loanId, side })
    return { ...whim('acceptShareToken', { token: code.token }), accepted }
  }

  #register(side: Side): Whim {
    const boxId = randomUUID()
    const accepted = () => void side.boxIds.push(boxId)
    return { ...whim('registerBox', { boxId, serial: boxId.slice(0, 8) }), accepted }
  }

  #assign(side: Side): Whim {
    return whim('assignBox', { boxId: this.#pick(this.#pick(this.sides).boxIds), eventId: side.eventId })
  }

  #shareGroup(side: Side): Whim {
    const { sharingCode } = this.#pick(this.sides)
    return whim('shareGroup', { groupId: this.#pick(side.groupIds), sharingCode, roleId: TIMER.id })
  }

  #moveBox(side: Side): Whim {
    const groupId = this.#random() < 0.2 ? null : this.#pick(side.groupIds)
    return whim('moveBoxToGroup', { boxId: this.#pick(side.boxIds), groupId })
  }

  /** One that was taken lately, by that side or by any. */
  #loanId(by?: Side): string {
    const taken = this.#taken.filter(({ side }) => by === undefined || side === by).slice(-20)
    return taken.length === 0 ? randomUUID() : this.#pick(taken).loanId
  }

  #between(from: number, to: number): number {
    return Math.round(from + this.#random() * (to - from))
  }

  #pick<T>(from: readonly T[]): T {
    const picked = from[Math.floor(this.#random() * from.length)]
    if (picked === undefined) throw new Error('there is nothing to pick from')
    return picked
  }
}

function whim<T extends CommandType>(type: T, args: CommandArgs<T>): Whim {
  return { type, args }
}
