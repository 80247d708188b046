import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { TIMER } from '../../shared/permissions.ts'
import type { OrganisationId, RoleId } from '../../shared/records/scalars.ts'
import { BorrowDialog } from '../devices/borrow-dialog.tsx'
import { readTypedCode } from '../devices/typed-code.ts'
import { usePartnersByLastDealing } from '../devices/use-partners.ts'
import { useGive } from '../give/use-give.ts'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError } from '../ui/notices.tsx'
import { RadioCards } from '../ui/radio-cards.tsx'
import { Select } from '../ui/select.tsx'
import { type Say, useSay } from '../words/say.tsx'
import type { GroupFacts } from './group-facts.ts'
import { PartnerCodeField } from './partner-code-field.tsx'
import { ShareMoreGroups } from './share-more-groups.tsx'
import { groupsName, type Receiver, receiverByCode, shareAct } from './share-plan.ts'
import { ShareRoleChoice } from './share-role-choice.tsx'
import { useOwnRoles } from './share-roles.ts'
import { useCodeOwner } from './use-code-owner.ts'
import { useGroupTree } from './use-groups.ts'

/** G5: shares a group, or several, with one partner in one role. The name is seen before it is done. */
export function ShareDialog({ facts, onClose }: { readonly facts: GroupFacts; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const tree = useGroupTree()
  const ownRoles = useOwnRoles()
  const { give, problem, busy, clearProblem } = useGive()
  const whom = useWhom()
  const [ticked, setTicked] = useState<readonly string[]>([])
  const [roleId, setRoleId] = useState<RoleId>(TIMER.id)
  const [borrowing, setBorrowing] = useState(false)
  const groups = [facts, ...ticked.flatMap((id) => tree.byId.get(id) ?? [])]
  const { receiver } = whom

  const share = async () => {
    whom.setTried(true)
    if (receiver === undefined || busy) return
    const { commands, done } = shareAct(t, groups, receiver, roleId)
    if (await give(commands, done)) onClose()
  }
  if (borrowing) return <BorrowDialog typed={whom.typed} onClose={onClose} />
  return (
    <Dialog title={t('share.title', { group: groupsName(t, groups) })} opened wide onClose={onClose}>
      <form
        className="dialog-form"
        noValidate
        onSubmit={(event) => {
          event.preventDefault()
          void share()
        }}
      >
        <WithWhom
          whom={whom}
          onBorrow={() => setBorrowing(true)}
          onChange={() => {
            clearProblem()
            whom.setTried(false)
          }}
        />
        <ShareRoleChoice roles={ownRoles} value={roleId} onChange={setRoleId} />
        <ShareMoreGroups tree={tree} but={facts.group.id} ticked={ticked} onChange={setTicked} />
        {problem === undefined ? null : <InlineError>{problem}</InlineError>}
        <DialogButtons>
          <Button onClick={onClose}>{t('action.cancel')}</Button>
          <Button look="primary" type="submit" busy={busy} whyNot={whom.whyNot}>
            {shareWords(t, groups, receiver)}
          </Button>
        </DialogButtons>
      </form>
    </Dialog>
  )
}

function shareWords(t: Say['t'], groups: readonly GroupFacts[], receiver: Receiver | undefined): string {
  const group = groupsName(t, groups)
  if (receiver === undefined) return t('share.doPlain', { group })
  if (receiver.name === undefined) return t('share.doLater', { group })
  return t('share.do', { group, partner: receiver.name })
}

type Whom = ReturnType<typeof useWhom>

/** With whom: a partner that is known, or whose code was entered. */
function useWhom() {
  const { t } = useTranslation()
  const partners = usePartnersByLastDealing()
  const records = useTracksideState((state) => state.records)
  const [by, setBy] = useState<'code' | 'partner'>('code')
  const [typed, setTyped] = useState('')
  const [tried, setTried] = useState(false)
  const [partnerId, setPartnerId] = useState<OrganisationId | ''>('')
  const reading = readTypedCode(typed, 'sharing-code')
  const code = reading.kind === 'good' && reading.code.kind === 'sharing-code' ? reading.code.code : undefined
  const { owner, again } = useCodeOwner(by === 'code' ? code : undefined)
  const partner = partners.find(({ id }) => id === partnerId)
  const byPartner: Receiver | undefined = partner && { kind: 'partner', partnerId: partner.id, name: partner.name }
  const byCode = code && receiverByCode(code, owner, (id) => records.get('partner', id))
  const receiver = by === 'partner' ? byPartner : byCode
  const whyNotCode = owner?.status === 'looking' ? t('share.wait') : t('share.codeMissing')
  const whyNot = by === 'partner' ? t('share.partnerChooseFirst') : whyNotCode
  return {
    ...{ partners, by, setBy, typed, setTyped, tried, setTried, partnerId, setPartnerId, reading, owner, again },
    receiver,
    whyNot: receiver === undefined ? whyNot : undefined,
  }
}

function WithWhom({
  whom,
  onBorrow,
  onChange,
}: {
  readonly whom: Whom
  readonly onBorrow: () => void
  readonly onChange: () => void
}) {
  const { t, time, now } = useSay()
  const { partners, by } = whom
  return (
    <>
      {partners.length === 0 ? null : (
        <RadioCards
          label={t('share.whom')}
          value={by}
          onChange={(value) => {
            whom.setBy(value)
            onChange()
          }}
          cards={[
            { value: 'code', label: t('share.byCode'), detail: t('share.byCodeWhy') },
            { value: 'partner', label: t('share.byPartner'), detail: t('share.byPartnerWhy') },
          ]}
        />
      )}
      {by === 'code' ? (
        <PartnerCodeField
          {...whom}
          onAgain={whom.again}
          onBorrow={onBorrow}
          onChange={(text) => {
            whom.setTyped(text)
            onChange()
          }}
        />
      ) : (
        <Select
          label={t('share.partner')}
          value={whom.partnerId}
          onChange={(id) => {
            whom.setPartnerId(id)
            onChange()
          }}
          options={[
            { value: '' as const, label: t('share.partnerChoose') },
            ...partners.map((partner) => ({
              value: partner.id,
              label: t('share.partnerSince', {
                name: partner.name,
                number: partner.number,
                since: time.day(partner.since.slice(0, 10), now),
              }),
            })),
          ]}
        />
      )}
    </>
  )
}
