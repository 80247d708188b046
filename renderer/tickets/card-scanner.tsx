import { useState } from 'react'
import { formOf, looksSigned } from '../../shared/tickets/signed.ts'
import { CameraView } from '../scan/camera-view.tsx'
import { readFileText } from '../scan/file-text.ts'
import { ScanFileField } from '../scan/scan-file-field.tsx'
import { type Scan, useScans } from '../scan/scans.tsx'
import { useCodeReader } from '../scan/use-code-reader.ts'
import { Button } from '../ui/button.tsx'
import { DialogButtons } from '../ui/dialog.tsx'
import { Field } from '../ui/field.tsx'
import { InlineError } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { CardPartner } from './card-view.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { useReceiving } from './use-receiving.ts'
import './receive-dialog.css'

/** Scans a partner's card while lending, by any way. What isn't a card isn't taken here. */
export function CardScanner({
  onCard,
  onBack,
}: {
  readonly onCard: (partner: CardPartner) => void
  readonly onBack: () => void
}) {
  const { t } = useSay()
  const reader = useCodeReader()
  const receiving = useReceiving((result) => {
    if (result.status === 'card') onCard(result.partner)
  })
  const [typed, setTyped] = useState('')
  const { answer, problem, refuse } = receiving
  const take = (text: string) => {
    const form = looksSigned(text) ? formOf(text) : undefined
    if (form === 'card' || (form === undefined && looksSigned(text))) void receiving.receive(text)
    else refuse(t(`scan.notCard.${notCard(form)}`))
  }
  const takeFile = async (file: File) => {
    if (reader === undefined) return
    const read = await readFileText(file, reader)
    if (read.kind === 'text') take(read.text)
    else refuse(t('scan.noCode'))
  }
  const taken = (scan: Scan) => (scan.kind === 'text' ? take(scan.text) : void takeFile(scan.file))
  useScans(taken)
  return (
    <div className="receive">
      <CameraView reader={reader} onText={take} />
      <form
        className="dialog-form"
        onSubmit={(event) => {
          event.preventDefault()
          const text = typed
          setTyped('')
          take(text)
        }}
      >
        <Field
          label={t('lend.cardField')}
          description={t('lend.cardHint')}
          mono
          autoFocus
          autoComplete="off"
          value={typed}
          onChange={(text) => {
            setTyped(text)
            receiving.clear()
          }}
          onPasted={(text) => {
            if (looksSigned(text)) take(text)
            return looksSigned(text)
          }}
        />
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        {answer?.result.status === 'refused' ? <RefusedNotice refused={answer.result} onClose={onBack} /> : null}
        <ScanFileField onFile={(file) => void takeFile(file)} />
        <DialogButtons>
          <Button onClick={onBack}>{t('lend.back')}</Button>
          <Button
            look="primary"
            type="submit"
            busy={receiving.busy}
            whyNot={typed === '' ? t('lend.cardNone') : undefined}
          >
            {t('lend.cardDo')}
          </Button>
        </DialogButtons>
      </form>
    </div>
  )
}

function notCard(form: ReturnType<typeof formOf>): 'ticket' | 'slip' | 'other' {
  if (form === 'ticket') return 'ticket'
  return form === 'receipt' || form === 'return-slip' || form === 'extension-slip' ? 'slip' : 'other'
}
