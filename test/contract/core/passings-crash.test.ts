import { expect, it, onTestFinished } from 'vitest'
import { cloudPassings } from '../../support/cloud-passings.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { type HostWindow, startHostWindow, until } from '../../support/host-window.ts'
import { startTestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { DEMO_PASSWORD } from '../../support/test-window.ts'
import { pass, timedBox } from '../../support/timed-box.ts'

function liveOf({ pushed }: HostWindow, sessionId: string) {
  const shown = pushed.flatMap((push) => (push.push === 'live-sessions' ? push.sessions : []))
  return shown.findLast((live) => live.sessionId === sessionId)
}

function isConnected({ pushed }: HostWindow): boolean {
  const links = pushed.flatMap((push) => (push.push === 'links' ? push.links : []))
  return links.at(-1)?.state === 'connected'
}

it('[F5] [R3] kill -9 between taking, sending and hearing of it loses nothing and doubles nothing', {
  timeout: 120_000,
}, async () => {
  const cloud = await startTestCloud()
  onTestFinished(() => cloud.end())
  const network = await startCuttableNetwork(cloud.url)
  onTestFinished(() => network.close())
  const folder = testFolder()
  let window = await startHostWindow(folder, network.url)
  onTestFinished(() => window.child.end('SIGKILL'))
  await window.call('signIn', { email: 'timer@sierra.example', password: DEMO_PASSWORD })
  const boxId = await boxIdOf(window, 'CLBX30201')
  network.cut()
  const box = await timedBox('CLBX30201')
  const started = await window.call('startTiming', { boxId, address: { host: '127.0.0.1', port: box.port } })
  if (started.status !== 'done') throw new Error('refused')
  const { sessionId } = started

  // Between taking and sending: killed as soon as a window was told of some of them, offline.
  let shown = 0
  for (let round = 1; round <= 3; round += 1) {
    await until(() => isConnected(window), 'the connection to the box')
    pass(box, 1500)
    await until(() => (liveOf(window, sessionId)?.count ?? 0) > shown, 'passings that are shown')
    shown = liveOf(window, sessionId)?.count ?? 0
    await window.child.end('SIGKILL')
    await until(() => box.clientCount() === 0, 'the connection to be gone')
    window = await startHostWindow(folder, network.url)
    await until(() => (liveOf(window, sessionId)?.count ?? 0) >= shown, 'what was shown before the kill')
  }
  await until(() => isConnected(window), 'the connection to the box')
  box.rewind()
  await until(() => liveOf(window, sessionId)?.count === 4500, 'all of them')

  // In the middle of sending, twice.
  network.mend()
  for (const enough of [1, 2000]) {
    await until(() => (liveOf(window, sessionId)?.inCloud ?? 0) >= enough, 'some in the cloud')
    await window.child.end('SIGKILL')
    window = await startHostWindow(folder, network.url)
  }
  await until(() => liveOf(window, sessionId)?.inCloud === 4500, 'all in the cloud')
  expect(liveOf(window, sessionId)).toMatchObject({ count: 4500, completeness: { box: 4500, missing: 0 } })
  const numbers = (await cloudPassings(cloud, 'timer@sierra', { sessionId })).map(({ number }) => number)
  expect(numbers.toSorted((a, b) => a - b)).toEqual(Array.from({ length: 4500 }, (_, index) => index + 1))
})

async function boxIdOf({ pushed }: HostWindow, serial: string): Promise<string> {
  const find = () =>
    pushed
      .flatMap((push) => (push.push === 'replica' ? push.changes : []))
      .find(({ kind, body }) => kind === 'box' && body?.['serial'] === serial)
  await until(() => find() !== undefined, serial)
  return find()?.id ?? ''
}
