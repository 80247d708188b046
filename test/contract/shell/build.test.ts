import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { isBuiltin } from 'node:module'
import { join } from 'node:path'
import { runInNewContext } from 'node:vm'
import { afterAll, beforeAll, expect, it, onTestFinished } from 'vitest'
import { pushSchema } from '../../../shared/desktop-api.ts'
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

it('builds a preload that a sandboxed window can run: of electron alone, and only its two parts', () => {
  const world: Record<string, unknown> = {}
  const asked: string[] = []
  const electron = {
    contextBridge: {
      exposeInMainWorld(key: string, api: unknown) {
        world[key] = api
      },
    },
    ipcRenderer: { on: () => undefined, send: () => undefined },
  }
  const require = (name: string) => {
    asked.push(name)
    return electron
  }
  runInNewContext(readFileSync(join(built, 'preload.cjs'), 'utf8'), { require, exports: {}, module: { exports: {} } })
  expect(asked).toEqual(['electron'])
  expect(Object.keys(world)).toEqual(['trackside'])
  expect(Object.keys(world['trackside'] as object)).toEqual(['connect', 'listen', 'tell'])
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
