import { copyFileSync, existsSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { expect, it } from 'vitest'
import { type MemberStore, openMemberStore } from '../../../electron/core/store/member-store.ts'
import { testFolder } from '../../support/test-folder.ts'

const BOX = 'b0000000-0000-4000-8000-000000000001'

interface Found {
  readonly records: readonly string[]
  readonly history: readonly string[]
  readonly indexes: readonly unknown[]
}

/** As another program on the same computer finds it in the file and its log. */
function foundIn(path: string): Found {
  const database = new Database(path, { readonly: true })
  const ids = (table: string) => database.prepare<[], string>(`SELECT id FROM ${table} ORDER BY id`).pluck().all()
  const indexes = database.prepare("SELECT name, sql FROM sqlite_schema WHERE type = 'index' ORDER BY name").all()
  const found = { records: ids('record'), history: ids('history'), indexes }
  database.close()
  return found
}

/** What a computer that stopped at this moment has. */
function stoppedNow(path: string): string {
  const copy = join(testFolder(), 'member.db')
  for (const suffix of ['', '-wal']) if (existsSync(path + suffix)) copyFileSync(path + suffix, copy + suffix)
  return copy
}

function step(id: string): { readonly kind: string; readonly id: string; readonly body: string } {
  return { kind: 'historyEntry', id, body: JSON.stringify({ id, boxId: BOX, at: '2026-06-01T10:00:00.000Z' }) }
}

function storeWith(path: string): MemberStore {
  const store = openMemberStore(path)
  store.transact(() => {
    store.records.apply({ kind: 'box', id: 'old box', body: '{}' })
    store.records.apply(step('old step'))
  })
  store.records.stage([{ kind: 'box', id: 'new box', body: {} }])
  store.records.stage(['step 2', 'step 1'].map((id) => ({ ...step(id), body: JSON.parse(step(id).body) })))
  return store
}

it('[F5] a whole new state is durable before it is written back, and keeps what makes the history quick to read', () => {
  const path = join(testFolder(), 'member.db')
  const store = storeWith(path)
  const before = foundIn(path)
  store.transactLarge(() => store.records.swapIncoming())
  const stopped = stoppedNow(path)
  expect(before.indexes.length).toBeGreaterThan(2)
  expect(foundIn(path)).toEqual({ records: ['new box'], history: ['step 1', 'step 2'], indexes: before.indexes })
  const again = openMemberStore(stopped)
  expect([...again.records.readAll()].map(({ id }) => id)).toEqual(['new box'])
  again.close()
  store.close()
  expect(foundIn(path).history).toEqual(['step 1', 'step 2'])
})

it('[F5] of each record the last that came of a whole new state counts, however many come at once', () => {
  const path = join(testFolder(), 'member.db')
  const store = storeWith(path)
  const ids = Array.from({ length: 120 }, (_, index) => `box ${1000 + index}`)
  const put = (alias: string, some: readonly string[]) => some.map((id) => ({ kind: 'box', id, body: { alias } }))
  const gone = ids.slice(70, 75)
  store.records.clearIncoming()
  store.records.stage([...put('first', ids), ...put('second', ids.slice(40, 60))])
  store.records.stage([...put('third', ids.slice(50, 80)), ...gone.map((id) => ({ kind: 'box', id, body: null }))])
  store.transactLarge(() => store.records.swapIncoming())
  const aliases = ['first', 'second', 'third', 'first']
  const expected = [ids.slice(0, 40), ids.slice(40, 50), ids.slice(50, 80), ids.slice(80)].flatMap((some, index) =>
    some.map((id) => ({ kind: 'box', id, body: JSON.stringify({ alias: aliases[index] }) })),
  )
  expect([...store.records.readAll()]).toEqual(expected.filter(({ id }) => !gone.includes(id)))
  store.close()
})

it('[F5] a whole new state that can’t be written, or is cut off while it is, leaves all that was', () => {
  const path = join(testFolder(), 'member.db')
  const store = storeWith(path)
  const before = foundIn(path)
  let stopped = ''
  const cutOff = () =>
    store.transactLarge(() => {
      store.records.swapIncoming()
      stopped = stoppedNow(path)
      throw new Error('no room')
    })
  expect(cutOff).toThrow('no room')
  expect(before).toMatchObject({ records: ['old box'], history: ['old step'] })
  expect(foundIn(path)).toEqual(before)
  const again = openMemberStore(stopped)
  again.close()
  expect(foundIn(stopped)).toEqual(before)
  store.transactLarge(() => store.records.swapIncoming())
  expect(foundIn(path).history).toEqual(['step 1', 'step 2'])
  store.close()
})
