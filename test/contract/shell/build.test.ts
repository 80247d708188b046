import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { pushSchema } from '../../../shared/desktop-api.ts'
import type { PageBridge } from '../../../shared/shell-messages.ts'
import { buildElectron } from '../../../tools/build-electron.ts'
import { startChild } from '../../support/child.ts'
import { testFolder } from '../../support/test-folder.ts'
import { eventually } from './eventually.ts'

const ROOT = join(import.meta.dirname, '..', '..', '..')
let built = ''

beforeAll(async () => {
  // Beside the real one, so that better-sqlite3 is found from there.
  mkdirSync(join(ROOT, 'dist'), { recursive: true })
  built = mkdtempSync(join(ROOT, 'dist', 'electron-test-'))
  await buildElectron(built)
})

afterAll(() => rmSync(built, { recursive: true, force: true }))

it('builds what package.json has Electron start', () => {
  const { main } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'))
  expect(main).toBe('dist/electron/main.js')
  expect(readdirSync(built)).toEqual(expect.arrayContaining(['main.js', 'core.js', 'preload.cjs']))
})

it('leaves only Electron and better-sqlite3 to be looked for', () => {
  const scripts = readdirSync(built).filter((name) => name.endsWith('.js'))
  const imported = scripts.flatMap((name) => {
    const text = readFileSync(join(built, name), 'utf8')
    return [...text.matchAll(/^(?:import|export) (?:[^;]*? from )?"([^"]+)";/gm)].map(([, from = '']) => from)
  })
  const others = imported.filter((from) => !isBuiltin(from) && !scripts.includes(from.replace('./', '')))
  expect([...new Set(others)].toSorted()).toEqual(['better-sqlite3', 'electron'])
})

/** The contract's names: one that is missing here, or too much, doesn't compile. */
const BRIDGE = { connect: [], listen: [], tell: [{ type: 'painted' }] } satisfies {
  readonly [Name in keyof PageBridge]: Parameters<PageBridge[Name]>
}

it('leaves electron-updater in a part that a start does not read', () => {
  const scripts = readdirSync(built).filter((name) => name.endsWith('.js'))
  const withUpdater = scripts.filter((name) => readFileSync(join(built, name), 'utf8').includes('ERR_UPDATER_OLD_FILE'))
  expect(withUpdater).toHaveLength(1)
  const readAtStart = (name: string): readonly string[] => {
    const text = readFileSync(join(built, name), 'utf8')
    const imported = [...text.matchAll(/^import (?:[^;]*? from )?"\.\/([^"]+)";/gm)].map(([, from = '']) => from)
    return [name, ...imported.flatMap(readAtStart)]
  }
  expect(readAtStart('main.js')).not.toContain(withUpdater[0])
})

it('builds a preload that a sandboxed window can run: of electron alone, and of that only two parts', () => {
  const world: Record<string, unknown> = {}
  const asked: string[] = []
  const sent: unknown[][] = []
  const heard: string[] = []
  const electron = new Proxy(
    {
      contextBridge: {
        exposeInMainWorld(key: string, api: unknown) {
          world[key] = api
        },
      },
      ipcRenderer: {
        on: (channel: string) => void heard.push(channel),
        send: (...args: unknown[]) => void sent.push(args),
      },
    },
    {
      get(parts, name) {
        if (name in parts) return Reflect.get(parts, name)
        throw new Error(`the preload uses Electron's ${String(name)}`)
      },
    },
  )
  const require = (name: string) => {
    asked.push(name)
    return electron
  }
  runInNewContext(readFileSync(join(built, 'preload.cjs'), 'utf8'), { require, exports: {}, module: { exports: {} } })
  expect(asked).toEqual(['electron'])
  expect(heard).toEqual(['trackside:port', 'trackside:shell'])
  expect(Object.keys(world)).toEqual(['trackside'])
  const bridge = world['trackside'] as Record<string, (...args: readonly unknown[]) => unknown>
  expect(Reflect.ownKeys(bridge)).toEqual(Object.keys(BRIDGE))
  for (const [name, args] of Object.entries(BRIDGE)) expect(bridge[name]?.(...args, 'too much')).toBeUndefined()
  expect(sent).toEqual([['trackside:connect'], ['trackside:listen'], ['trackside:tell', { type: 'painted' }]])
})

function startBuilt(...args: readonly string[]) {
  const hooks = new URL('./electron-in-node.ts', import.meta.url).href
  const application = startChild('--import', [hooks, join(built, 'main.js'), ...args], { TRACKSIDE_CLOUD: '' })
  onTestFinished(() => application.end('SIGKILL'))
  return application
}

it('builds a main process and a core that work together', async () => {
  const application = startBuilt('--cloud=http://127.0.0.1:9', `--data=${testFolder()}`)
  const [line] = await application.line(/^\{.*\}$/)
  expect(pushSchema.parse(JSON.parse(line))).toMatchObject({
    push: 'status',
    status: { cloudUrl: 'http://127.0.0.1:9' },
  })
  await eventually(() => expect(application.process.exitCode).toBe(0))
})

it('builds a main process that remembers its cloud; in a file that is damaged it finds none, and asks in its window', async () => {
  const folder = testFolder()
  const first = startBuilt('--cloud=http://127.0.0.1:9', `--data=${folder}`)
  await eventually(() => expect(first.process.exitCode).toBe(0))
  const second = startBuilt(`--data=${folder}`)
  const [line] = await second.line(/^\{.*\}$/)
  expect(JSON.parse(line)).toMatchObject({ status: { cloudUrl: 'http://127.0.0.1:9' } })
  await eventually(() => expect(second.process.exitCode).toBe(0))
  writeFileSync(join(folder, 'electron', 'shell.json'), '{"cloudUrl": "http')
  const third = startBuilt(`--data=${folder}`)
  await third.line(/^the shell: \{"type":"ask-cloud"\}$/)
})
