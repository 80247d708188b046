import type { ListedBox } from '../../shared/desktop-box-list.ts'
import { boxAliasSchema, boxModelSchema } from '../../shared/records/box.ts'
import { groupNameSchema } from '../../shared/records/group.ts'
import { boxIdSchema, type GroupId, groupIdSchema, serialSchema } from '../../shared/records/scalars.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import type { GroupFacts } from '../groups/group-facts.ts'
import { folded } from '../words/search.ts'

/** A line of the list, with what becomes of it. */
export interface PlannedLine {
  readonly line: number
  readonly serial: string
  readonly alias: string
  readonly model: string
  readonly group: PlannedGroup | undefined
  /** Why it is left out. */
  readonly problem: LineProblem | undefined
}

type PlannedGroup =
  | { readonly kind: 'there'; readonly name: string; readonly id: GroupId }
  | { readonly kind: 'new'; readonly name: string }

export type LineProblem =
  | { readonly code: 'noSerial' | 'oursAlready' | 'aliasWrong' | 'modelWrong' | 'groupWrong' }
  | { readonly code: 'serialWrong'; readonly written: string }
  | { readonly code: 'twice'; readonly firstLine: number }
  | { readonly code: 'partners'; readonly ownerId: string }
  | { readonly code: 'groupTwice'; readonly name: string }

/** What is there already. */
export interface Known {
  readonly ownSerials: ReadonlySet<string>
  /** Of partners' boxes that are seen here, with whose they are. */
  readonly partnerSerials: ReadonlyMap<string, string>
  /** Our own groups; undefined where the member may not put boxes into groups. */
  readonly groups: readonly GroupFacts[] | undefined
}

/** Looks at each line by itself and at what came before it: nothing is registered by it. */
export function planRegistration(lines: readonly ListedBox[], known: Known): readonly PlannedLine[] {
  const firstLines = new Map<string, number>()
  const findGroup = groupFinder(known.groups)
  return lines.map((listed) => {
    const serial = serialSchema.safeParse(listed.serial)
    const firstLine = firstLines.get(serial.data ?? '')
    const group = findGroup(listed.group)
    const problem = serialProblem(listed, serial.data, firstLine, known) ?? otherProblem(listed, group)
    if (serial.success && firstLine === undefined) firstLines.set(serial.data, listed.line)
    const { line, alias, model } = listed
    const found = typeof group === 'object' ? group : undefined
    return { line, serial: serial.data ?? listed.serial, alias, model, group: found, problem }
  })
}

function serialProblem(
  { serial: written }: ListedBox,
  serial: string | undefined,
  firstLine: number | undefined,
  { ownSerials, partnerSerials }: Known,
): LineProblem | undefined {
  if (written === '') return { code: 'noSerial' }
  if (serial === undefined) return { code: 'serialWrong', written }
  if (firstLine !== undefined) return { code: 'twice', firstLine }
  if (ownSerials.has(serial)) return { code: 'oursAlready' }
  const ownerId = partnerSerials.get(serial)
  return ownerId === undefined ? undefined : { code: 'partners', ownerId }
}

function otherProblem(
  { alias, model, group: name }: ListedBox,
  group: ReturnType<ReturnType<typeof groupFinder>>,
): LineProblem | undefined {
  if (!boxAliasSchema.safeParse(alias).success) return { code: 'aliasWrong' }
  if (!boxModelSchema.safeParse(model).success) return { code: 'modelWrong' }
  if (group === 'twice') return { code: 'groupTwice', name }
  return group === 'wrong' ? { code: 'groupWrong' } : undefined
}

/** By its whole path or its name, without case and accents; one that isn't there is made. */
function groupFinder(groups: readonly GroupFacts[] | undefined) {
  const byName = new Map<string, GroupFacts[]>()
  for (const facts of groups ?? []) {
    for (const name of new Set([folded(facts.group.name), folded(facts.path)])) {
      byName.set(name, [...(byName.get(name) ?? []), facts])
    }
  }
  return (name: string): PlannedGroup | 'twice' | 'wrong' | undefined => {
    if (name === '' || groups === undefined) return undefined
    const [found, another] = byName.get(folded(name)) ?? []
    if (another !== undefined) return 'twice'
    if (found !== undefined) return { kind: 'there', name: found.path, id: found.group.id }
    return groupNameSchema.safeParse(name).success ? { kind: 'new', name } : 'wrong'
  }
}

/** Names of groups that are made with the boxes, each once. */
export function newGroups(lines: readonly PlannedLine[]): readonly string[] {
  const names = new Map<string, string>()
  for (const { group } of lines) {
    if (group?.kind === 'new' && !names.has(folded(group.name))) names.set(folded(group.name), group.name)
  }
  return [...names.values()]
}

interface RegistrationAct {
  readonly commands: readonly CommandToGive[]
  readonly boxes: number
  readonly undo: readonly CommandToGive[]
}

/** One act takes 1,000 commands at most. */
const MOST_COMMANDS = 999

/** All good lines, in as many acts as it takes; each act is taken whole or not at all. */
export function registrationActs(lines: readonly PlannedLine[], newId: () => string): readonly RegistrationAct[] {
  const acts: { commands: CommandToGive[]; boxes: number; undo: CommandToGive[] }[] = []
  const made = new Map<string, GroupId>()
  for (const { serial, alias, model, group, problem } of lines) {
    if (problem !== undefined) continue
    const boxId = boxIdSchema.parse(newId())
    const madeId = group?.kind === 'new' ? made.get(folded(group.name)) : undefined
    const groupId = group?.kind === 'there' ? group.id : (madeId ?? groupIdSchema.parse(newId()))
    const isNew = group?.kind === 'new' && madeId === undefined
    const commands: readonly CommandToGive[] = [
      { type: 'registerBox', args: { boxId, serial, alias, model } },
      ...(isNew ? [{ type: 'createGroup' as const, args: { groupId, name: group.name } }] : []),
      ...(group === undefined ? [] : [{ type: 'moveBoxToGroup' as const, args: { boxId, groupId } }]),
    ]
    if (isNew) made.set(folded(group.name), groupId)
    let act = acts.at(-1)
    if (act === undefined || act.commands.length + commands.length > MOST_COMMANDS) {
      act = { commands: [], boxes: 0, undo: [] }
      acts.push(act)
    }
    act.commands.push(...commands)
    act.boxes += 1
    // A group goes when it is empty: after its boxes.
    act.undo.unshift({ type: 'retireBox', args: { boxId } })
    if (isNew) act.undo.push({ type: 'deleteGroup', args: { groupId } })
  }
  return acts
}
