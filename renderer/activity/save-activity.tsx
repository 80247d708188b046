import { useEffect, useRef, useState } from 'react'
import type { HistoryFilter } from '../../shared/history-filter.ts'
import { localIn } from '../events/zoned-time.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { csvName } from '../live/csv-file.ts'
import { useIdentity, useOrganisationId, useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { grouped } from '../ui/grouped.ts'
import { InlineError, Notice } from '../ui/notices.tsx'
import { saveBlob } from '../ui/save-blob.ts'
import { historySentence } from '../words/history-sentence.ts'
import { useSay } from '../words/say.tsx'
import { type CsvProgress, readActivityCsv } from './activity-csv.ts'
import type { Entry } from './activity-pages.ts'

interface Saving {
  readonly progress: CsvProgress | 'starting' | undefined
  readonly problem: string | undefined
  readonly said: string | undefined
  readonly save: () => void
  readonly cancel: () => void
}

/** ux 19: the whole filtered history as a file, with progress; it can be cancelled. */
export function useActivitySaving(filter: HistoryFilter): Saving {
  const say = useSay()
  const { t, time } = say
  const { core, store } = useTrackside()
  const viewer = useOrganisationId()
  const organisation = useIdentity()?.organisation.name ?? ''
  const [progress, setProgress] = useState<Saving['progress']>()
  const [problem, setProblem] = useState<string>()
  const [said, setSaid] = useState<string>()
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  const sentence = (entry: Entry) => {
    const loan = entry.loanId && store.getState().records.get('loan', entry.loanId)
    return historySentence(say, entry, loan ? (loan.ownerId === viewer ? 'owner' : 'recipient') : undefined)
  }
  const save = async () => {
    const stopping = new AbortController()
    stop.current = stopping
    setProblem(undefined)
    setSaid(undefined)
    setProgress('starting')
    const words = { sentence, localTime: (at: string) => localIn(time.zone, at).replace('T', ' ') }
    try {
      const read = await readActivityCsv(core, filter, words, setProgress, stopping.signal)
      if (read === undefined) return
      if (read.lines === 0) return setSaid(t('activity.savedNothing'))
      const name = csvName(organisation, t('activity.saveName'))
      saveBlob(read.blob, name)
      tellDone(t, t('activity.saved', { name }))
    } catch (error) {
      setProblem(faultSentence(t, error))
    } finally {
      if (stop.current === stopping) setProgress(undefined)
    }
  }
  return { progress, problem, said, save: () => void save(), cancel: () => stop.current?.abort() }
}

export function SaveActivityButton({ saving }: { readonly saving: Saving }) {
  const { t } = useSay()
  return (
    <Button busy={saving.progress !== undefined} onClick={saving.save}>
      {t('activity.save')}
    </Button>
  )
}

/** How far the saving is. */
export function SaveActivityLine({ saving: { progress, problem, said, cancel } }: { readonly saving: Saving }) {
  const { t, time, locale, now } = useSay()
  if (problem !== undefined) return <InlineError>{problem}</InlineError>
  if (said !== undefined) return <Notice>{said}</Notice>
  if (progress === undefined) return null
  return (
    <div className="activity-saving" role="status">
      <progress aria-label={t('activity.save')} />
      <span>
        {progress === 'starting'
          ? t('activity.savingStart')
          : t('activity.saving', {
              count: progress.lines,
              number: grouped(locale, progress.lines),
              day: time.past(progress.at, now),
            })}
      </span>
      <Button onClick={cancel}>{t('activity.cancelSaving')}</Button>
    </div>
  )
}
