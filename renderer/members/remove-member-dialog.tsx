import { useGive } from '../give/use-give.ts'
import { useDerived, useIdentity } from '../trackside.tsx'
import { ConfirmDialog } from '../ui/confirm-dialog.tsx'
import { useSay } from '../words/say.tsx'
import { runsOf } from './laptop-rows.ts'
import type { MemberRow } from './people-rows.ts'
import { removalLines } from './removal-words.ts'

/** O10: it asks, and says what follows. */
export function RemoveMemberDialog({
  row,
  onClose,
  onDone,
}: {
  readonly row: MemberRow
  readonly onClose: () => void
  readonly onDone: () => void
}) {
  const say = useSay()
  const { give, problem } = useGive()
  const organisation = useIdentity()?.organisation.name ?? ''
  const { id: memberId, name } = row.member
  const runs = useDerived(['session'], (records) => runsOf(records, memberId), [memberId])
  const remove = async () => {
    const done = await give([{ type: 'removeMember', args: { memberId } }], {
      said: say.t('members.removeDone', { name }),
    })
    if (done) onDone()
    return done
  }
  return (
    <ConfirmDialog
      title={say.t('members.removeTitle', { name })}
      act={say.t('members.remove', { name })}
      problem={problem}
      onConfirm={remove}
      onClose={onClose}
    >
      {removalLines(say, row, organisation, runs).map((line) => (
        <p key={line}>{line}</p>
      ))}
    </ConfirmDialog>
  )
}
