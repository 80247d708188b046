import { expect, onTestFinished, test } from 'vitest'
import { createSoundTurn, type SoundTurn } from '../../../renderer/alarms/sound-turn.ts'

function turn(): SoundTurn {
  const made = createSoundTurn(navigator.locks)
  onTestFinished(() => made.end())
  return made
}

const whose = (...turns: readonly SoundTurn[]) => turns.map((one) => one.isMine())

test('[R5] of several windows one sounds: the one used last, and when it closes the next', async () => {
  const [first, second] = [turn(), turn()]
  await expect.poll(() => whose(first, second)).toEqual([true, false])
  second.take()
  await expect.poll(() => whose(first, second)).toEqual([false, true])
  first.take()
  await expect.poll(() => whose(first, second)).toEqual([true, false])
  const third = turn()
  second.take()
  await expect.poll(() => whose(first, second, third)).toEqual([false, true, false])
  second.end()
  await expect.poll(() => whose(first, second, third).filter(Boolean)).toHaveLength(1)
  first.end()
  await expect.poll(() => whose(first, second, third)).toEqual([false, false, true])
})
