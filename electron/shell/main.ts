import {
  app,
  BrowserWindow,
  dialog,
  ipcMain,
  MessageChannelMain,
  protocol,
  safeStorage,
  session,
  utilityProcess,
} from 'electron'
import { startShell } from './shell.ts'

startShell(
  { app, BrowserWindow, dialog, ipcMain, MessageChannelMain, protocol, safeStorage, session, utilityProcess },
  {
    argv: process.argv,
    env: process.env,
    platform: process.platform,
    builtDir: import.meta.dirname,
    writeLog: (line) => process.stderr.write(line),
    monotonicMs: () => performance.now(),
    later(run, delayMs) {
      const timer = setTimeout(run, delayMs)
      return () => clearTimeout(timer)
    },
  },
)
