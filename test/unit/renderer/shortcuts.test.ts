import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { bibDigitOf, RACE_KEYS } from '../../../renderer/live/use-race-keys.ts'
import { en } from '../../../renderer/locales/en.ts'
import { isShortcut, SHORTCUTS, type ShortcutId, shortcutsOn } from '../../../renderer/palette/shortcuts.ts'

const RENDERER = join(import.meta.dirname, '../../../renderer')

/** Every file that hears keys: the shortcuts that it does, or why its keys need no mention. */
const HEARERS: Readonly<Record<string, readonly ShortcutId[] | string>> = {
  'palette/use-shortcut.ts': ['palette', 'search', 'shortcuts', 'undo', 'dismiss', 'assign'],
  'palette/palette-dialog.tsx': 'arrows, Enter and Esc, which it says at its foot',
  'give/toast-strip.tsx': ['dismiss'],
  'ui/inspector.tsx': ['dismiss'],
  'ui/dialog.tsx': 'Esc, which closes what it stands in',
  'ui/use-grid-keys.ts': ['rows', 'pages', 'ends', 'openRow', 'tickRow', 'tickAll'],
  'ui/data-table.tsx': ['rows', 'pages', 'ends', 'openRow', 'tickRow'],
  'groups/group-tree-view.tsx': ['fold', 'groupMenu', 'renameGroup', 'createGroup', 'deleteGroup'],
  'groups/group-picker.tsx': 'arrows in a field above its list',
  'events/assign-picker.tsx': ['assignPlace', 'assignBackup', 'assignDo'],
  'replace/replace-picker.tsx': 'a field in a dialog, which takes what is typed',
  'alarms/use-alarm-sound.ts': 'any key: a browser lets sound begin only after one',
  'scan/scans.tsx': 'a scanner that types',
  'scan/use-typed-into.ts': 'a scanner that types, into the field of the one door',
  'frame/search-field.tsx': ['search'],
  'live/use-race-keys.ts': ['time', 'bib', 'gun', 'dnf', 'dns', 'dsq', 'note'],
  'live/bib-form.tsx': ['saveBib', 'time'],
  'live/race-act-form.tsx': ['dismiss'],
  'loans/use-strip-keys.ts': ['rows', 'pages', 'ends', 'openRow'],
  'loans/loan-strip.tsx': ['rows', 'pages', 'ends', 'openRow'],
  'ui/data-table-header.tsx': 'Shift and arrows on a column’s head, which says so',
}

function hearers(): readonly string[] {
  return globSync('**/*.{ts,tsx}', { cwd: RENDERER }).filter((name) =>
    /onKeyDown|onKeyUp|'keydown'|'keyup'|useHotkeys/.test(readFileSync(join(RENDERER, name), 'utf8')),
  )
}

test('[ux 14] every key that the screens hear is in the list of shortcuts, or needs no mention', () => {
  expect(hearers().filter((name) => HEARERS[name] === undefined)).toEqual([])
  expect(Object.keys(HEARERS).filter((name) => !hearers().includes(name))).toEqual([])
  const heard = new Set(Object.values(HEARERS).flatMap((ids) => (typeof ids === 'string' ? [] : ids)))
  expect((Object.keys(SHORTCUTS) as ShortcutId[]).filter((id) => !heard.has(id))).toEqual([])
})

test('[ux 14] shortcuts that are heard one by one are named where they are bound', () => {
  const source = globSync('**/*.{ts,tsx}', { cwd: RENDERER })
    .map((name) => readFileSync(join(RENDERER, name), 'utf8'))
    .join('\n')
  for (const id of ['palette', 'search', 'shortcuts', 'undo', 'dismiss', 'assign'] as const) {
    expect(source, id).toContain(`useShortcut('${id}'`)
  }
  expect(Object.values(RACE_KEYS)).toEqual(['G', 'D', 'N', 'X', 'M'])
})

test('[ux 14] shows what works on a screen, its own first, each with words', () => {
  expect(shortcutsOn('live').map(({ where }) => where)).toEqual(['live', 'lists', 'everywhere'])
  expect(shortcutsOn('groups').map(({ where }) => where)).toEqual(['groups', 'lists', 'everywhere'])
  expect(shortcutsOn('settings').map(({ where }) => where)).toEqual(['everywhere'])
  const { does } = en.palette.shortcut
  expect(Object.keys(does).toSorted()).toEqual(Object.keys(SHORTCUTS).toSorted())
})

test('[ux 14] knows a shortcut whatever the layout, and no other key for it', () => {
  const key = { key: 'k', ctrlKey: false, metaKey: false, altKey: false, repeat: false }
  expect(isShortcut('palette', { ...key, ctrlKey: true })).toBe(true)
  expect(isShortcut('palette', { ...key, key: 'K', metaKey: true })).toBe(true)
  expect(isShortcut('palette', key)).toBe(false)
  expect(isShortcut('palette', { ...key, ctrlKey: true, altKey: true })).toBe(false)
  expect(isShortcut('search', { ...key, key: '/' })).toBe(true)
  expect(isShortcut('shortcuts', { ...key, key: '?' })).toBe(true)
  expect(isShortcut('assign', { ...key, key: 'a' })).toBe(true)
  expect(isShortcut('assign', { ...key, key: 'a', ctrlKey: true })).toBe(false)
  expect(isShortcut('undo', { ...key, key: 'z', ctrlKey: true, repeat: true })).toBe(false)
})

test('a digit alone begins a bib, also one after another', () => {
  const key = { key: '7', ctrlKey: false, metaKey: false, altKey: false, repeat: false }
  expect(bibDigitOf(key)).toBe('7')
  expect(bibDigitOf({ ...key, ctrlKey: true })).toBeUndefined()
  expect(bibDigitOf({ ...key, key: 'F7' })).toBeUndefined()
  expect(bibDigitOf({ ...key, key: 'x' })).toBeUndefined()
})
