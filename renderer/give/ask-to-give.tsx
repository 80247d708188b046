import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import type { CommandToGive } from './command-to-give.ts'
import { useGive } from './use-give.ts'

/** An act that asks first, because it stops or undoes somebody's work (R5). */
export interface AskedAct {
  readonly title: string
  /** What it does, a sentence a line: what is running, what goes, what is safe. */
  readonly lines: readonly string[]
  /** The button: verb and object. */
  readonly act: string
  readonly commands: readonly CommandToGive[]
  /** Said in a toast when it is done. */
  readonly said: string
  readonly onDone?: () => void
}

/** Asks, and gives the commands on yes. */
export function AskToGive({ asked, onClose }: { readonly asked: AskedAct | undefined; readonly onClose: () => void }) {
  return asked === undefined ? null : <Asking asked={asked} onClose={onClose} />
}

function Asking({ asked, onClose }: { readonly asked: AskedAct; readonly onClose: () => void }) {
  const { give, problem } = useGive()
  const confirm = async () => {
    const done = await give(asked.commands, { said: asked.said })
    if (done) asked.onDone?.()
    return done
  }
  return (
    <ConfirmDialog title={asked.title} act={asked.act} problem={problem} onConfirm={confirm} onClose={onClose}>
      {asked.lines.map((line) => (
        <p key={line}>{line}</p>
      ))}
    </ConfirmDialog>
  )
}
