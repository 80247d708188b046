import { homedir, release, type } from 'node:os'
import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  Menu,
  MessageChannelMain,
  Notification,
  nativeTheme,
  powerMonitor,
  powerSaveBlocker,
  protocol,
  safeStorage,
  screen,
  session,
  utilityProcess,
} from 'electron'
import Store from 'electron-store'
import { startShell } from './shell.ts'

startShell(
  {
    app,
    BrowserWindow,
    dialog,
    ipcMain,
    Menu,
    MessageChannelMain,
    Notification,
    nativeTheme,
    powerMonitor,
    powerSaveBlocker,
    protocol,
    safeStorage,
    screen,
    session,
    utilityProcess,
  },
  {
    argv: process.argv,
    env: process.env,
    platform: process.platform,
    workDir: process.cwd(),
    builtDir: import.meta.dirname,
    resourcesDir: process.resourcesPath,
    // A file that can't be read any more begins anew: better than an application that doesn't start.
    openKept: () => new Store<Record<string, unknown>>({ name: 'shell', clearInvalidConfig: true }),
    writeLog: (line) => process.stderr.write(line),
    writeOut: (line) => process.stdout.write(line),
    wallMs: () => Date.now(),
    about: { versions: process.versions, system: `${type()} ${release()} ${process.arch}`, home: homedir() },
    monotonicMs: () => performance.now(),
    // Node's own zero is when its part of the process began.
    sinceStartMs: () =>
      performance.now() + performance.timeOrigin - (process.getCreationTime() ?? performance.timeOrigin),
    later(run, delayMs) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
  },
)
