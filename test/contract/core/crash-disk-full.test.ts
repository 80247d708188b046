import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { closeSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it, onTestFinished } from 'vitest'
import { cloudPassings } from '../../support/cloud-passings.ts'
import { startCuttableNetwork } from '../../support/cuttable-network.ts'
import { startTestCloud } from '../../support/test-cloud.ts'
import { testFolder } from '../../support/test-folder.ts'
import { openSignedIn, type TestWindow } from '../../support/test-window.ts'
import { pass, startTiming, timedBox, untilCounted } from '../../support/timed-box.ts'

const silent = { info: () => undefined, warn: () => undefined, error: () => undefined }

/** A small disk of its own; undefined where this computer doesn't let us. */
function smallDisk(): string | undefined {
  const folder = testFolder()
  if (spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=40m', 'tmpfs', folder]).status !== 0) return undefined
  onTestFinished(() => void spawnSync('umount', ['-l', folder]))
  return folder
}

/** Writes until nothing more goes in. */
function fill(path: string): void {
  const file = openSync(path, 'w')
  try {
    for (let size = 65_536; size >= 512; ) {
      try {
        if (writeSync(file, Buffer.alloc(size, 1)) < size) size /= 2
      } catch {
        size /= 2
      }
    }
  } finally {
    closeSync(file)
  }
}

async function createEvent(window: TestWindow): Promise<string> {
  const eventId = randomUUID()
  const given = await window.give('createEvent', { eventId, name: 'E', date: '2026-12-01' })
  if (given.status !== 'done') throw new Error('refused')
  return eventId
}

it('[F5] a disk that is really full is told, loses nothing that was acknowledged, and what came meanwhile is fetched when there is room', {
  timeout: 180_000,
}, async ({ skip }) => {
  const disk = smallDisk()
  if (disk === undefined) return skip('no right to mount a small disk here')
  const cloud = await startTestCloud()
  onTestFinished(() => cloud.end())
  const network = await startCuttableNetwork(cloud.url)
  onTestFinished(() => network.close())
  const window = await openSignedIn(join(disk, 'data'), network.url, 'timer@sierra.example', { log: silent })
  onTestFinished(() => window.stop())
  const box = await timedBox('CLBX30201')
  const boxId = window.find('box', ({ serial }) => serial === 'CLBX30201')?.id ?? ''
  const sessionId = await startTiming(window, boxId, box)
  network.cut()
  pass(box, 300)
  await untilCounted(window, sessionId, 300)

  const filler = join(disk, 'filler')
  fill(filler)
  const saved: string[] = []
  // What still fits into the log is saved; then nothing is.
  const giveUntilRefused = async () => {
    for (;;) saved.push(await createEvent(window))
  }
  await expect(giveUntilRefused()).rejects.toThrow()
  pass(box, 3000)
  await window.until(() => window.status().problems.includes('disk-full'), 'the full disk to be told')
  await window.until(() => window.last('alarms')?.alarms.some(({ kind }) => kind === 'disk-full'), 'the alarm')
  expect(window.live(sessionId)?.count).toBeLessThan(3300)
  expect(
    window
      .pending()
      .filter(({ type }) => type === 'createEvent')
      .map(({ args }) => args['eventId']),
  ).toEqual(saved)

  rmSync(filler)
  await window.until(() => !window.status().problems.includes('disk-full'), 'the room to be noticed')
  // Nobody does anything: the box is asked for what it read meanwhile.
  await untilCounted(window, sessionId, 3300)
  saved.push(await createEvent(window))
  network.mend()
  // Not to wait out the pause since the last try.
  await window.call('syncNow', {})
  await window.until(() => window.pending().length === 0 && window.status().connection === 'online', 'all sent')
  const events = new Set<string>(window.all('event').map(({ id }) => id))
  expect(saved.filter((id) => !events.has(id))).toEqual([])
  await untilCounted(window, sessionId, 3300, 3300)
  const numbers = (await cloudPassings(cloud, 'timer@sierra', { sessionId })).map(({ number }) => number)
  expect(new Set(numbers).size).toBe(3300)
  expect(window.cards()).toEqual([])
})
