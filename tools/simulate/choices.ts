import { createHash } from 'node:crypto'
import { type Kind, recordSchemas } from '../../shared/records/kinds.ts'
import { type Random, wholeNumber } from '../box-simulator/seeded-random.ts'
import type { Screen } from './screen.ts'

/** What a person picks, from what the screen shows and from what was heard elsewhere. */
export class Choices {
  readonly #random: Random
  readonly #screen: Screen
  readonly #heard: Heard

  constructor(random: Random, screen: Screen, heard: Heard) {
    this.#random = random
    this.#screen = screen
    this.#heard = heard
  }

  chance(probability: number): boolean {
    return this.#random() < probability
  }

  number(from: number, to: number): number {
    return wholeNumber(this.#random, from, to)
  }

  of<T>(first: T, ...others: readonly T[]): T {
    return [first, ...others][this.number(0, others.length)] ?? first
  }

  from<T>(list: readonly T[]): T | undefined {
    return list[this.number(0, Math.max(0, list.length - 1))]
  }

  sometimes<T>(value: T): T | undefined {
    return this.chance(0.3) ? value : undefined
  }

  /** Mostly of what is on the screen; now and then of another organisation, or of nobody. */
  id(kind: Kind): string {
    for (const record of this.#screen.all(kind)) this.#heard.note(kind, record.id)
    const shown = this.from(this.#screen.all(kind))?.id
    if (shown !== undefined && this.chance(0.9)) return shown
    return this.from(this.#heard.ids(kind)) ?? this.uuid()
  }

  idOrNull(kind: Kind): string | null {
    return this.chance(0.3) ? null : this.id(kind)
  }

  uuid(): string {
    const hex = createHash('sha256').update(String(this.#random())).digest('hex')
    return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
  }

  name(): string {
    return this.of('Nord', 'Süd', 'Kit 3', 'Finish line', 'Ana’s', '0', '  wide  ', '<b>', 'عربي')
  }
}

/** Ids that anybody has ever seen, and what people tell each other on the phone or show on a screen. */
export class Heard {
  readonly #ids = new Map<Kind, Set<string>>(
    Object.keys(recordSchemas).map((kind) => [kind as Kind, new Set<string>()]),
  )
  readonly #texts: { readonly text: string; readonly by: string | undefined }[] = []
  readonly invitations: { readonly code: string; readonly email: string }[] = []
  /** By organisation: what its boxes report with. */
  readonly deviceKeys = new Map<string, string>()
  readonly #loans: { readonly text: string; readonly by: string | undefined }[] = []

  /** A loan code, ticket, slip, card, partner code, invitation or carried file of that organisation. */
  say(text: string, by: string | undefined): void {
    this.#texts.push({ text, by })
  }

  /** A loan code or ticket; who borrows looks for these. */
  sayLoan(text: string, by: string | undefined): void {
    this.say(text, by)
    this.#loans.push({ text, by })
  }

  /** Of others, the latest last. */
  loansFor(organisationId: string | undefined): readonly string[] {
    return this.#loans.flatMap(({ text, by }) => (by === organisationId ? [] : [text]))
  }

  /** What others said, the latest last. */
  textsFor(organisationId: string | undefined): readonly string[] {
    return this.#texts.flatMap(({ text, by }) => (by === organisationId ? [] : [text]))
  }

  texts(): readonly string[] {
    return this.#texts.map(({ text }) => text)
  }

  note(kind: Kind, id: string): void {
    this.#ids.get(kind)?.add(id)
  }

  ids(kind: Kind): readonly string[] {
    return [...(this.#ids.get(kind) ?? [])]
  }
}

type Weighted<T> = readonly [weight: number, name: string, item: T]

export function pickWeighted<T>(random: Random, list: readonly Weighted<T>[]): readonly [name: string, item: T] {
  let left = random() * list.reduce((sum, [weight]) => sum + weight, 0)
  for (const [weight, name, item] of list) {
    left -= weight
    if (left < 0) return [name, item]
  }
  throw new Error('nothing to pick')
}
