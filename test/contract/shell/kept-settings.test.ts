import { expect, it } from 'vitest'
import { streamLogger } from '../../../electron/core/log.ts'
import { keptSettings } from '../../../electron/shell/kept-settings.ts'
import { keptInMemory } from './kept-in-memory.ts'

const PLACE = { x: 1, y: 2, width: 800, height: 600, isMaximized: true, isFullScreen: true }

it('keeps the cloud’s address and the window’s place', () => {
  const file = keptInMemory()
  const log = streamLogger(() => undefined)
  keptSettings(() => file, log).keepCloudUrl('https://cloud.example')
  keptSettings(() => file, log).keepWindowPlace(PLACE)
  expect(keptSettings(() => file, log).cloudUrl()).toBe('https://cloud.example')
  expect(keptSettings(() => file, log).windowPlace()).toEqual(PLACE)
})

it('opens a window that an earlier version kept, which knew no full screen', () => {
  const { isFullScreen: _, ...earlier } = PLACE
  const kept = keptSettings(
    () => keptInMemory({ window: earlier }),
    streamLogger(() => undefined),
  )
  expect(kept.windowPlace()).toEqual({ ...PLACE, isFullScreen: false })
})

it('keeps what is spoken, what was chosen and the theme; a wrong part leaves the others', () => {
  const file = keptInMemory()
  const kept = keptSettings(
    () => file,
    streamLogger(() => undefined),
  )
  expect(kept.look()).toEqual({ language: 'en', theme: 'system' })
  kept.keepLook({ language: 'it', chosenLanguage: 'it', theme: 'dark' })
  expect(kept.look()).toEqual({ language: 'it', chosenLanguage: 'it', theme: 'dark' })
  file.set('look', { language: 'xx', chosenLanguage: 7, theme: 'sunlight' })
  expect(kept.look()).toEqual({ language: 'en', theme: 'sunlight' })
  file.set('look', 'dark')
  expect(kept.look()).toEqual({ language: 'en', theme: 'system' })
})

it('does not believe what somebody wrote into the file', () => {
  const file = keptInMemory({ cloudUrl: 'http://evil.example', window: { ...PLACE, width: 'wide' } })
  const kept = keptSettings(
    () => file,
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
    () => ({ ...keptInMemory(), set }),
    streamLogger((line) => lines.push(line)),
  )
  kept.keepWindowPlace(PLACE)
  expect(lines.join()).toContain('no space left')
})

it('goes on where nothing can be read, as on the first start, and the log says so', () => {
  const broken = () => {
    throw new Error('input/output error')
  }
  for (const open of [broken, () => ({ ...keptInMemory(), get: broken })]) {
    const lines: string[] = []
    const kept = keptSettings(
      open,
      streamLogger((line) => lines.push(line)),
    )
    expect(kept.cloudUrl()).toBeUndefined()
    expect(kept.windowPlace()).toBeUndefined()
    expect(kept.look()).toEqual({ language: 'en', theme: 'system' })
    kept.keepWindowPlace(PLACE)
    expect(lines.join()).toContain('input/output error')
  }
})
