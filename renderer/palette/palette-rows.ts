import type { Permission } from '../../shared/permissions.ts'
import { ABOUT, type About, type Looking } from './action.ts'
import { ACTION_IDS, type ActionId, actionOf } from './actions.ts'
import type { Findable } from './find.ts'
import { findBest, findText, queryWords } from './find.ts'
import type { Subject } from './subjects.ts'

/** A line of the palette. */
export type PaletteRow =
  | { readonly kind: 'screen'; readonly path: string }
  | { readonly kind: 'record'; readonly subject: Subject }
  /** Without a subject, one that is about a record asks for it next. */
  | { readonly kind: 'action'; readonly id: ActionId; readonly subject?: Subject }

/** What the palette looks through; made once, when it opens. */
export interface PaletteIndex {
  readonly screens: readonly (Findable & { readonly path: string })[]
  readonly actions: readonly ActionWords[]
  readonly subjects: Readonly<Record<About, readonly Subject[]>>
}

export interface ActionWords extends Findable {
  readonly id: ActionId
  /** What its sentence begins with. */
  readonly verb: string
  /** The words that mean it, beside a record's name. */
  readonly words: readonly string[]
}

const MOST = 40
const MOST_OF_KIND = 8
const MOST_WITH_RECORD = 4
/** Shorter words stand in many sentences. */
const SHORTEST_VERB = 3

/** @param say the sentence that asks for the record, and what else means the same */
export function actionWords(say: (id: ActionId) => { readonly sentence: string; readonly also: string }) {
  return ACTION_IDS.map((id): ActionWords => {
    const { sentence, also } = say(id)
    const words = [...queryWords(sentence), ...queryWords(also)]
    return { id, text: findText([sentence, also]), verb: words[0] ?? '', words }
  })
}

export function rowKey(row: PaletteRow): string {
  if (row.kind === 'screen') return `screen:${row.path}`
  if (row.kind === 'record') return `record:${row.subject.about}:${row.subject.id}`
  return row.subject === undefined ? `action:${row.id}` : `action:${row.id}:${row.subject.id}`
}

/** Nothing is typed: what was chosen lately, what can be done with what is open, and then everything. */
export function rowsAtFirst(
  index: PaletteIndex,
  looking: Looking,
  recent: readonly string[],
  opened: Subject | undefined,
): readonly PaletteRow[] {
  const all: readonly PaletteRow[] = [
    ...index.actions
      .filter(({ id }) => actionOf(id).about !== undefined || fits(looking, id, ''))
      .map(({ id }): PaletteRow => ({ kind: 'action', id })),
    ...index.screens.map(({ path }): PaletteRow => ({ kind: 'screen', path })),
  ]
  const here = opened === undefined ? [] : actionsWith(index, looking, opened)
  const known = new Map([...here, ...all].map((row) => [rowKey(row), row]))
  const again = recent.flatMap((key) => known.get(key) ?? recentRecord(index, key) ?? [])
  return [...new Map([...again, ...here, ...all].map((row) => [rowKey(row), row])).values()]
}

/** What fits what was typed: the better first, and among equals those that were chosen lately. */
export function rowsFor(
  query: string,
  index: PaletteIndex,
  looking: Looking,
  recent: readonly string[],
): readonly PaletteRow[] {
  const words = queryWords(query)
  const found: { readonly row: PaletteRow; readonly rank: number }[] = []
  const add = (row: PaletteRow, rank: number) =>
    found.push({ row, rank: recent.includes(rowKey(row)) ? rank - 0.25 : rank })
  for (const { one, fit } of findBest(index.screens, words, MOST_OF_KIND)) {
    add({ kind: 'screen', path: one.path }, fit)
  }
  for (const { one, fit } of findBest(index.actions, words, MOST_OF_KIND * 2)) {
    if (actionOf(one.id).about === undefined && !fits(looking, one.id, '')) continue
    add({ kind: 'action', id: one.id }, fit + 0.1)
  }
  for (const about of ABOUT) {
    for (const { one, fit } of findBest(index.subjects[about], words, MOST_OF_KIND)) {
      add({ kind: 'record', subject: one }, fit + 0.2)
    }
  }
  for (const { id, subject, rank } of withRecords(words, index, looking)) add({ kind: 'action', id, subject }, rank)
  return found
    .toSorted((one, other) => one.rank - other.rank)
    .slice(0, MOST)
    .map(({ row }) => row)
}

/** The records with which an action can be done now. */
export function subjectsFor(id: ActionId, index: PaletteIndex, looking: Looking): readonly Subject[] {
  const { about } = actionOf(id)
  return about === undefined ? [] : index.subjects[about].filter((subject) => fits(looking, id, subject.id))
}

/** Of `subjectsFor`, those that fit what was typed. */
export function subjectRows(id: ActionId, eligible: readonly Subject[], query: string): readonly PaletteRow[] {
  return findBest(eligible, queryWords(query), MOST).map(({ one }) => ({ kind: 'action', id, subject: one }))
}

export function actionsWith(index: PaletteIndex, looking: Looking, subject: Subject): readonly PaletteRow[] {
  return index.actions
    .filter(({ id }) => actionOf(id).about === subject.about && fits(looking, id, subject.id))
    .map(({ id }) => ({ kind: 'action', id, subject }))
}

/** O4: what the member's role doesn't allow. */
export function missingPermission(id: ActionId, permissions: readonly Permission[]): boolean {
  const { permission } = actionOf(id)
  return permission !== undefined && !permissions.includes(permission)
}

function fits(looking: Looking, id: ActionId, subjectId: string): boolean {
  return actionOf(id).fits?.(looking, subjectId) ?? true
}

/** An action and its record in one: "lend 30201". Some of the words mean the action, the rest the record. */
function* withRecords(words: readonly string[], index: PaletteIndex, looking: Looking) {
  const searched = new Map<string, ReturnType<typeof findBest<Subject>>>()
  for (const action of index.actions) {
    const { about } = actionOf(action.id)
    if (about === undefined) continue
    const meant = words.filter((word) =>
      action.words.some((of) => of === word || (isVerb(word) && of.startsWith(word))),
    )
    const rest = words.filter((word) => !meant.includes(word))
    if (rest.length === 0 || !meant.some(isVerb)) continue
    const key = `${about} ${rest.join(' ')}`
    const known = searched.get(key) ?? findBest(index.subjects[about], rest, MOST_OF_KIND)
    searched.set(key, known)
    // Who begins with what the sentence begins with, means it.
    const rank = action.verb.startsWith(words[0] ?? '') ? 0 : 1.3
    const able = known.filter(({ one }) => fits(looking, action.id, one.id)).slice(0, MOST_WITH_RECORD)
    for (const { one, fit } of able) yield { id: action.id, subject: one, rank: rank + fit / 10 }
  }
}

function isVerb(word: string): boolean {
  return word.length >= SHORTEST_VERB
}

function recentRecord(index: PaletteIndex, key: string): PaletteRow | undefined {
  const [kind, about, id] = key.split(':')
  if (kind !== 'record') return undefined
  const subject = ABOUT.includes(about as About)
    ? index.subjects[about as About].find((one) => one.id === id)
    : undefined
  return subject && { kind: 'record', subject }
}
