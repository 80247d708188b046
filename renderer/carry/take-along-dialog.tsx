import { useEffect, useState } from 'react'
import type { CallResult } from '../../shared/desktop-api.ts'
import { faultSentence } from '../give/use-give.ts'
import { useIdentity, useTrackside } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { SaveButton } from '../ui/save-button.tsx'
import { useSay } from '../words/say.tsx'
import './carry.css'

type Made = Extract<CallResult<'carryFile'>, { status: 'made' }>

/** Says what is in the file before it is saved, and what to do with it. */
export function TakeAlongDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useSay()
  const { file, problem } = useCarryFile()
  const isThere = file?.status === 'made' && file.commands > 0
  return (
    <Dialog title={t('carry.title')} opened onClose={onClose}>
      {file === undefined && problem === undefined ? <p role="status">{t('carry.preparing')}</p> : null}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      {file?.status === 'no-certificate' ? <InlineError>{t('carry.noCertificate')}</InlineError> : null}
      {file?.status === 'made' ? <Content file={file} /> : null}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.close')}</Button>
        {isThere ? <SaveButton look="primary" text={file.text} name={file.name} label={t('carry.save')} /> : null}
      </DialogButtons>
    </Dialog>
  )
}

function Content({ file: { commands, about, staying } }: { readonly file: Made }) {
  const { t } = useSay()
  const organisation = useIdentity()?.organisation.name ?? ''
  const parts = (['events', 'boxes', 'loans'] as const).filter((part) => about[part] > 0)
  return (
    <>
      {commands === 0 ? (
        <Notice>
          <p>
            <b>{t('carry.nothing')}</b>
          </p>
          <p>{t('carry.nothingWhy')}</p>
        </Notice>
      ) : (
        <>
          <p>{t('carry.holds')}</p>
          <ul className="carry-list">
            {parts.map((part) => (
              <li key={part}>{t(`carry.${part}`, { count: about[part] })}</li>
            ))}
          </ul>
          <p>{t('carry.how')}</p>
        </>
      )}
      {staying > 0 ? <Notice level="warning">{t('carry.staying', { count: staying })}</Notice> : null}
      {commands === 0 ? null : (
        <p className="muted small">
          {t('carry.stays')} {t('carry.onlyOurs', { organisation })}
        </p>
      )}
    </>
  )
}

/** As it is when the dialog opens. */
function useCarryFile(): { readonly file: CallResult<'carryFile'> | undefined; readonly problem: string | undefined } {
  const { core } = useTrackside()
  const { t } = useSay()
  const [file, setFile] = useState<CallResult<'carryFile'>>()
  const [problem, setProblem] = useState<string>()
  // biome-ignore lint/correctness/useExhaustiveDependencies: once; t changes with the language alone
  useEffect(() => {
    let isCurrent = true
    core.call('carryFile', {}).then(
      (made) => (isCurrent ? setFile(made) : undefined),
      (error: unknown) => (isCurrent ? setProblem(faultSentence(t, error)) : undefined),
    )
    return () => {
      isCurrent = false
    }
  }, [core])
  return { file, problem }
}
