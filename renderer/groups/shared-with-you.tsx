import { useState } from 'react'
import { formatCode, readCode } from '../../shared/codes.ts'
import type { OrganisationId } from '../../shared/records/scalars.ts'
import { useGive } from '../give/use-give.ts'
import { useWhyNot } from '../give/use-why-not.ts'
import { useOrganisationId, useRecord, useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import { Notice } from '../ui/notices.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { rightsList } from '../words/rights-words.ts'
import { useSay } from '../words/say.tsx'
import { LeaveGroupDialog } from './end-share-dialogs.tsx'
import { type GroupFacts, type GroupTree, isSharedItself } from './group-facts.ts'
import { useGroupTree } from './use-groups.ts'
import '../devices/loan-code-view.css'
import './shared-with-you.css'

/** G4: our partner code, and who shares what with us. */
export function SharedWithYouDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useSay()
  const [asked, setAsked] = useState<'refresh' | GroupFacts>()
  const close = () => setAsked(undefined)
  if (asked === 'refresh') return <RefreshDialog onClose={close} />
  if (asked?.share !== undefined) return <LeaveGroupDialog facts={asked} share={asked.share} onClose={close} />
  return (
    <Dialog title={t('share.mine.title')} opened wide onClose={onClose}>
      <OurCode onRefresh={() => setAsked('refresh')} />
      <Sharers onLeave={setAsked} />
    </Dialog>
  )
}

function OurCode({ onRefresh }: { readonly onRefresh: () => void }) {
  const { t } = useSay()
  const organisation = useRecord('organisation', useOrganisationId())
  const offline = useTracksideState((state) => state.status?.connection === 'offline')
  const whyNot = useWhyNot('group.share')
  const read = organisation?.sharingCode === undefined ? undefined : readCode(organisation.sharingCode)
  const code = read?.kind === 'sharing-code' ? formatCode(read.code) : undefined
  return (
    <section className="our-code" aria-label={t('share.mine.code')}>
      <h3>{t('share.mine.code')}</h3>
      {code === undefined ? (
        <Notice>
          <UnconfirmedMark label={t('custody.notConfirmed')} />{' '}
          {t(offline ? 'share.mine.codePendingOffline' : 'share.mine.codePending')}
        </Notice>
      ) : (
        <p className="loan-code our-code-text" data-testid="partner-code">
          {code.split(' ').map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the groups of a code stay where they are, and may be alike
            <span key={index}>{part} </span>
          ))}
        </p>
      )}
      <p className="muted">{t('share.mine.codeWhy')}</p>
      <div className="our-code-buttons">
        {code === undefined ? null : <CopyButton text={code} label={t('share.mine.copy')} />}
        <Button whyNot={whyNot} onClick={onRefresh}>
          {t('share.mine.refresh')}
        </Button>
      </div>
    </section>
  )
}

function RefreshDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useSay()
  const { give, problem } = useGive()
  return (
    <ConfirmDialog
      title={t('share.mine.refreshTitle')}
      act={t('share.mine.refreshDo')}
      problem={problem}
      onConfirm={() => give([{ type: 'refreshSharingCode', args: {} }], { said: t('share.mine.refreshed') })}
      onClose={onClose}
    >
      <p>{t('share.mine.refreshText')}</p>
    </ConfirmDialog>
  )
}

/** The organisations that share with us: which groups, in which role, since when. */
function Sharers({ onLeave }: { readonly onLeave: (facts: GroupFacts) => void }) {
  const { t, nameOf } = useSay()
  const tree = useGroupTree()
  const shared = sharedWithUs(tree)
  const owners = [...new Set(shared.map(({ group }) => group.ownerId))]
  return (
    <section className="sharers" aria-label={t('share.mine.who')}>
      <h3>{t('share.mine.who')}</h3>
      {owners.length === 0 ? (
        <p>
          {t('share.mine.nobody')}. <span className="muted">{t('share.mine.nobodyText')}</span>
        </p>
      ) : null}
      {owners.map((ownerId) => (
        <section key={ownerId} className="sharer" aria-label={nameOf(ownerId) ?? t('custody.partnerUnknown')}>
          <Owner id={ownerId} />
          <ul>
            {shared
              .filter(({ group }) => group.ownerId === ownerId)
              .map((facts) => (
                <SharedGroup key={facts.group.id} facts={facts} onLeave={onLeave} />
              ))}
          </ul>
        </section>
      ))}
    </section>
  )
}

function sharedWithUs({ byId }: GroupTree): readonly GroupFacts[] {
  return [...byId.values()]
    .filter((facts) => !facts.isOurs && isSharedItself(facts))
    .toSorted((one, other) => one.partner.localeCompare(other.partner) || one.path.localeCompare(other.path))
}

function Owner({ id }: { readonly id: OrganisationId }) {
  const { t } = useSay()
  const partner = useRecord('partner', id)
  return (
    <b>
      {partner === undefined
        ? t('custody.partnerUnknown')
        : t('share.mine.organisation', { name: partner.name, number: partner.number })}
    </b>
  )
}

function SharedGroup({
  facts,
  onLeave,
}: {
  readonly facts: GroupFacts
  readonly onLeave: (facts: GroupFacts) => void
}) {
  const { t, time, now } = useSay()
  const whyNot = useWhyNot('group.share')
  const { group, share, boxesBelow, confirmed } = facts
  if (share === undefined) return null
  return (
    <li className="shared-group">
      <span className="shared-group-text">
        <span>
          {confirmed ? null : <UnconfirmedMark label={t('custody.notConfirmed')} />}{' '}
          {t('share.mine.group', { group: facts.path, count: boxesBelow })}
        </span>
        <span className="muted">
          {t('share.mine.role', { role: share.roleName, rights: rightsList(t, share.permissions) })},{' '}
          {t('share.mine.since', { since: time.day(share.since.slice(0, 10), now) })}
        </span>
      </span>
      <Button look="danger" whyNot={whyNot} onClick={() => onLeave(facts)}>
        {t('groups.leave', { group: group.name })}
      </Button>
    </li>
  )
}
