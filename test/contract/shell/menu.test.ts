import { expect, it } from 'vitest'
import { menuTemplate } from '../../../electron/shell/menu.ts'
import { openWords } from '../../../electron/shell/words.ts'
import { raceKeyOf } from '../../../renderer/live/use-race-keys.ts'
import { type ToPage, toPageSchema } from '../../../shared/shell-messages.ts'

type Item = Electron.MenuItemConstructorOptions
const PLATFORMS = ['linux', 'win32', 'darwin'] as const

const LOOSE_ROLES = ['reload', 'toggleDevTools']

function menu(platform: NodeJS.Platform, { isPackaged = true, updates = true } = {}) {
  const chosen: ToPage[] = []
  const diagnosed: string[] = []
  const checked: string[] = []
  const template = menuTemplate(
    { platform, isPackaged, updates, words: openWords()('en') },
    {
      choose: (message) => chosen.push(message),
      diagnose: () => diagnosed.push('asked'),
      checkForUpdates: () => checked.push('asked'),
    },
  )
  const submenuOf = (item: Item) => (Array.isArray(item.submenu) ? item.submenu : [])
  const items = template.flatMap((item) => [item, ...submenuOf(item)])
  const press = (label: string) => {
    const item = items.find((one) => one.label === label)
    item?.click?.(undefined as never, undefined, undefined as never)
  }
  return { template, items, chosen, diagnosed, checked, press }
}

it.each(PLATFORMS)('has its menus in the usual order on %s', (platform) => {
  const names = menu(platform).template.map(({ label, role }) => label ?? role)
  const middle = ['&File', '&Edit', '&View', '&Go']
  expect(names).toEqual(platform === 'darwin' ? ['Trackside', ...middle, 'Window', '&Help'] : [...middle, '&Help'])
})

it.each(PLATFORMS)('can copy and paste, zoom and quit by keyboard on %s', (platform) => {
  const roles = menu(platform).items.map(({ role }) => role)
  expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'selectAll', 'undo', 'zoomIn', 'togglefullscreen']))
  expect(roles).toContain('quit')
})

it('reloads and looks inside only where it is built', () => {
  const roles = (isPackaged: boolean) => menu('linux', { isPackaged }).items.map(({ role }) => role)
  expect(roles(true)).not.toEqual(expect.arrayContaining(['reload']))
  expect(roles(true)).not.toEqual(expect.arrayContaining(['toggleDevTools']))
  expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
})

it('asks the page for what was chosen, in words that the page takes', () => {
  const { press, chosen } = menu('win32')
  const labels = ['Open Ticket or File…', 'Take Along…', 'Print Custody Sheet…', 'Keyboard Shortcuts']
  for (const label of [...labels, 'Today', 'Needs attention']) press(label)
  expect(chosen).toEqual([
    { type: 'receive', text: '' },
    { type: 'take-along' },
    { type: 'print' },
    { type: 'shortcuts' },
    { type: 'go', screen: 'today' },
    { type: 'go', screen: 'attention' },
  ])
  for (const message of chosen) expect(toPageSchema.parse(message)).toEqual(message)
})

it('has keys that no two items share, and that are not the race’s', () => {
  const bound = menu('linux').items.filter(({ registerAccelerator }) => registerAccelerator !== false)
  const keys = bound.flatMap(({ accelerator }) => accelerator ?? [])
  expect(keys).toHaveLength(8)
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) {
    const [modifier, letter = ''] = key.split('+')
    expect(modifier).toBe('CommandOrControl')
    expect(raceKeyOf({ key: letter, repeat: false, ctrlKey: true, metaKey: false, altKey: false })).toBeUndefined()
  }
})

it('shows the key of the shortcuts where that does not take it from whoever types it', () => {
  const item = (platform: NodeJS.Platform) => menu(platform).items.find(({ label }) => label === 'Keyboard Shortcuts')
  expect(item('linux')).toMatchObject({ accelerator: '?', registerAccelerator: false })
  expect(item('win32')).toMatchObject({ accelerator: '?', registerAccelerator: false })
  expect(item('darwin')).not.toHaveProperty('accelerator')
})

it.each(PLATFORMS)('says every item in the catalogue’s words on %s, as Electron’s own are English', (platform) => {
  const { items } = menu(platform, { isPackaged: true })
  const said = items.filter(({ type }) => type !== 'separator')
  for (const { label } of said) expect(label).toMatch(/^&?[A-Z][\w ]+…?$/)
  const ofRoles = menu(platform, { isPackaged: false }).items.filter(({ label, type }) => !label && !type)
  expect(ofRoles.map(({ role }) => role)).toEqual(LOOSE_ROLES)
})

it.each(PLATFORMS)('looks for updates where there is a place to look, on %s', (platform) => {
  const { press, checked } = menu(platform)
  press('Check for Updates…')
  expect(checked).toEqual(['asked'])
  const without = menu(platform, { updates: false }).items.map(({ label }) => label)
  expect(without).not.toContain('Check for Updates…')
})

it.each(PLATFORMS)('offers diagnostics on %s', (platform) => {
  const { press, diagnosed, chosen } = menu(platform)
  press('Save Diagnostics…')
  expect(diagnosed).toEqual(['asked'])
  expect(chosen).toEqual([])
})
