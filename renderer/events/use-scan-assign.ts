import { useCallback, useRef, useState } from 'react'
import type { Given } from '../../shared/desktop-api.ts'
import type { Box } from '../../shared/records/box.ts'
import type { Event } from '../../shared/records/event.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import { endsRun } from '../give/ends-run.ts'
import { faultSentence } from '../give/use-give.ts'
import { useScanSound } from '../scan/scan-sound.ts'
import { useOrganisationId, useTrackside } from '../trackside.tsx'
import { refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import { type AssignableBox, assignableBoxes, assignCommands } from './assignable-boxes.ts'

/** One scan and what came of it; the newest first. */
export interface ScanLine {
  readonly id: number
  /** What was scanned, where no box is meant by it. */
  readonly text: string
  readonly box: Box | undefined
  readonly outcome: 'done' | 'same' | 'refused' | 'undone'
  readonly words: string
  /** R8 */
  readonly finishAfterLoan: string | undefined
  readonly undo: readonly CommandToGive[] | undefined
}

export interface AssignTo {
  readonly checkpointIds: readonly string[]
  readonly backup: boolean
  /** `FINISH, main`: how the line says it. */
  readonly words: string
}

export interface ScanAssign {
  readonly lines: readonly ScanLine[]
  readonly assign: (assignable: AssignableBox, to: AssignTo) => void
  readonly unknown: (text: string) => void
  readonly undo: (line: ScanLine) => void
}

/** Assigns each box as it is scanned, one after the other, however fast they come. What can't be done doesn't stop the next. */
export function useScanAssign(event: Pick<Event, 'id'>): ScanAssign {
  const { core, store } = useTrackside()
  const say = useSay()
  const viewer = useOrganisationId()
  const sound = useScanSound()
  const [lines, setLines] = useState<readonly ScanLine[]>([])
  const count = useRef(0)
  const queue = useRef(Promise.resolve())

  const add = useCallback(
    (line: Omit<ScanLine, 'id'>) => {
      sound(line.outcome === 'refused' ? 'bad' : 'good')
      count.current += 1
      const id = count.current
      setLines((before) => [{ ...line, id }, ...before])
    },
    [sound],
  )
  /** @returns why not, as a sentence */
  const give = useCallback(
    async (commands: readonly CommandToGive[]): Promise<string | undefined> => {
      try {
        const { results } = await core.call('give', {
          commands: commands.map(({ type, args }) => ({ type, args: { ...(args as object) } })),
        })
        const refused = results.find(
          (result): result is Extract<Given, { status: 'refused' }> => result.status === 'refused',
        )
        return refused && refusalSentence(say, refused)
      } catch (error) {
        return faultSentence(say.t, error)
      }
    },
    [core, say],
  )
  const inTurn = useCallback((act: () => Promise<void>) => {
    queue.current = queue.current.then(act)
  }, [])

  const assign = (scanned: AssignableBox, to: AssignTo) =>
    inTurn(async () => {
      const boxId = scanned.box.id
      const fresh = assignableBoxes(store.getState().records, event.id, viewer).find(({ box }) => box.id === boxId)
      const { box, refusal, finishAfterLoan } = fresh ?? scanned
      const line = { text: box.serial, box, finishAfterLoan, undo: undefined }
      if (refusal !== undefined) return add({ ...line, outcome: 'refused', words: refusalSentence(say, refusal) })
      if (isThere(fresh ?? scanned, to)) {
        const place = (fresh ?? scanned).placeNames || say.t('events.notPlaced')
        return add({ ...line, outcome: 'same', words: say.t('assign.same', { place }) })
      }
      const { commands, undo } = assignCommands([fresh ?? scanned], event, to.checkpointIds, to.backup)
      const problem = await give(commands)
      if (problem !== undefined) return add({ ...line, outcome: 'refused', words: problem })
      add({ ...line, outcome: 'done', words: to.words, undo })
    })

  const unknown = (text: string) => {
    const words = say.t('assign.unknown', { text: text.slice(0, 40) })
    inTurn(async () =>
      add({ text, box: undefined, outcome: 'refused', words, finishAfterLoan: undefined, undo: undefined }),
    )
  }

  const undo = ({ id, undo: commands }: ScanLine) => {
    if (commands === undefined) return
    inTurn(async () => {
      // R5: an Undo asks nothing, so it takes no box away from a timing run.
      const isRunning = endsRun(store.getState().records, commands)
      const problem = isRunning ? say.t('assign.undoRun') : await give(commands)
      const change = problem === undefined ? { outcome: 'undone' as const, undo: undefined } : { words: problem }
      setLines((before) => before.map((line) => (line.id === id ? { ...line, ...change } : line)))
    })
  }

  return { lines, assign, unknown, undo }
}

/** Whether nothing would change. */
function isThere({ assignment }: AssignableBox, { checkpointIds, backup }: AssignTo): boolean {
  if (assignment === undefined || assignment.backup !== backup) return false
  const has = new Set<string>(assignment.checkpointIds)
  return checkpointIds.every((id) => has.has(id))
}

/** Only the last change of a box can be undone by itself. */
export function undoable(lines: readonly ScanLine[]): ReadonlySet<number> {
  const seen = new Set<string>()
  return new Set(
    lines.flatMap(({ id, box, undo }) => {
      if (box === undefined || undo === undefined || seen.has(box.id)) return []
      seen.add(box.id)
      return [id]
    }),
  )
}
