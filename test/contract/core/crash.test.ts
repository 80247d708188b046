import { randomUUID } from 'node:crypto'
import { expect, it, onTestFinished } from 'vitest'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { startHostWindow, until } from '../../support/host-window.ts'
import { startTestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { DEMO_PASSWORD } from '../../support/test-window.ts'

const KILLS = 8

it('[F5] kill -9 in the middle of work loses nothing that was acknowledged', async () => {
  const cloud = await startTestCloud()
  onTestFinished(() => cloud.end())
  const network = await startCuttableNetwork(cloud.url)
  onTestFinished(() => network.close())
  const folder = testFolder()
  const first = await startHostWindow(folder, network.url)
  await first.call('signIn', { email: 'timer@sierra.example', password: DEMO_PASSWORD })
  await until(() => first.pushed.some((push) => push.push === 'status' && !push.status.loading), 'the first state')
  network.cut()
  await first.child.end('SIGKILL')

  const acknowledged = new Set<string>()
  for (let round = 0; round < KILLS; round += 1) {
    const window = await startHostWindow(folder, network.url)
    // Many at once: the kill falls between the saving of one and the answer to another.
    const giving = Array.from({ length: 40 }, async () => {
      const eventId = randomUUID()
      await window.call('give', {
        commands: [{ type: 'createEvent', args: { eventId, name: 'E', date: '2026-12-01' } }],
      })
      acknowledged.add(eventId)
    })
    await Promise.race(giving)
    await window.child.end('SIGKILL')
    await Promise.allSettled(giving)
  }

  const last = await startHostWindow(folder, network.url)
  onTestFinished(() => last.child.end())
  await until(() => last.pushed.some((push) => push.push === 'pending'), 'the outbox')
  const kept = new Set(last.pending().map(({ args }) => args['eventId']))
  expect(acknowledged.size).toBeGreaterThan(KILLS)
  expect([...acknowledged].filter((id) => !kept.has(id))).toEqual([])
  network.mend()
  await until(() => last.pending().length === 0, 'everything to be confirmed')
  expect(last.pushed.some((push) => push.push === 'cards' && push.cards.length > 0)).toBe(false)
})
