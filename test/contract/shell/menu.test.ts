import { expect, it } from 'vitest'
import { menuTemplate } from '../../../electron/shell/menu.ts'
import { raceKeyOf } from '../../../renderer/live/use-race-keys.ts'
import { type ToPage, toPageSchema } from '../../../shared/shell-messages.ts'

type Item = Electron.MenuItemConstructorOptions
const PLATFORMS = ['linux', 'win32', 'darwin'] as const

function menu(platform: NodeJS.Platform, isPackaged = true) {
  const chosen: ToPage[] = []
  const diagnosed: string[] = []
  const template = menuTemplate(
    { platform, isPackaged },
    (message) => chosen.push(message),
    () => diagnosed.push('asked'),
  )
  const submenuOf = (item: Item) => (Array.isArray(item.submenu) ? item.submenu : [])
  const items = template.flatMap((item) => [item, ...submenuOf(item)])
  const press = (label: string) => {
    const item = items.find((one) => one.label === label)
    item?.click?.(undefined as never, undefined, undefined as never)
  }
  return { template, items, chosen, diagnosed, press }
}

it.each(PLATFORMS)('has its menus in the usual order on %s', (platform) => {
  const names = menu(platform).template.map(({ label, role }) => label ?? role)
  const middle = ['&File', '&Edit', '&View', '&Go']
  expect(names).toEqual(platform === 'darwin' ? ['appMenu', ...middle, 'windowMenu', '&Help'] : [...middle, '&Help'])
})

it.each(PLATFORMS)('can copy and paste, zoom and quit by keyboard on %s', (platform) => {
  const roles = menu(platform).items.map(({ role }) => role)
  expect(roles).toEqual(expect.arrayContaining(['copy', 'paste', 'selectAll', 'undo', 'zoomIn', 'togglefullscreen']))
  expect(roles).toContain(platform === 'darwin' ? 'appMenu' : 'quit')
})

it('reloads and looks inside only where it is built', () => {
  const roles = (isPackaged: boolean) => menu('linux', isPackaged).items.map(({ role }) => role)
  expect(roles(true)).not.toEqual(expect.arrayContaining(['reload']))
  expect(roles(true)).not.toEqual(expect.arrayContaining(['toggleDevTools']))
  expect(roles(false)).toEqual(expect.arrayContaining(['reload', 'toggleDevTools']))
})

it('asks the page for what was chosen, in words that the page takes', () => {
  const { press, chosen } = menu('win32')
  for (const label of ['Open Ticket or File…', 'Take Along…', 'Today', 'Needs attention']) press(label)
  expect(chosen).toEqual([
    { type: 'receive', text: '' },
    { type: 'take-along' },
    { type: 'go', screen: 'today' },
    { type: 'go', screen: 'attention' },
  ])
  for (const message of chosen) expect(toPageSchema.parse(message)).toEqual(message)
})

it('has keys that no two items share, and that are not the race’s', () => {
  const keys = menu('linux').items.flatMap(({ accelerator }) => accelerator ?? [])
  expect(keys).toHaveLength(7)
  expect(new Set(keys).size).toBe(keys.length)
  for (const key of keys) {
    const [modifier, letter = ''] = key.split('+')
    expect(modifier).toBe('CommandOrControl')
    expect(raceKeyOf({ key: letter, repeat: false, ctrlKey: true, metaKey: false, altKey: false })).toBeUndefined()
  }
})

it.each(PLATFORMS)('offers diagnostics on %s', (platform) => {
  const { press, diagnosed, chosen } = menu(platform)
  press('Save Diagnostics…')
  expect(diagnosed).toEqual(['asked'])
  expect(chosen).toEqual([])
})
