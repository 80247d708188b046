import { useState } from 'react'
import type { BoxId, LoanId, OrganisationId } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { borrowedBoxes, borrowedFrom, GIVE_BACK_KINDS, timesOf } from '../give-back/give-back-facts.ts'
import { GiveBackRow } from '../give-back/give-back-row.tsx'
import { sumLines } from '../give-back/give-back-words.ts'
import { ReturnSlip } from '../give-back/return-slip.tsx'
import { useDerived, useOrganisationId, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { DeviceItem } from './device-item.ts'
import { LeftOutNotice } from './left-out.tsx'
import type { TickedFor } from './ticked-facts.ts'
import '../give-back/give-back.css'

interface GivenTo {
  readonly partnerId: OrganisationId
  readonly loanIds: readonly LoanId[]
}

/** L9, L17: ticked boxes go back to their owners as one act, with what falls with each said before; then the slips. */
export function GiveBackTickedDialog({
  ticked,
  onGiven,
  onClose,
}: {
  readonly ticked: TickedFor
  readonly onGiven: () => void
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const [{ fit, leftOut }] = useState(ticked)
  const rows = useTickedRows(fit)
  const { give, problem, busy } = useGive()
  const [stays, setStays] = useState<ReadonlySet<string>>(new Set())
  const [given, setGiven] = useState<readonly GivenTo[]>()
  const chosen = rows.filter(({ box }) => !stays.has(box.loan.id))
  const giveBack = async () => {
    const loans = chosen.map(({ box }) => box.loan)
    const done = await give(loans.map(({ id }) => ({ type: 'returnBox' as const, args: { loanId: id } })))
    if (!done) return
    const byOwner = Map.groupBy(loans, ({ ownerId }) => ownerId)
    setGiven([...byOwner].map(([partnerId, theirs]) => ({ partnerId, loanIds: theirs.map(({ id }) => id) })))
    onGiven()
  }
  if (given !== undefined) return <Slips given={given} onClose={onClose} />
  const toggle = (id: string) =>
    setStays(new Set(stays.has(id) ? [...stays].filter((other) => other !== id) : [...stays, id]))
  return (
    <Dialog title={t('devices.giveBackTitle', { count: fit.length })} opened wide onClose={onClose}>
      <div className="dialog-form devices-give-back">
        <LeftOutNotice fit={fit.length} leftOut={leftOut} />
        <Notice level={chosen.some(({ box }) => box.run !== undefined) ? 'warning' : 'plain'}>
          <ul>
            {sumLines(say, chosen).map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
        </Notice>
        <ul className="give-back-list">
          {rows.map(({ box, times }) => (
            <GiveBackRow
              key={box.loan.id}
              box={box}
              times={times}
              ticked={!stays.has(box.loan.id)}
              onToggle={() => toggle(box.loan.id)}
            />
          ))}
        </ul>
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      </div>
      <DialogButtons>
        <Button onClick={onClose} data-autofocus>
          {t('action.cancel')}
        </Button>
        <Button
          look="danger"
          busy={busy}
          whyNot={chosen.length === 0 ? t('giveBack.none') : undefined}
          onClick={() => void giveBack()}
        >
          {t('devices.giveBackDo', { count: chosen.length })}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}

function useTickedRows(fit: readonly DeviceItem[]) {
  const viewer = useOrganisationId()
  const boxes = useDerived(
    GIVE_BACK_KINDS,
    (records) => {
      const wanted = new Set<BoxId>(fit.map(({ box }) => box.id))
      const all = borrowedFrom(records, viewer).flatMap(({ partnerId }) => borrowedBoxes(records, viewer, partnerId))
      return all.filter(({ loan }) => wanted.has(loan.boxId))
    },
    [viewer, fit],
  )
  const liveSessions = useTracksideState((state) => state.liveSessions)
  const links = useTracksideState((state) => state.links)
  return boxes.map((box) => ({ box, times: timesOf(box, { liveSessions, links }) }))
}

/** F4: what each owner scans, so that it sees without internet what came back. */
function Slips({ given, onClose }: { readonly given: readonly GivenTo[]; readonly onClose: () => void }) {
  const { t, nameOf } = useSay()
  const [first] = given
  const nameTo = ({ partnerId }: GivenTo) => nameOf(partnerId) ?? t('custody.partnerUnknown')
  const count = given.reduce((sum, { loanIds }) => sum + loanIds.length, 0)
  const title =
    given.length === 1 && first
      ? t('devices.givenBackTo', { count, partner: nameTo(first) })
      : t('devices.givenBack', { count })
  return (
    <Dialog title={title} opened wide forCode onClose={onClose}>
      {given.map((to) => (
        <section key={to.partnerId}>
          <ReturnSlip loanIds={to.loanIds} partner={nameTo(to)} />
        </section>
      ))}
      <DialogButtons>
        <Button look="primary" onClick={onClose}>
          {t('action.close')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
