import { useState } from 'react'
import type { GroupShare } from '../../shared/records/group.ts'
import { useGive } from '../give/use-give.ts'
import { useDerived } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { InlineError, Notice } from '../ui/notices.tsx'
import { rightsList } from '../words/rights-words.ts'
import { useSay } from '../words/say.tsx'
import type { GroupFacts } from './group-facts.ts'
import { usedWithoutRight } from './group-moves.ts'
import { serials } from './move-effects.tsx'
import { ShareRoleChoice } from './share-role-choice.tsx'
import { rightsOf, shareRoleOf, useOwnRoles } from './share-roles.ts'

/** G8: another role for the same partner; says what of its use ends by that. */
export function ChangeRoleDialog({
  facts,
  share,
  onClose,
}: {
  readonly facts: GroupFacts
  readonly share: GroupShare
  readonly onClose: () => void
}) {
  const say = useSay()
  const { t } = say
  const ownRoles = useOwnRoles()
  const { give, problem, busy } = useGive()
  const [roleId, setRoleId] = useState(share.roleId)
  const rights = rightsOf(roleId, ownRoles)
  const ending = useDerived(
    ['group', 'groupShare', 'box', 'assignment', 'session', 'role'],
    (records) => usedWithoutRight(records, share, rights),
    [share, rights.join()],
  )
  const partner = facts.partner === '' ? t('custody.partnerUnknown') : facts.partner
  const role = t(`share.changeRoles.${shareRoleOf(roleId)}`, {
    name: ownRoles.find(({ id }) => id === roleId)?.name ?? '',
  })
  const change = async () => {
    const to = (id: typeof roleId) =>
      [{ type: 'changeGroupShareRole', args: { groupId: share.id, roleId: id } }] as const
    const said = t('share.changeDone', { partner, rights: rightsList(t, rights) })
    // What ended by it doesn't come back with the role (ux 4).
    if (await give(to(roleId), { said, ...(ending.length > 0 ? {} : { undo: to(share.roleId) }) })) onClose()
  }
  return (
    <Dialog title={t('share.changeTitle', { partner, group: facts.group.name })} opened wide onClose={onClose}>
      <ShareRoleChoice roles={ownRoles} value={roleId} onChange={setRoleId} />
      {ending.length === 0 ? null : (
        <Notice level="warning">
          {t('share.changeEnds', { count: ending.length, partner, boxes: serials(say, ending) })}
        </Notice>
      )}
      {problem === undefined ? null : <InlineError>{problem}</InlineError>}
      <DialogButtons>
        <Button onClick={onClose}>{t('action.cancel')}</Button>
        <Button
          look={ending.length > 0 ? 'danger' : 'primary'}
          busy={busy}
          whyNot={roleId === share.roleId ? t('share.changeSame') : undefined}
          onClick={() => void change()}
        >
          {t('share.changeDo', { partner, role })}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
