import { useTranslation } from 'react-i18next'
import type { LoanId } from '../../shared/records/scalars.ts'
import { CarriedView } from '../carry/carried-view.tsx'
import { goTo } from '../router.ts'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { serialsText } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import type { AnswerProps } from './answer-props.ts'
import { CardView } from './card-view.tsx'
import { useLoans } from './loan-records.ts'
import { SlipView } from './slip-view.tsx'
import { TakenView } from './taken-view.tsx'
import type { Received } from './use-receiving.ts'

/** What came in and was taken: what it is, what changed, what to do next. */
export function ReceivedView({
  result,
  knownBefore,
  ...acts
}: AnswerProps & {
  readonly result: Exclude<Received, { status: 'refused' | 'elsewhere' }>
  readonly knownBefore: ReadonlySet<string>
}) {
  switch (result.status) {
    case 'done':
      return <TakenView done={result} knownBefore={knownBefore} {...acts} />
    case 'waiting':
      return <WaitingView {...acts} />
    case 'ours':
      return <OursView loanIds={result.loanIds} {...acts} />
    case 'card':
      return <CardView partner={result.partner} {...acts} />
    case 'slip':
      return <SlipView slip={result} {...acts} />
    case 'carried':
      return <CarriedView carried={result} {...acts} />
  }
}

/** ux 7: a good code that isn't known yet is kept and tried by itself. */
function WaitingView({ onAgain, onClose }: AnswerProps) {
  const { t } = useTranslation()
  const offline = useTracksideState((state) => state.status?.connection === 'offline')
  return (
    <Dialog title={t('borrow.waitingTitle')} opened onClose={onClose}>
      <Notice>
        <p>{t(offline ? 'borrow.waitingOffline' : 'borrow.waitingOnline')}</p>
        <p>{t('scan.waitingOwner')}</p>
      </Notice>
      <DialogButtons>
        <Button onClick={onAgain}>{t('scan.again')}</Button>
        <Button look="primary" data-autofocus onClick={onClose}>
          {t('action.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

/** F8: taken before, here or on another laptop of one's own. */
function OursView({ loanIds, onAgain, onClose }: AnswerProps & { readonly loanIds: readonly LoanId[] }) {
  const say = useSay()
  const { t } = say
  const loans = useLoans(loanIds)
  const serials = loans.map(({ boxSerial }) => boxSerial)
  const [first] = loans
  const open = () => {
    onClose()
    if (first) goTo('devices', first.boxId)
  }
  return (
    <Dialog title={t('scan.oursTitle')} opened onClose={onClose}>
      <Notice level="good">
        {first === undefined
          ? t('scan.oursUnknown')
          : t('scan.ours', { count: loans.length, boxes: serialsText(say, serials) })}
      </Notice>
      <DialogButtons>
        <Button onClick={onAgain}>{t('scan.again')}</Button>
        <Button look="primary" data-autofocus onClick={open}>
          {first === undefined ? t('action.close') : t('scan.openBox', { serial: first.boxSerial })}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
