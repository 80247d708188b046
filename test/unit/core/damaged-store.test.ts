import { cpSync, existsSync, readdirSync, readFileSync, renameSync, rmSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { deleteMemberStore, openMemberStore } from '../../../electron/core/store/member-store.ts'
import { rescueStore } from '../../../electron/core/store/rescue.ts'
import { isWalDamaged, withSumsMended } from '../../../electron/core/store/wal-file.ts'
import { flip } from '../../support/damage.ts'
import { testFolder } from '../../support/test-folder.ts'

const AT = '2026-06-07T12:00:00.000Z'
const CODES = 50

/** A store as a kill leaves it: what was written is in its log alone. */
function cutOffStore(): string {
  const [working, killed] = [testFolder(), testFolder()]
  const path = join(working, 'member.db')
  const store = openMemberStore(path)
  store.wipeDeleted()
  for (let index = 0; index < CODES; index += 1) store.local.addCode(`loan-${index}`, `code-${index}`)
  for (const suffix of ['', '-wal']) cpSync(path + suffix, join(killed, `member.db${suffix}`))
  store.close()
  return join(killed, 'member.db')
}

function codesIn(path: string): number {
  const store = openMemberStore(path)
  const count = Array.from({ length: CODES }, (_, index) => store.local.code(`loan-${index}`)).filter(Boolean).length
  store.close()
  return count
}

it('[F5] a log that ends in the middle of a commit is no damage', () => {
  const path = cutOffStore()
  expect(isWalDamaged(readFileSync(`${path}-wal`))).toBe(false)
  truncateSync(`${path}-wal`, readFileSync(`${path}-wal`).length - 1000)
  expect(isWalDamaged(readFileSync(`${path}-wal`))).toBe(false)
  expect(codesIn(path)).toBe(CODES - 1)
})

it.each([
  ['header', 2],
  ['first frame', 40],
  ['middle', 60_000],
])('[F5] a byte that is flipped in the log’s %s is damage, and what is behind it is read all the same', (_, at) => {
  const path = cutOffStore()
  flip(`${path}-wal`, at, 1)
  expect(isWalDamaged(readFileSync(`${path}-wal`))).toBe(true)
  expect(() => openMemberStore(path)).toThrow('is damaged')
  rescueStore(path, AT, () => undefined)
  expect(codesIn(path)).toBe(CODES)
})

it('mending a whole log’s sums changes nothing that is read', () => {
  const path = cutOffStore()
  writeFileSync(`${path}-wal`, withSumsMended(readFileSync(`${path}-wal`)))
  expect(codesIn(path)).toBe(CODES)
})

it('[F5] a kill between the new file’s end and its taking the old one’s place loses neither', () => {
  const path = cutOffStore()
  flip(`${path}-wal`, 60_000, 1)
  const before = readFileSync(path)
  const log = readFileSync(`${path}-wal`)
  rescueStore(path, AT, () => undefined)
  const aside = path.replace(/\.db$/, '.broken-20260607T120000000Z.db')
  // As it was before the last step.
  renameSync(path, `${path}.rescued-20260607T120000000Z`)
  rmSync(aside)
  writeFileSync(path, before)
  expect(codesIn(path)).toBe(CODES)
  expect(readFileSync(aside)).toEqual(before)
  expect(readFileSync(`${aside}-wal`)).toEqual(log)
  expect(readdirSync(join(path, '..')).filter((name) => name.includes('.rescued'))).toEqual([])
})

it('[F5] a rescue that has no room leaves the damaged file where it is', () => {
  const path = cutOffStore()
  const log = readFileSync(`${path}-wal`)
  const full = Object.assign(new Error('no space left'), { code: 'ENOSPC' })
  const tell = () => {
    throw full
  }
  expect(() => rescueStore(path, AT, tell)).toThrow(full)
  expect(readFileSync(`${path}-wal`)).toEqual(log)
  expect(readdirSync(join(path, '..')).toSorted()).toEqual(['member.db', 'member.db-wal'])
})

it('[O10] what was kept aside goes with the store', () => {
  const path = cutOffStore()
  rescueStore(path, AT, () => undefined)
  expect(existsSync(path.replace(/\.db$/, '.broken-20260607T120000000Z.db'))).toBe(true)
  deleteMemberStore(path)
  expect(readdirSync(join(path, '..'))).toEqual([])
})
