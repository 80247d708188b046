import { expect, it } from 'vitest'
import { streamLogger } from '../../../electron/core/log.ts'
import { keepAwake } from '../../../electron/shell/awake.ts'
import { askBeforeQuitting, quitQuestion } from '../../../electron/shell/quitting.ts'
import { openWords } from '../../../electron/shell/words.ts'
import type { PageFacts } from '../../../shared/shell-messages.ts'
import { electronStandIn } from './electron-stand-in.ts'
import { eventually } from './eventually.ts'

const english = openWords()('en')
const QUIT = 0
const STAY = 1
const RUN: PageFacts = { runs: ['CLBX30201'], unsent: 0, attention: 0, language: 'en', theme: 'system' }

function quittable(begin: PageFacts) {
  const electron = electronStandIn()
  const known = { facts: begin }
  const log: string[] = []
  const quitting = askBeforeQuitting(electron.parts, {
    facts: () => known.facts,
    words: () => english,
    log: streamLogger((line) => log.push(line)),
  })
  return { electron, known, quitting, log, quit: () => electron.parts.app.quit() }
}

it('quits at once where nothing is on and all is sent', () => {
  const { electron, quitting, quit } = quittable({ runs: [], unsent: 0, attention: 0, language: 'en', theme: 'system' })
  expect(quitting.mayClose()).toBe(true)
  quit()
  expect(electron.app.exits).toEqual([0])
  expect(electron.questions).toEqual([])
})

it('[R5] asks first while a run is recorded here, says which, and stays if told so', async () => {
  const { electron, quit } = quittable(RUN)
  electron.app.answer = STAY
  quit()
  expect(electron.questions).toHaveLength(1)
  expect(electron.questions[0]).toMatchObject({ message: 'Quit while timing?', defaultId: STAY, cancelId: STAY })
  expect(electron.questions[0]?.detail).toContain('CLBX30201')
  await new Promise((resolve) => setImmediate(resolve))
  expect(electron.app.exits).toEqual([])
  electron.app.answer = QUIT
  quit()
  await eventually(() => expect(electron.app.exits).toEqual([0]))
  expect(electron.questions).toHaveLength(2)
})

it('[R5] asks as well when the window is closed, and keeps it until there is an answer', async () => {
  const { electron, quitting } = quittable(RUN)
  electron.app.answer = QUIT
  expect(quitting.mayClose()).toBe(false)
  await eventually(() => expect(electron.app.exits).toEqual([0]))
  expect(quitting.mayClose()).toBe(true)
})

it('asks once, however often it is told to quit meanwhile', async () => {
  const { electron, quitting, quit } = quittable({ runs: [], unsent: 2, attention: 0, language: 'en', theme: 'system' })
  electron.app.answer = QUIT
  quit()
  quit()
  quitting.mayClose()
  await eventually(() => expect(electron.app.exits).toEqual([0]))
  expect(electron.questions).toHaveLength(1)
})

it('quits without asking where the core can not work', () => {
  const { electron, quitting, quit } = quittable(RUN)
  quitting.withoutAsking()
  quit()
  expect(electron.app.exits).toEqual([0])
  expect(electron.questions).toEqual([])
})

it('quits where the question can not be shown, and the log says so', async () => {
  const electron = electronStandIn()
  const log: string[] = []
  const showMessageBox = () => Promise.reject(new Error('no display'))
  const parts = { app: electron.parts.app, dialog: { showMessageBox } }
  askBeforeQuitting(parts, {
    facts: () => RUN,
    words: () => english,
    log: streamLogger((line) => log.push(line)),
  })
  electron.parts.app.quit()
  await eventually(() => expect(electron.app.exits).toEqual([0]))
  expect(log.join()).toContain('no display')
})

it('[R5, F5] says what is on and how much is unsent, and that it is saved', () => {
  expect(
    quitQuestion(english, {
      runs: ['CLBX30201', 'CLBX30301'],
      unsent: 3,
      attention: 0,
      language: 'en',
      theme: 'system',
    }),
  ).toEqual({
    buttons: ['Quit', 'Stay'],
    message: 'Quit while timing?',
    detail:
      'Recording here: CLBX30201, CLBX30301. While Trackside is closed, this laptop records nothing. ' +
      'The timing runs are not ended.\n\n3 things are not sent yet. They are saved, and sent when Trackside is open again.',
  })
  expect(quitQuestion(english, { runs: [], unsent: 1, attention: 0, language: 'en', theme: 'system' })).toEqual({
    buttons: ['Quit', 'Stay'],
    message: 'Quit before all is sent?',
    detail: '1 thing is not sent yet. It is saved, and sent when Trackside is open again.',
  })
})

it('[R5] has the computer wait with shutting down while a run is recorded here, and says why, once', async () => {
  const { electron, quitting } = quittable(RUN)
  electron.app.answer = STAY
  expect(quitting.mayShutDown()).toBe(false)
  expect(quitting.mayShutDown()).toBe(false)
  expect(electron.questions).toMatchObject([{ message: 'The computer was told to wait', defaultId: STAY }])
  expect(electron.questions[0]?.detail).toContain('CLBX30201')
  await new Promise((resolve) => setImmediate(resolve))
  expect(electron.app.exits).toEqual([])
  electron.app.answer = QUIT
  expect(quitting.mayShutDown()).toBe(false)
  await eventually(() => expect(electron.app.exits).toEqual([0]))
  expect(quitting.mayShutDown()).toBe(true)
})

it('does not keep the computer from shutting down for what is only unsent, as that is saved', () => {
  const { electron, quitting } = quittable({ ...RUN, runs: [], unsent: 4 })
  expect(quitting.mayShutDown()).toBe(true)
  expect(electron.questions).toEqual([])
})

it('keeps the computer awake while a run is recorded, once, and lets it sleep after', () => {
  const electron = electronStandIn()
  const keep = keepAwake(electron.parts.powerSaveBlocker)
  keep(false)
  expect(electron.blockers()).toEqual([])
  keep(true)
  keep(true)
  expect(electron.blockers()).toEqual(['prevent-app-suspension'])
  keep(false)
  keep(false)
  expect(electron.blockers()).toEqual([])
  keep(true)
  expect(electron.blockers()).toEqual(['prevent-app-suspension'])
})

it('[R5] asks for who quits by itself, once, and again after it came to nothing', async () => {
  const { electron, quitting, quit } = quittable({ ...RUN, runs: [], unsent: 2 })
  electron.app.answer = STAY
  expect(await quitting.agreed()).toBe(false)
  electron.app.answer = QUIT
  expect(await quitting.agreed()).toBe(true)
  expect(electron.questions).toHaveLength(2)
  // That it quits is for who asked.
  expect(electron.app.quits).toBe(0)
  quit()
  expect(electron.app.exits).toEqual([0])
  expect(electron.questions).toHaveLength(2)
  quitting.stays()
  expect(quitting.mayClose()).toBe(false)
})
