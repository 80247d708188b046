import { useMemo, useState } from 'react'
import type { BoxId } from '../../shared/records/scalars.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { boxName } from '../devices/device-item.ts'
import { EVENT_KINDS } from '../events/event-facts.ts'
import { tellDone } from '../give/toasts.tsx'
import { AddressFields, useAddressChoice } from '../live/address-choice.tsx'
import { type KnownAddress, useKnownAddresses } from '../live/use-known-addresses.ts'
import { useDerived, useOrganisationId, useRecord, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { SayProvider, useSay } from '../words/say.tsx'
import { type Candidate, candidates, type Replaced, replacedBox } from './replace-facts.ts'
import { ReplacePicker } from './replace-picker.tsx'
import { replaceLines, standsWords } from './replace-words.ts'
import { useReplaceBox } from './use-replace-box.ts'
import './replace-dialog.css'

/** One act when a box dies: another one takes its place, its run and its output; what it recorded stays. */
export function ReplaceDialog({ boxId, onClose }: { readonly boxId: BoxId; readonly onClose: () => void }) {
  const { t } = useSay()
  const viewer = useOrganisationId()
  const heldId = useTracksideState((state) => state.links.get(boxId)?.sessionId)
  const found = useDerived(EVENT_KINDS, (records) => replacedBox(records, boxId, viewer, heldId), [
    boxId,
    viewer,
    heldId,
  ])
  // It leaves the event by this very act, before the dialog has closed.
  const [first] = useState(found)
  const replaced = found ?? first
  const serial = replaced?.serial ?? ''
  return (
    <SayProvider {...(replaced === undefined ? {} : { zone: replaced.event.timeZone })}>
      <Dialog title={t('replace.title', { box: serial })} opened onClose={onClose} wide>
        {replaced === undefined ? <Notice>{t('replace.gone')}</Notice> : <Form replaced={replaced} onClose={onClose} />}
      </Dialog>
    </SayProvider>
  )
}

const NONE_KNOWN: readonly KnownAddress[] = []

function Form({ replaced, onClose }: { readonly replaced: Replaced; readonly onClose: () => void }) {
  const say = useSay()
  const { t } = say
  const viewer = useOrganisationId()
  const all = useDerived(EVENT_KINDS, (records) => candidates(records, replaced, viewer), [replaced, viewer])
  const [pickedId, setPickedId] = useState<BoxId>()
  const picked = all.find(({ box, kind }) => box.id === pickedId && kind !== 'runs')
  const known = useKnownAddresses(picked?.box.id)
  return (
    <div className="dialog-form">
      <Stands replaced={replaced} />
      <ReplacePicker replaced={replaced} all={all} picked={picked} onPick={setPickedId} />
      {picked === undefined ? (
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" whyNot={t('replace.pickFirst')}>
            {t('replace.doNone', { box: replaced.serial })}
          </Button>
        </DialogButtons>
      ) : (
        // With another box, its own addresses are to be chosen from.
        <Act
          key={`${picked.box.id} ${known === undefined}`}
          replaced={replaced}
          picked={picked}
          known={known ?? NONE_KNOWN}
          onClose={onClose}
        />
      )}
    </div>
  )
}

function Stands({ replaced }: { readonly replaced: Replaced }) {
  const say = useSay()
  const box = useRecord('box', replaced.boxId)
  return (
    <div className="replace-stands">
      <span>
        <b className="mono">{replaced.serial}</b> {replaced.alias}
      </span>
      <span>{standsWords(say, replaced)}</span>
      {box === undefined ? null : <Custody box={box} />}
    </div>
  )
}

function Custody({ box }: { readonly box: Candidate['box'] }) {
  const custody = useCustody(box)
  return <CustodyTag facts={custody} size="line" />
}

function Act({
  replaced,
  picked,
  known,
  onClose,
}: {
  readonly replaced: Replaced
  readonly picked: Candidate
  readonly known: readonly KnownAddress[]
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const { replaceBox, problem, busy } = useReplaceBox()
  const choice = useAddressChoice(known, 'cloud')
  const [isPressed, setPressed] = useState(false)
  const liveSessions = useTracksideState((state) => state.liveSessions)
  const count = useMemo(
    () => replaced.runIds.reduce((total, id) => total + (liveSessions.get(id)?.count ?? 0), 0),
    [replaced.runIds, liveSessions],
  )
  const [box, other] = [replaced.serial, picked.box.serial]
  const act = async () => {
    setPressed(true)
    if (choice.isWrong || !(await replaceBox(replaced.boxId, picked.box.id, choice.address))) return
    tellDone(t, t('replace.said', { box, other: boxName(picked.box) }))
    onClose()
  }
  return (
    <>
      <div className="replace-lines" role="status">
        {replaceLines(say, replaced, picked, count).map((line) => (
          <p key={line}>{line}</p>
        ))}
      </div>
      <AddressFields
        choice={choice}
        label={t('replace.where', { other })}
        withoutWhy={t(replaced.isTimed ? 'replace.noAddressWhy' : 'replace.noAddressIdle')}
        isPressed={isPressed}
        focus={false}
      />
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button look="primary" busy={busy} onClick={() => void act()}>
          {t('replace.do', { box, other })}
        </Button>
      </DialogButtons>
    </>
  )
}
