import { useCallback, useState } from 'react'
import type { Given } from '../../shared/desktop-api.ts'
import { useTrackside } from '../trackside.tsx'
import { AnswerLost, CoreFault, CoreRefusal } from '../transport.ts'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { CommandToGive } from './command-to-give.ts'
import { endsRun } from './ends-run.ts'
import { tellDone } from './toasts.tsx'

export interface Done {
  /** Said in a toast: what has been done, naming the object. Left out where the screen shows it anyway. */
  readonly said?: string
  /** The opposite, offered as Undo for 10 s (ux 4). */
  readonly undo?: readonly CommandToGive[]
}

export interface Giver {
  /** Gives the commands as one act: all or none. @returns whether they were taken */
  readonly give: (commands: readonly CommandToGive[], done?: Done) => Promise<boolean>
  /** Why the last act was refused, as a sentence for InlineError. */
  readonly problem: string | undefined
  readonly clearProblem: () => void
  readonly busy: boolean
}

/**
 * How a screen gives commands: the effect comes back as a push, a refusal as `problem`, to be shown where the act was.
 * What hurts somebody's race has no undo and asks first instead.
 */
export function useGive(): Giver {
  const { core, store } = useTrackside()
  const say = useSay()
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const give = useCallback(
    async (commands: readonly CommandToGive[], done: Done = {}) => {
      setBusy(true)
      setProblem(undefined)
      try {
        const refusal = refusalIn(await giveAll(core, commands))
        if (refusal) {
          setProblem(refusalSentence(say, refusal))
          return false
        }
        const { undo } = done
        if (done.said !== undefined) {
          const giveUndo = async (commands: readonly CommandToGive[]) =>
            !endsRun(store.getState().records, commands) && refusalIn(await giveAll(core, commands)) === undefined
          tellDone(say.t, done.said, undo && (() => giveUndo(undo)))
        }
        return true
      } catch (error) {
        setProblem(faultSentence(say.t, error))
        return false
      } finally {
        setBusy(false)
      }
    },
    [core, store, say],
  )
  return { give, problem, clearProblem: useCallback(() => setProblem(undefined), []), busy }
}

/** What to say when a call to the core failed: what no rule foresees, or a right or record that had just gone. */
export function faultSentence(t: Say['t'], error: unknown): string {
  if (error instanceof AnswerLost) return t('fault.answerLost')
  if (error instanceof CoreRefusal) return t(`refusal.${error.code}`)
  return error instanceof CoreFault ? t('fault.core', { reference: error.reference }) : t('fault.unexpected')
}

async function giveAll(core: ReturnType<typeof useTrackside>['core'], commands: readonly CommandToGive[]) {
  const { results } = await core.call('give', {
    commands: commands.map(({ type, args }) => ({ type, args: { ...(args as object) } })),
  })
  return results
}

function refusalIn(results: readonly Given[]): Extract<Given, { status: 'refused' }> | undefined {
  return results.find((result) => result.status === 'refused')
}
