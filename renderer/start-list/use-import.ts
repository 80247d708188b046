import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CallResult } from '../../shared/desktop-api.ts'
import type { EventId } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { useTrackside } from '../trackside.tsx'
import { readCsvFile } from './csv-file.ts'

type Done = Extract<CallResult<'importStartList'>, { status: 'done' }>

/** How far an import is, or how the last one ended. */
export type Import =
  | { readonly kind: 'reading'; readonly file: string }
  | { readonly kind: 'done'; readonly file: string; readonly replaced: boolean; readonly result: Done }
  | { readonly kind: 'failed'; readonly problem: string }

export function useImport(eventId: EventId, onDone: () => void) {
  const { core } = useTrackside()
  const { t } = useTranslation()
  const [state, setState] = useState<Import>()
  const take = async (file: File, replaced: boolean) => {
    const name = file.name
    setState({ kind: 'reading', file: name })
    const fail = (problem: string) => setState({ kind: 'failed', problem: `${problem} ${t('startList.unchanged')}` })
    const read = await readCsvFile(file)
    if (read.kind !== 'text') return fail(t(`startList.problem.${read.kind}`, { file: name }))
    try {
      const result = await core.call('importStartList', { eventId, csv: read.text })
      if (result.status === 'refused') return fail(t(`startList.problem.${result.problem}`, { file: name }))
      setState({ kind: 'done', file: name, replaced, result })
      onDone()
    } catch (error) {
      setState({ kind: 'failed', problem: faultSentence(t, error) })
    }
  }
  return { state, take, forget: () => setState(undefined) }
}
