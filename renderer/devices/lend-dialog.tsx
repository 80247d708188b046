import { useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { BoxPicker } from '../tickets/box-picker.tsx'
import type { CardPartner } from '../tickets/card-view.tsx'
import { LentView } from '../tickets/lent-view.tsx'
import { useScreenState } from '../trackside.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { useSay } from '../words/say.tsx'
import { boxName } from './device-item.ts'
import { LendForm, type Lent } from './lend-form.tsx'
import type { LeftOut } from './ticked-facts.ts'

type Step = 'boxes' | 'terms' | 'card'

/** L1, L2, L15, L17: lends one box or several as one act, and shows their one code, short and as QR code. */
export function LendDialog({
  boxes,
  leftOut = [],
  recipientId,
  onLent,
  onClose,
}: {
  /** None: they are asked for. */
  readonly boxes: readonly Box[]
  /** What was ticked too but can't be lent, and why. */
  readonly leftOut?: readonly LeftOut[]
  /** For whom, where that is where it began. */
  readonly recipientId?: OrganisationId
  readonly onLent?: () => void
  readonly onClose: () => void
}) {
  const { t, nameOf } = useSay()
  // What was ticked when it opened: the act itself changes what can be lent.
  const [chosen, setChosen] = useState({ boxes, leftOut })
  const [step, setStep] = useState<Step>(boxes.length === 0 ? 'boxes' : 'terms')
  const [met, setMet] = useState<CardPartner>()
  const [lent, setLent] = useState<Lent>()
  const [{ selected }] = useScreenState('devices')
  const [first] = chosen.boxes
  const words = { count: chosen.boxes.length, box: first === undefined ? '' : boxName(first) }
  if (step === 'boxes') {
    const partner = (recipientId && nameOf(recipientId)) ?? t('custody.partnerUnknown')
    const pick = (picked: readonly Box[]) => {
      setChosen({ boxes: picked, leftOut: [] })
      setStep('terms')
    }
    return (
      <Dialog title={t('lend.pickTitle', { partner })} opened onClose={onClose}>
        <BoxPicker begun={selected} onPick={pick} onClose={onClose} />
      </Dialog>
    )
  }
  if (lent !== undefined) {
    return (
      <Dialog title={t('lend.codeTitle', words)} opened wide forCode={lent.ticket !== null} onClose={onClose}>
        <LentView {...lent} isNew onClose={onClose} />
      </Dialog>
    )
  }
  return (
    <Dialog
      title={step === 'card' ? t('lend.cardTitle') : t('lend.title', words)}
      opened
      wide
      forCode={step === 'card'}
      onClose={onClose}
    >
      <LendForm
        boxes={chosen.boxes}
        leftOut={chosen.leftOut}
        recipientId={recipientId}
        met={met}
        isScanning={step === 'card'}
        onScan={(isOn) => setStep(isOn ? 'card' : 'terms')}
        onMet={setMet}
        onClose={onClose}
        onLent={(result) => {
          setLent(result)
          onLent?.()
        }}
      />
    </Dialog>
  )
}
