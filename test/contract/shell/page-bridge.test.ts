import { MessageChannel } from 'node:worker_threads'
import { expect, it } from 'vitest'
import { exposeTrackside } from '../../../electron/shell/page-bridge.ts'
import { listeners } from './listeners.ts'

function exposed() {
  const { on, emit } = listeners()
  const sent: unknown[][] = []
  const posted: unknown[][] = []
  const world: Record<string, unknown> = {}
  exposeTrackside({
    contextBridge: {
      exposeInMainWorld(key, api) {
        world[key] = api
      },
    },
    ipcRenderer: { on, send: (...args) => void sent.push(args) },
    page: { postMessage: (...args) => void posted.push(args) },
  })
  return { world, sent, posted, emit, trackside: world['trackside'] as Record<string, (...args: unknown[]) => unknown> }
}

it('shows the page three ways to speak, and nothing else', () => {
  const { world, trackside } = exposed()
  expect(Object.keys(world)).toEqual(['trackside'])
  expect(Object.getOwnPropertyNames(trackside)).toEqual(['connect', 'listen', 'tell'])
})

it('asks for a line to the core, whatever the page gives with it, and tells the page nothing', () => {
  const { trackside, sent } = exposed()
  expect(trackside['connect']?.('another-channel', { evil: true })).toBeUndefined()
  expect(sent).toEqual([['trackside:connect']])
})

it('passes the port on to the page, without the event that has all of ipcRenderer in it', () => {
  const { emit, posted } = exposed()
  const { port1 } = new MessageChannel()
  emit('trackside:port', { ports: [port1], sender: { send: 'anything' } }, 'not for the page')
  expect(posted).toEqual([['trackside-core', '*', [port1]]])
  port1.close()
})

it('tells the shell what the page knows, and that it listens', () => {
  const { trackside, sent } = exposed()
  expect(trackside['listen']?.('anything')).toBeUndefined()
  expect(trackside['tell']?.({ type: 'update', act: 'check' }, 'anything')).toBeUndefined()
  expect(sent).toEqual([['trackside:listen'], ['trackside:tell', { type: 'update', act: 'check' }]])
})

it('passes on what the shell asks, without the event', () => {
  const { emit, posted } = exposed()
  emit('trackside:shell', { sender: { send: 'anything' } }, { type: 'take-along' })
  expect(posted).toEqual([[{ tracksideShell: { type: 'take-along' } }, '*']])
})

it('says nothing to the page before it asked', () => {
  expect(exposed().posted).toEqual([])
})
