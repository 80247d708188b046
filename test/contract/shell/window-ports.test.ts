import { expect, it } from 'vitest'
import type { OpenChannel } from '../../../electron/shell/core-keeper.ts'
import { answerWindows } from '../../../electron/shell/window-ports.ts'
import { electronStandIn } from './electron-stand-in.ts'
import { pagePort } from './stand-in-processes.ts'

function aFrame(part: { readonly url?: string; readonly parent?: object | null; readonly detached?: boolean } = {}) {
  const posted: { channel: string; message: unknown; ports: Electron.MessagePortMain[] }[] = []
  return {
    url: 'app://trackside/#/loans',
    parent: null,
    detached: false,
    ...part,
    posted,
    destroyed: false,
    isDestroyed() {
      return this.destroyed
    },
    postMessage: (channel: string, message: unknown, ports: Electron.MessagePortMain[] = []) =>
      void posted.push({ channel, message, ports }),
  }
}

function answering() {
  const electron = electronStandIn()
  const attached: { windowId: number; open: OpenChannel }[] = []
  answerWindows(electron.parts, { attach: (windowId, open) => void attached.push({ windowId, open }) })
  const ask = (senderFrame: unknown) => electron.receive('trackside:connect', { sender: { id: 7 }, senderFrame })
  return { ask, attached }
}

it('opens a channel for the page that asks: one end for it, the other for the core', () => {
  const { ask, attached } = answering()
  const frame = aFrame()
  ask(frame)
  const [{ windowId, open } = { windowId: 0, open: () => undefined }] = attached
  expect(windowId).toBe(7)
  expect(frame.posted).toEqual([])
  const corePort = open()
  const [posted] = frame.posted
  expect(posted).toMatchObject({ channel: 'trackside:port', message: null })
  const [port] = posted?.ports ?? []
  if (port === undefined || corePort === undefined) throw new Error('no port')
  expect(pagePort(port)).not.toBe(pagePort(corePort))
  pagePort(port).close()
})

it.each([
  ['a page from elsewhere', aFrame({ url: 'https://elsewhere.example/' })],
  ['another file of ours', aFrame({ url: 'app://trackside/assets/page.html' })],
  ['a page before it has an address', aFrame({ url: '' })],
  ['a frame in the page', aFrame({ parent: {} })],
  ['a frame that is gone', null],
])('gives nothing to %s', (_who, frame) => {
  const { ask, attached } = answering()
  ask(frame)
  expect(attached).toEqual([])
})

it.each([
  ['closed', { destroyed: true }],
  ['left', { detached: true }],
])('opens no channel for a page that was %s while it waited', (_how, change) => {
  const { ask, attached } = answering()
  const frame = aFrame()
  ask(frame)
  Object.assign(frame, change)
  expect(attached[0]?.open()).toBeUndefined()
  expect(frame.posted).toEqual([])
})
