import { useEffect, useRef, useState } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { tellDone } from '../give/toasts.tsx'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { grouped } from '../ui/grouped.ts'
import { InlineError } from '../ui/notices.tsx'
import { saveBlob } from '../ui/save-blob.ts'
import { useSay } from '../words/say.tsx'
import { type CsvProgress, csvName, readCsv } from './csv-file.ts'

export interface CsvSaving {
  readonly progress: CsvProgress | undefined
  readonly problem: string | undefined
  readonly save: () => Promise<void>
  readonly cancel: () => void
}

/** ux 19: long work, with progress, that can be cancelled. */
export function useCsv(event: Event): CsvSaving {
  const { t } = useSay()
  const { core } = useTrackside()
  const [progress, setProgress] = useState<CsvProgress>()
  const [problem, setProblem] = useState<string>()
  const stop = useRef<AbortController>(undefined)
  useEffect(() => () => stop.current?.abort(), [])

  return {
    progress,
    problem,
    async save() {
      const stopping = new AbortController()
      stop.current = stopping
      setProblem(undefined)
      setProgress({ done: 0, total: 0 })
      try {
        const csv = await readCsv(core, { eventId: event.id }, setProgress, stopping.signal)
        if (csv === undefined) return
        const name = csvName(event.name, t('live.csvName'))
        saveBlob(csv, name)
        tellDone(t, t('live.csvSaved', { name }))
      } catch (error) {
        setProblem(faultSentence(t, error))
      } finally {
        setProgress(undefined)
      }
    },
    cancel: () => stop.current?.abort(),
  }
}

export function CsvButton({ saving }: { readonly saving: CsvSaving }) {
  const { t } = useSay()
  return (
    <Button busy={saving.progress !== undefined} onClick={() => void saving.save()}>
      {t('live.saveCsv')}
    </Button>
  )
}

/** How far it is, where it takes a while. */
export function CsvProgressLine({ saving: { progress, problem, cancel } }: { readonly saving: CsvSaving }) {
  const { t, locale } = useSay()
  if (problem !== undefined) return <InlineError>{problem}</InlineError>
  if (progress === undefined) return null
  const words = t('live.csvProgress', {
    done: grouped(locale, progress.done),
    total: grouped(locale, progress.total),
  })
  return (
    <div className="live-csv" role="status">
      <progress value={progress.done} max={Math.max(progress.total, 1)} aria-label={t('live.saveCsv')} />
      <span>{words}</span>
      <Button onClick={cancel}>{t('live.csvCancel')}</Button>
    </div>
  )
}
