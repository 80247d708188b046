import { useState } from 'react'
import type { PendingCommand } from '../../shared/desktop-cards.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside, useTracksideState } from '../trackside.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
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
  const [, ...dependents] = withDependents(command, pending)
  const discard = async () => {
    try {
      const { discarded } = await core.call('discard', { id: command.id })
      if (discarded.length > 0) tellDone(t, t('waiting.discarded', { count: discarded.length }))
      else setProblem(t('waiting.askGone'))
      return discarded.length > 0
    } catch (error) {
      setProblem(faultSentence(t, error))
      return false
    }
  }
  return (
    <ConfirmDialog
      title={t('waiting.askTitle')}
      act={t('waiting.dontSend')}
      problem={problem}
      onConfirm={discard}
      onClose={onClose}
    >
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
    </ConfirmDialog>
  )
}
