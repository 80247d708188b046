import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Database from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openSettingsFile } from '../../../electron/core/identity/settings-file.ts'
import { FolderInUse, lockFolder } from '../../../electron/core/store/folder-lock.ts'
import { openMemberStore } from '../../../electron/core/store/member-store.ts'
import { MIGRATIONS } from '../../../electron/core/store/migrations.ts'
import { openDatabase, StoreRefused } from '../../../electron/core/store/open.ts'
import { testFolder } from '../../support/test-folder.ts'

describe('the store’s file', () => {
  it('[F5] is durable to the last commit and forgets what it deletes', () => {
    const path = join(testFolder(), 'member.db')
    const database = openDatabase(path, ['CREATE TABLE t (x TEXT) STRICT'])
    expect(database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(database.pragma('synchronous', { simple: true })).toBe(2)
    expect(database.pragma('secure_delete', { simple: true })).toBe(1)
    database.close()
  })

  it('[F5] of another program is refused and left as it is', () => {
    const path = join(testFolder(), 'member.db')
    const other = new Database(path)
    other.exec('CREATE TABLE theirs (x)')
    other.close()
    const before = readFileSync(path)
    expect(() => openMemberStore(path)).toThrow(StoreRefused)
    expect(readFileSync(path)).toEqual(before)
  })

  it('[F5] that is no database at all is refused and left as it is', () => {
    const path = join(testFolder(), 'member.db')
    writeFileSync(path, 'a letter to my aunt, long enough to be no SQLite header')
    expect(() => openMemberStore(path)).toThrow(/isn't Trackside's data/)
    expect(readFileSync(path, 'utf8')).toMatch(/^a letter/)
  })

  it('[F5] of a newer version is refused with what to do', () => {
    const path = join(testFolder(), 'member.db')
    openMemberStore(path).close()
    const raw = new Database(path)
    raw.pragma('user_version = 99')
    raw.close()
    expect(() => openMemberStore(path)).toThrow(/newer Trackside. Install that version/)
  })

  it('[F5] whose making was broken off before its first table is made whole', () => {
    const path = join(testFolder(), 'member.db')
    const begun = new Database(path)
    begun.pragma('journal_mode = WAL')
    begun.close()
    const store = openMemberStore(path)
    expect(store.outbox.read()).toEqual([])
    store.close()
  })

  it('[F5] of the first version is brought up to date', () => {
    const path = join(testFolder(), 'member.db')
    openDatabase(path, MIGRATIONS.slice(0, 1)).close()
    const store = openMemberStore(path)
    expect(store.scoring.targets()).toEqual([])
    store.close()
  })

  it('[F5] keeps its data and no copy after a migration, and the copy if one fails', () => {
    const path = join(testFolder(), 'member.db')
    const first = ['CREATE TABLE t (x TEXT) STRICT; INSERT INTO t VALUES (1)']
    openDatabase(path, first).close()
    expect(() => openDatabase(path, [...first, 'ALTER TABLE nowhere ADD y'])).toThrow()
    expect(existsSync(`${path}.before-migration`)).toBe(true)
    const database = openDatabase(path, [...first, 'ALTER TABLE t ADD y TEXT'])
    expect(database.prepare('SELECT x FROM t').pluck().get()).toBe('1')
    expect(existsSync(`${path}.before-migration`)).toBe(false)
    database.close()
  })
})

describe('the data folder', () => {
  it('[F5] belongs to one core at a time', () => {
    const folder = testFolder()
    const lock = lockFolder(folder)
    expect(() => lockFolder(folder)).toThrow(FolderInUse)
    expect(() => lockFolder(folder)).toThrow(/already running with the data folder/)
    lock.release()
    lockFolder(folder).release()
  })
})

describe('the settings file', () => {
  it('is kept aside when it can’t be read, and defaults are used', () => {
    const path = join(testFolder(), 'settings.json')
    writeFileSync(path, '{"settings": {"theme": ')
    const settings = openSettingsFile(path)
    expect(settings.wasReset).toBe(true)
    expect(settings.read().settings.theme).toBe('system')
    expect(existsSync(path)).toBe(false)
    settings.change({ signedIn: true })
    expect(openSettingsFile(path).read().signedIn).toBe(true)
    expect(openSettingsFile(path).wasReset).toBe(false)
  })
})
