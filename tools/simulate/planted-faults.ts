import type { Invariant } from './checks/invariants.ts'
import type { Planted } from './hooks.ts'

/** What a check of an invariant looks at besides, and the one above doesn't show: by a name of its own. */
const MORE_FAULTS: Readonly<Record<string, Planted & { readonly breaks: Invariant }>> = {
  // The cloud goes by the role that a member had when it first asked.
  'right-of-old': {
    breaks: 'right',
    file: 'cloud/db/members.ts',
    text: "return await db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()",
    instead: `const found = await db.selectFrom('member').selectAll().where('id', '=', id).executeTakeFirstOrThrow()
  const roles = (globalThis.plantedRoles ??= new Map())
  roles.set(id, roles.get(id) ?? found.roleId)
  return { ...found, roleId: roles.get(id) }`,
  },
  // What waits is shown, and after a restart it isn't.
  'screen-of-old': {
    breaks: 'screen',
    file: 'electron/core/desk.ts',
    text: 'parts.replica.recompute(this.#outbox, parts.clock.now(), [])',
    instead: 'parts.replica.recompute([], parts.clock.now(), [])',
  },
}

/** For each invariant a fault in the program's own text that breaks it: a check that doesn't notice is worth nothing. */
const PLANTED_FAULTS: Readonly<Record<Invariant, Planted>> = {
  'one-holder': {
    file: 'shared/rules/loans.ts',
    text: "draft.put('box', { ...box, holderId: box.ownerId })",
    instead: "draft.put('box', { ...box, holderId: box.holderId })",
  },
  allowance: {
    file: 'shared/rules/allowance.ts',
    text: 'if (counted.length + more <= organisation.allowance) return undefined',
    instead: 'if (counted.length <= organisation.allowance) return undefined',
  },
  'one-outcome': {
    file: 'cloud/routes/sync-routes.ts',
    text: 'return stored.map((known) => known.outcome)',
    instead: `return stored.map((known) => known.outcome.replace('"at":', '"at": '))`,
  },
  gapless: {
    file: 'cloud/db/feed.ts',
    text: 'numbers.set(entry.organisationId, before + 1)',
    instead: 'numbers.set(entry.organisationId, before + 2)',
  },
  feed: {
    file: 'cloud/feed.ts',
    text: 'new Set([...viewersOf(before, kind, id), ...viewersOf(after, kind, id)])',
    instead: 'new Set(viewersOf(after, kind, id))',
  },
  confirmed: {
    file: 'electron/core/store/records.ts',
    text: 'remove.run(change.kind, change.id)',
    instead: 'remove.run(change.kind, "")',
  },
  screen: {
    file: 'electron/core/sync/replica.ts',
    text: '[...before.keys(), ...this.#pending.keys()',
    instead: '[...this.#pending.keys()',
  },
  outbox: {
    file: 'electron/core/store/outbox.ts',
    text: 'assignSeq.run(seq, id)',
    instead: 'remove.run(id)',
  },
  right: {
    file: 'shared/rules/box-access.ts',
    text: 'const known = { serial: loan.boxSerial, loanId: loan.id, endsAt: loan.endsAt }',
    instead: 'if (loan.endedAt === undefined) return undefined\n  const known = { serial: loan.boxSerial }',
  },
  passings: {
    file: 'cloud/passings.ts',
    text: '{ ...locked, clockOffsetMs }, own)',
    instead: '{ ...locked, clockOffsetMs }, own.slice(1))',
  },
  awake: {
    file: 'electron/core/core.ts',
    text: 'wake: () => session?.wake(),',
    instead: 'wake: () => undefined,',
  },
  converged: {
    file: 'electron/core/sync/sync-loop.ts',
    text: 'if (!stopping.signal.aborted) await pause(pauseMs)',
    instead: 'if (failures > 0) return',
  },
  visible: {
    file: 'electron/core/sync/intake.ts',
    text: 'return desk.store.cards.add(refusalCard(command, outcome, box, now))',
    instead: 'return false',
  },
  fault: {
    file: 'electron/core/replica-push.ts',
    text: 'const historyOf = new Set<BoxId>()',
    instead: "if (shown.length > 3) throw new Error('planted')\n  const historyOf = new Set<BoxId>()",
  },
}

/** By its name: that of an invariant, or its own. */
export function plantedFault(name: string): { readonly fault: Planted; readonly breaks: Invariant } | undefined {
  const more = Object.hasOwn(MORE_FAULTS, name) ? MORE_FAULTS[name] : undefined
  if (more) return { fault: more, breaks: more.breaks }
  return isInvariant(name) ? { fault: PLANTED_FAULTS[name], breaks: name } : undefined
}

export function faultNames(): readonly string[] {
  return [...Object.keys(PLANTED_FAULTS), ...Object.keys(MORE_FAULTS)]
}

function isInvariant(name: string): name is Invariant {
  return Object.hasOwn(PLANTED_FAULTS, name)
}
