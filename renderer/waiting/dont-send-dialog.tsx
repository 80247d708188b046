import { useState } from 'react'
import type { PendingCommand } from '../../shared/desktop-api.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError } from '../ui/notices.tsx'
import { commandSentence } from '../words/command-sentence.ts'
import { useSay } from '../words/say.tsx'
import { withDependents } from './waiting-facts.ts'

/** Takes back what was never sent; asks first, because what builds on it goes too and can't be brought back. */
export function DontSendDialog({
  command,
  pending,
  onClose,
}: {
  readonly command: PendingCommand
  readonly pending: readonly PendingCommand[]
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const { core } = useTrackside()
  const records = useTracksideState((state) => state.records)
  const [problem, setProblem] = useState<string>()
  const [busy, setBusy] = useState(false)
  const [, ...dependents] = withDependents(command, pending)
  const discard = async () => {
    setBusy(true)
    try {
      const { discarded } = await core.call('discard', { id: command.id })
      if (discarded.length === 0) return setProblem(t('waiting.askGone'))
      tellDone(t, t('waiting.discarded', { count: discarded.length }))
      onClose()
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      setBusy(false)
    }
  }
  return (
    <Dialog title={t('waiting.askTitle')} opened onClose={onClose}>
      <p>{t('waiting.askWhat', { sentence: commandSentence(say, records, command) })}</p>
      {command.type === 'createShareToken' ? <p>{t('waiting.askCode')}</p> : null}
      {dependents.length === 0 ? null : (
        <>
          <p>{t('waiting.askWith', { count: dependents.length })}</p>
          <ul className="waiting-with">
            {dependents.map((dependent) => (
              <li key={dependent.id}>{commandSentence(say, records, dependent)}</li>
            ))}
          </ul>
        </>
      )}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button data-autofocus onClick={onClose}>
          {t('action.cancel')}
        </Button>
        <Button look="danger" busy={busy} onClick={() => void discard()}>
          {t('waiting.dontSend')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
