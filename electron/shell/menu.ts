import type * as Electron from 'electron'
import type { MenuScreen, ToPage } from '../../shared/shell-messages.ts'

export interface MenuState {
  readonly platform: NodeJS.Platform
  /** Installed. What is for building it is left out. */
  readonly isPackaged: boolean
}

type Item = Electron.MenuItemConstructorOptions

/** With Ctrl or Cmd, as the page's own keys are without (renderer/live/use-race-keys.ts). */
const SCREENS: readonly (readonly [MenuScreen, string])[] = [
  ['today', 'Today'],
  ['devices', 'Devices'],
  ['loans', 'Loans'],
  ['events', 'Events'],
  ['groups', 'Groups'],
  ['attention', 'Needs attention'],
]

/** The application's menu. Theme and all else that the page offers are left to the page. */
export function menuTemplate(
  { platform, isPackaged }: MenuState,
  choose: (chosen: ToPage) => void,
  diagnose: () => void,
): Item[] {
  const isMac = platform === 'darwin'
  return [
    ...(isMac ? [{ role: 'appMenu' } as const] : []),
    {
      label: '&File',
      submenu: [
        {
          label: 'Open Ticket or File…',
          accelerator: 'CommandOrControl+O',
          click: () => choose({ type: 'receive', text: '' }),
        },
        { label: 'Take Along…', click: () => choose({ type: 'take-along' }) },
        { type: 'separator' },
        isMac ? { role: 'close' } : { role: 'quit' },
      ],
    },
    { label: '&Edit', submenu: editItems() },
    { label: '&View', submenu: viewItems(isPackaged) },
    {
      label: '&Go',
      submenu: SCREENS.map(([screen, label], index) => ({
        label,
        accelerator: `CommandOrControl+${index + 1}`,
        click: () => choose({ type: 'go', screen }),
      })),
    },
    ...(isMac ? [{ role: 'windowMenu' } as const] : []),
    {
      label: '&Help',
      // On macOS the system adds its search, and About is in the application's own menu.
      ...(isMac ? { role: 'help' as const } : {}),
      submenu: [
        { label: 'Save Diagnostics…', click: () => diagnose() },
        ...(isMac ? [] : [{ type: 'separator' } as const, { role: 'about' } as const]),
      ],
    },
  ]
}

function editItems(): Item[] {
  return [
    { role: 'undo' },
    { role: 'redo' },
    { type: 'separator' },
    { role: 'cut' },
    { role: 'copy' },
    { role: 'paste' },
    { role: 'selectAll' },
  ]
}

function viewItems(isPackaged: boolean): Item[] {
  const forBuilding: Item[] = [{ role: 'reload' }, { role: 'toggleDevTools' }, { type: 'separator' }]
  return [
    ...(isPackaged ? [] : forBuilding),
    { role: 'resetZoom' },
    { role: 'zoomIn' },
    { role: 'zoomOut' },
    { type: 'separator' },
    { role: 'togglefullscreen' },
  ]
}
