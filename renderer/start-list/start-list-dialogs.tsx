import { useState } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useSay } from '../words/say.tsx'
import type { EntryPages } from './entry-pages.ts'
import { countWords } from './start-list-words.ts'

export function RemoveStartListDialog({
  event,
  head,
  onRemoved,
  onClose,
}: {
  readonly event: Event
  readonly head: EntryPages['head']
  readonly onRemoved: () => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const { core } = useTrackside()
  const [problem, setProblem] = useState<string>()
  const remove = async () => {
    try {
      await core.call('clearStartList', { eventId: event.id })
      tellDone(t, t('startList.removeDone', { event: event.name }))
      onRemoved()
      return true
    } catch (error) {
      setProblem(faultSentence(t, error))
      return false
    }
  }
  return (
    <ConfirmDialog
      title={t('startList.removeTitle', { event: event.name })}
      act={t('startList.remove')}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      <p>{t('startList.removeText', countWords(say, head))}</p>
    </ConfirmDialog>
  )
}

/** What was named on the spot is nowhere else: a new file takes it away. */
export function ReplaceDialog({
  file,
  head,
  onReplace,
  onClose,
}: {
  readonly file: File
  readonly head: EntryPages['head']
  readonly onReplace: () => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const replace = async () => {
    onReplace()
    return await Promise.resolve(true)
  }
  return (
    <ConfirmDialog
      title={t('startList.replaceTitle')}
      act={t('startList.replaceDo')}
      danger={false}
      problem={undefined}
      onConfirm={replace}
      onClose={onClose}
    >
      <p>{t('startList.replaceText', { file: file.name, ...countWords(say, head) })}</p>
      <p>{t('startList.replaceNamed')}</p>
    </ConfirmDialog>
  )
}
