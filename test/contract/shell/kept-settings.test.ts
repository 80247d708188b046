import { expect, it } from 'vitest'
import { streamLogger } from '../../../electron/core/log.ts'
import { keptSettings } from '../../../electron/shell/kept-settings.ts'
import { keptInMemory } from './kept-in-memory.ts'

const PLACE = { x: 1, y: 2, width: 800, height: 600, isMaximized: true }

it('keeps the cloud’s address and the window’s place', () => {
  const file = keptInMemory()
  const log = streamLogger(() => undefined)
  keptSettings(file, log).keepCloudUrl('https://cloud.example')
  keptSettings(file, log).keepWindowPlace(PLACE)
  expect(keptSettings(file, log).cloudUrl()).toBe('https://cloud.example')
  expect(keptSettings(file, log).windowPlace()).toEqual(PLACE)
})

it('does not believe what somebody wrote into the file', () => {
  const file = keptInMemory({ cloudUrl: 'http://evil.example', window: { ...PLACE, width: 'wide' } })
  const kept = keptSettings(
    file,
    streamLogger(() => undefined),
  )
  expect(kept.cloudUrl()).toBeUndefined()
  expect(kept.windowPlace()).toBeUndefined()
})

it('goes on where nothing can be saved, and the log says so', () => {
  const lines: string[] = []
  const set = () => {
    throw new Error('no space left')
  }
  const kept = keptSettings(
    { ...keptInMemory(), set },
    streamLogger((line) => lines.push(line)),
  )
  kept.keepWindowPlace(PLACE)
  expect(lines.join()).toContain('no space left')
})
