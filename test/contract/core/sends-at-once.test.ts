import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type FieldLaptop, openFieldLaptop } from '../../support/field-laptop.ts'
import { startTestCloud, type TestCloud } from '../../support/test-cloud.ts'

let cloud: TestCloud
beforeAll(async () => {
  cloud = await startTestCloud()
})
afterAll(() => cloud.end())

async function giveEvent({ window }: FieldLaptop, name: string): Promise<string> {
  const eventId = randomUUID()
  const given = await window.give('createEvent', { eventId, name, date: '2026-07-01', timeZone: 'Europe/Madrid' })
  expect(given.status).toBe('done')
  return eventId
}

it('[F2] only what is given while the cloud is there counts as sent at once; all of it is done once, in order', async () => {
  const sierra = await openFieldLaptop(cloud.url, 'admin@sierra')
  const { window } = sierra
  const sent: string[] = []
  for (const name of ['First', 'Second', 'Third']) {
    sent.push(await giveEvent(sierra, name))
    // One by one, and two that follow each other at once.
    if (name === 'First') await window.until(() => window.pending().length === 0, 'the first to be done')
  }
  await window.until(() => window.pending().length === 0, 'all to be done')

  await sierra.offline()
  await giveEvent(sierra, 'Taken back')
  const [waiting] = window.pending()
  expect(waiting).toMatchObject({ type: 'createEvent', sent: false })
  expect(await window.call('discard', { id: waiting?.id ?? '' })).toEqual({ discarded: [waiting?.id] })
  sent.push(await giveEvent(sierra, 'Kept'))
  expect(window.pending()).toMatchObject([{ sent: false }])
  await sierra.restart()
  await sierra.online()
  await sierra.window.until(() => sierra.window.pending().length === 0, 'what was given offline to be done')

  const other = await openFieldLaptop(cloud.url, 'timer@sierra')
  const names = sent.map((id) => other.window.find('event', (event) => event.id === id)?.name)
  expect(names).toEqual(['First', 'Second', 'Third', 'Kept'])
  expect(other.window.find('event', ({ name }) => name === 'Taken back')).toBeUndefined()
})
