import { type ReactNode, useState } from 'react'
import type { ShownTarget } from '../../shared/desktop-live.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { grouped } from '../words/count.ts'
import { useSay } from '../words/say.tsx'

interface QuestionProps {
  readonly target: ShownTarget
  readonly onClose: () => void
}

export function SendAgainQuestion({ target, onClose }: QuestionProps) {
  const say = useSay()
  const { t } = say
  const { core } = useTrackside()
  const { name, sent } = target
  return (
    <Question
      title={t('scoring.againTitle', { name })}
      act={t('scoring.againDo')}
      said={t('scoring.againDone', { name })}
      run={() => core.call('sendAllAgain', { id: target.id })}
      onClose={onClose}
    >
      <p>{t('scoring.againText', { count: sent, number: grouped(say, sent) })}</p>
      <p>{t('scoring.againWhy')}</p>
    </Question>
  )
}

export function RemoveQuestion({ target, onClose }: QuestionProps) {
  const say = useSay()
  const { t } = say
  const { core } = useTrackside()
  const { name, waiting } = target
  return (
    <Question
      title={t('scoring.removeTitle', { name })}
      act={t('scoring.remove', { name })}
      said={t('scoring.removeDone', { name })}
      run={() => core.call('removeScoringTarget', { id: target.id })}
      onClose={onClose}
    >
      <p>{t('scoring.removeText')}</p>
      {waiting === 0 ? null : <p>{t('scoring.removeWaiting', { count: waiting, number: grouped(say, waiting) })}</p>}
    </Question>
  )
}

function Question({
  title,
  act,
  said,
  run,
  onClose,
  children,
}: {
  readonly title: string
  readonly act: string
  readonly said: string
  readonly run: () => Promise<unknown>
  readonly onClose: () => void
  readonly children: ReactNode
}) {
  const { t } = useSay()
  const [problem, setProblem] = useState<string>()
  const confirm = async () => {
    setProblem(undefined)
    try {
      await run()
      tellDone(t, said)
      return true
    } catch (error) {
      setProblem(faultSentence(t, error))
      return false
    }
  }
  return (
    <ConfirmDialog title={title} act={act} problem={problem} onConfirm={confirm} onClose={onClose}>
      {children}
    </ConfirmDialog>
  )
}
