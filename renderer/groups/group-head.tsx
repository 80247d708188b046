import type { ReactNode } from 'react'
import { ShareMark } from '../custody/share-mark.tsx'
import { placeHref } from '../router.ts'
import { Button } from '../ui/button.tsx'
import { BackIcon } from '../ui/icons.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { rightsList } from '../words/rights-words.ts'
import { type Say, useSay } from '../words/say.tsx'
import type { GroupDialog } from './group-dialog.ts'
import { type GroupFacts, isSharedItself } from './group-facts.ts'

/** What is chosen in the tree: its name, with whom or by whom it is shared as what, and the one next act. */
export function GroupHead({
  title,
  facts,
  shareGroupName,
  waiting,
  menu,
  whyNotShare,
  actions,
  isPrimary,
  onOpen,
}: {
  readonly title: string
  readonly facts: GroupFacts | undefined
  /** Of the group that carries the share: this one, or one above. */
  readonly shareGroupName: string
  readonly waiting: boolean
  readonly menu: readonly MenuItem[]
  readonly whyNotShare: string | undefined
  /** What can be done with ticked boxes; then that is the next act. */
  readonly actions: ReactNode
  /** Beside an open box, the next act is with that. */
  readonly isPrimary: boolean
  readonly onOpen: (dialog: GroupDialog) => void
}) {
  const { t } = useSay()
  return (
    <div className="group-head">
      <div className="group-head-bar">
        <a className="group-head-back" href={placeHref('groups')} aria-label={t('groups.back')}>
          <BackIcon />
        </a>
        <h2>{title}</h2>
        <div className="group-head-acts">
          {actions ??
            (facts === undefined ? null : (
              <NextAct facts={facts} isPrimary={isPrimary} whyNotShare={whyNotShare} onOpen={onOpen} />
            ))}
          {facts === undefined ? null : <Menu label={t('groups.more', { group: title })} items={menu} />}
        </div>
      </div>
      {facts === undefined ? null : <Lines facts={facts} shareGroupName={shareGroupName} waiting={waiting} />}
    </div>
  )
}

function NextAct({
  facts,
  isPrimary,
  whyNotShare,
  onOpen,
}: {
  readonly facts: GroupFacts
  readonly isPrimary: boolean
  readonly whyNotShare: string | undefined
  readonly onOpen: (dialog: GroupDialog) => void
}) {
  const { t } = useSay()
  const { group, share, isOurs } = facts
  const words = { group: group.name }
  const open = (kind: 'share' | 'stop' | 'leave') => () => onOpen({ kind, groupId: group.id })
  if (isOurs && share === undefined) {
    return (
      <Button look={isPrimary ? 'primary' : 'plain'} whyNot={whyNotShare} onClick={open('share')}>
        {t('groups.share', words)}
      </Button>
    )
  }
  if (!isSharedItself(facts)) return null
  return (
    <Button look="danger" whyNot={whyNotShare} onClick={open(isOurs ? 'stop' : 'leave')}>
      {t(isOurs ? 'groups.stop' : 'groups.leave', words)}
    </Button>
  )
}

function Lines({
  facts,
  shareGroupName,
  waiting,
}: {
  readonly facts: GroupFacts
  readonly shareGroupName: string
  readonly waiting: boolean
}) {
  const say = useSay()
  const { t } = say
  const { group, share, isOurs, partner, confirmed, path } = facts
  return (
    <div className="group-head-lines">
      {path === group.name && group.category === '' ? null : (
        <span className="muted">{[path === group.name ? '' : path, group.category].filter(Boolean).join(' · ')}</span>
      )}
      {share === undefined ? null : (
        <span className="group-head-share">
          <ShareMark share={{ isOurs, partner, group: shareGroupName }} size="icon" hollow={!confirmed} />
          {shareSentence(say, facts, shareGroupName)}
        </span>
      )}
      {waiting ? (
        <span>
          <UnconfirmedMark label={t('custody.notConfirmed')} /> {t('groups.waitsToShare')}
        </span>
      ) : null}
      {confirmed ? null : <span className="muted">{t('custody.notConfirmed')}</span>}
    </div>
  )
}

/** `Shared with Costa Events since 3 Jun: look · use in races` */
function shareSentence({ t, time, now }: Say, facts: GroupFacts, shareGroupName: string): string {
  const { share, isOurs } = facts
  if (share === undefined) return ''
  const words = {
    partner: facts.partner === '' ? t('custody.partnerUnknown') : facts.partner,
    since: time.day(share.since.slice(0, 10), now),
    rights: rightsList(t, share.permissions),
    group: shareGroupName,
  }
  if (isSharedItself(facts)) return t(isOurs ? 'groups.sharedWithSince' : 'groups.sharedBySince', words)
  return t(isOurs ? 'groups.coveredBy' : 'groups.theirsBelow', words)
}
