import { join } from 'node:path'
import { expect, it, vi } from 'vitest'
import { openWords } from '../../../electron/shell/words.ts'
import { LANGUAGES } from '../../../shared/desktop-settings.ts'
import type { PageFacts } from '../../../shared/shell-messages.ts'
import type { ElectronStandIn } from './electron-stand-in.ts'
import { electronStandIn } from './electron-stand-in.ts'
import { keptInMemory } from './kept-in-memory.ts'
import { start, started } from './started-shell.ts'

const FACTS: PageFacts = { runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' }

function tell(electron: ElectronStandIn, facts: Partial<PageFacts>) {
  const senderFrame = { url: 'app://trackside/', parent: null, detached: false, isDestroyed: () => false }
  electron.receive('trackside:tell', { senderFrame }, { type: 'facts', facts: { ...FACTS, ...facts } })
}

it.each([
  ['system', 'system'],
  ['light', 'light'],
  ['dark', 'dark'],
  ['sunlight', 'light'],
] as const)('has the system’s own dialogs and bars follow the page’s theme %s', async (theme, source) => {
  const { electron } = await started()
  tell(electron, { theme: 'dark' })
  tell(electron, { theme })
  expect(electron.nativeTheme.themeSource).toBe(source)
})

it('opens its window as dark as the page was last, and has it follow', async () => {
  const kept = keptInMemory({ look: { language: 'en', theme: 'dark' } })
  const { electron } = await started({ kept })
  const [window] = electron.windows
  expect(window?.options.backgroundColor).toBe('#0f1419')
  expect(electron.nativeTheme.themeSource).toBe('dark')
  tell(electron, { theme: 'sunlight' })
  electron.nativeTheme.emit('updated')
  expect(window?.color).toBe('#ffffff')
  expect(kept.all()).toMatchObject({ look: { theme: 'sunlight' } })
})

it('opens as dark as the system where the page goes by that', async () => {
  const electron = electronStandIn()
  electron.nativeTheme.isSystemDark = true
  await started({ electron })
  expect(electron.windows[0]?.options.backgroundColor).toBe('#0f1419')
})

it('has Chromium speak what was chosen, from the next start on', async () => {
  const kept = keptInMemory()
  const first = await started({ kept })
  expect(first.electron.switches).toEqual([])
  tell(first.electron, { language: 'it', chosenLanguage: 'it' })
  expect(start({ kept }).electron.switches).toEqual(['--lang=it'])
  tell(first.electron, { language: 'en', chosenLanguage: 'en' })
  expect(start({ kept }).electron.switches).toEqual(['--lang=en-GB'])
})

it('has Chromium speak the computer’s language again once nothing is chosen any more', async () => {
  const kept = keptInMemory({ look: { language: 'es', chosenLanguage: 'es', theme: 'system' } })
  const { electron } = await started({ kept })
  tell(electron, { language: 'es' })
  expect(start({ kept }).electron.switches).toEqual([])
})

it('leaves a language that was given on the command line', () => {
  const electron = electronStandIn()
  electron.parts.app.commandLine.appendSwitch('lang', 'fr')
  start({ electron, kept: keptInMemory({ look: { language: 'es', chosenLanguage: 'es', theme: 'system' } }) })
  expect(electron.switches).toEqual(['--lang=fr'])
})

it('makes its menu anew when the page speaks another language, and only then', async () => {
  const { electron } = await started()
  expect(electron.menus).toHaveLength(1)
  tell(electron, { language: 'it' })
  expect(electron.menus).toHaveLength(2)
  tell(electron, { language: 'it', unsent: 3, theme: 'dark' })
  expect(electron.menus).toHaveLength(2)
})

it('writes what it remembers only when that changes: facts come often', async () => {
  const kept = keptInMemory()
  const { electron } = await started({ kept })
  const set = vi.spyOn(kept, 'set')
  for (let unsent = 0; unsent < 5; unsent += 1) tell(electron, { unsent, theme: 'dark' })
  expect(set).toHaveBeenCalledOnce()
})

it('counts and fills in as the catalogue says, and shows what it is given as it is', () => {
  const words = openWords()('en')
  expect(words('shell.quit.unsent', { count: 1 })).toMatch(/^1 thing is/)
  expect(words('shell.quit.unsent', { count: 2 })).toMatch(/^2 things are/)
  const folder = String.raw`C:\Races & <Sierra>\{{boxes}} $t(shell.ok)`
  expect(words('shell.start.folderInUse', { folder })).toContain(folder)
})

it.each(LANGUAGES)('says in %s what its catalogue has of the shell', async (language) => {
  const words = openWords()(language)
  expect(words('shell.menu.goTo.attention')).not.toContain('shell.')
  const path = join(import.meta.dirname, '..', '..', '..', 'renderer', 'locales', language, 'shell.ts')
  const { shell } = await import(path)
  expect(words('shell.quit.stay')).toBe(shell.quit.stay)
  expect(words('shell.menu.file')).toBe(shell.menu.file)
})
