import type * as Electron from 'electron'
import type { MenuScreen, ToPage } from '../../shared/shell-messages.ts'
import type { Words } from './words.ts'

export interface MenuParts {
  readonly Menu: {
    buildFromTemplate(template: Electron.MenuItemConstructorOptions[]): Electron.Menu
    setApplicationMenu(menu: Electron.Menu): void
  }
}

export interface MenuState {
  readonly platform: NodeJS.Platform
  /** Installed. What is for building it is left out. */
  readonly isPackaged: boolean
  /** Whether there is a place to look for updates. */
  readonly updates: boolean
  readonly words: Words
}

export interface MenuActs {
  readonly choose: (chosen: ToPage) => void
  readonly diagnose: () => void
  readonly checkForUpdates: () => void
}

type Item = Electron.MenuItemConstructorOptions

const SEPARATOR = { type: 'separator' } as const satisfies Item

/** With Ctrl or Cmd, as the page's own keys are without (renderer/live/use-race-keys.ts). */
const SCREENS: readonly MenuScreen[] = ['today', 'devices', 'loans', 'events', 'groups', 'attention']

export function showMenu({ Menu }: MenuParts, state: MenuState, acts: MenuActs): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(state, acts)))
}

/**
 * The application's menu. Theme and all else that the page offers are left to the page. Every item has a label, also
 * those of a role: Electron's own are English.
 */
export function menuTemplate(state: MenuState, acts: MenuActs): Item[] {
  const { platform, isPackaged, words } = state
  const isMac = platform === 'darwin'
  return [
    ...(isMac ? [{ label: 'Trackside', submenu: appItems(state, acts) }] : []),
    { label: words('shell.menu.file'), submenu: fileItems(isMac, words, acts) },
    { label: words('shell.menu.edit'), submenu: editItems(words) },
    { label: words('shell.menu.view'), submenu: viewItems(isPackaged, words) },
    {
      label: words('shell.menu.go'),
      submenu: SCREENS.map((screen, index) => ({
        label: words(`shell.menu.goTo.${screen}`),
        accelerator: `CommandOrControl+${index + 1}`,
        click: () => acts.choose({ type: 'go', screen }),
      })),
    },
    ...(isMac ? [{ role: 'window' as const, label: words('shell.menu.window'), submenu: windowItems(words) }] : []),
    {
      label: words('shell.menu.help'),
      // On macOS the system adds its search, and About is in the application's own menu.
      ...(isMac ? { role: 'help' as const } : {}),
      submenu: helpItems(state, acts),
    },
  ]
}

function appItems({ updates, words }: MenuState, acts: MenuActs): Item[] {
  return [
    { role: 'about', label: words('shell.menu.about') },
    ...(updates ? [updateItem(words, acts)] : []),
    SEPARATOR,
    { role: 'services', label: words('shell.menu.services') },
    SEPARATOR,
    { role: 'hide', label: words('shell.menu.hide') },
    { role: 'hideOthers', label: words('shell.menu.hideOthers') },
    { role: 'unhide', label: words('shell.menu.showAll') },
    SEPARATOR,
    { role: 'quit', label: words('shell.menu.quit') },
  ]
}

function fileItems(isMac: boolean, words: Words, { choose }: MenuActs): Item[] {
  return [
    {
      label: words('shell.menu.open'),
      accelerator: 'CommandOrControl+O',
      click: () => choose({ type: 'receive', text: '' }),
    },
    { label: words('shell.menu.takeAlong'), click: () => choose({ type: 'take-along' }) },
    SEPARATOR,
    { label: words('shell.menu.print'), accelerator: 'CommandOrControl+P', click: () => choose({ type: 'print' }) },
    SEPARATOR,
    isMac
      ? { role: 'close', label: words('shell.menu.closeWindow') }
      : { role: 'quit', label: words('shell.menu.quit') },
  ]
}

function editItems(words: Words): Item[] {
  return [
    { role: 'undo', label: words('shell.menu.undo') },
    { role: 'redo', label: words('shell.menu.redo') },
    SEPARATOR,
    { role: 'cut', label: words('shell.menu.cut') },
    { role: 'copy', label: words('shell.menu.copy') },
    { role: 'paste', label: words('shell.menu.paste') },
    { role: 'selectAll', label: words('shell.menu.selectAll') },
  ]
}

function viewItems(isPackaged: boolean, words: Words): Item[] {
  // For who builds it, in Electron's words.
  const forBuilding: Item[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, SEPARATOR]
  return [
    ...(isPackaged ? [] : forBuilding),
    { role: 'resetZoom', label: words('shell.menu.actualSize') },
    { role: 'zoomIn', label: words('shell.menu.zoomIn') },
    { role: 'zoomOut', label: words('shell.menu.zoomOut') },
    SEPARATOR,
    { role: 'togglefullscreen', label: words('shell.menu.fullScreen') },
  ]
}

function windowItems(words: Words): Item[] {
  return [
    { role: 'minimize', label: words('shell.menu.minimize') },
    { role: 'zoom', label: words('shell.menu.zoomWindow') },
    SEPARATOR,
    { role: 'front', label: words('shell.menu.allToFront') },
  ]
}

function helpItems({ platform, updates, words }: MenuState, acts: MenuActs): Item[] {
  const isMac = platform === 'darwin'
  return [
    {
      label: words('shell.menu.shortcuts'),
      // The page hears the key itself, and not while somebody types. macOS would take it from the page in every field.
      ...(isMac ? {} : { accelerator: '?', registerAccelerator: false }),
      click: () => acts.choose({ type: 'shortcuts' }),
    },
    { label: words('shell.menu.diagnostics'), click: () => acts.diagnose() },
    ...(isMac
      ? []
      : [
          ...(updates ? [SEPARATOR, updateItem(words, acts)] : []),
          SEPARATOR,
          { role: 'about' as const, label: words('shell.menu.about') },
        ]),
  ]
}

function updateItem(words: Words, acts: MenuActs): Item {
  return { label: words('shell.menu.updates'), click: () => acts.checkForUpdates() }
}
