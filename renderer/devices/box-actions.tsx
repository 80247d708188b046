import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Box } from '../../shared/records/box.ts'
import type { CustodyFacts } from '../custody/custody-facts.ts'
import type { CommandToGive } from '../give/command-to-give.ts'
import { type Done, useGive } from '../give/use-give.ts'
import { useWanted } from '../palette/palette-context.ts'
import type { WantedAct } from '../palette/wants.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useIdentity } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { InlineError } from '../ui/notices.tsx'
import type { Say } from '../words/say.tsx'
import { actsFor, type BoxAct } from './box-acts.ts'
import { type BoxDialogName, BoxDialogs } from './box-dialogs.tsx'
import { useBoxMenu } from './box-menu.ts'
import { type BoxUse, useBoxUse } from './box-use.ts'
import { boxName } from './device-item.ts'
import './box-actions.css'

/** What the member's role and the box's state allow; what they don't isn't there. */
export function BoxActions({ box, custody }: { readonly box: Box; readonly custody: CustodyFacts }) {
  const { t } = useTranslation()
  const [dialog, setDialog] = useState<BoxDialogName>()
  const permissions = useIdentity()?.permissions ?? []
  const use = useBoxUse(box.id)
  const giver = useGive()
  const door = useDoor()
  const menu = useBoxMenu(box, custody, use, setDialog, giver)
  const acts = actsFor(custody.state, use.event !== undefined, (permission) => permissions.includes(permission))

  const run = (act: BoxAct) => {
    const once = atOnce(t, act, box, custody, use)
    if (act === 'code' && custody.loan) door.show('ticket', [custody.loan.id])
    else if (act === 'ask-time' && custody.loan) door.askForTime(custody.loan.id)
    else if (once === undefined) setDialog(act)
    else void giver.give([once.command], once.done)
  }
  const menuActs = menu.flatMap(({ id, whyNot }) => (id === undefined || whyNot !== undefined ? [] : (id as WantedAct)))
  useWanted(box.id, [...acts, ...menuActs], (wanted) => {
    const act = acts.find((one) => one === wanted)
    if (act !== undefined) run(act)
    else menu.find(({ id }) => id === wanted)?.onChoose()
  })
  return (
    <div className="box-actions">
      <div className="box-actions-row">
        {acts.map((act, index) => (
          <Button
            key={act}
            look={index === 0 && (act === 'lend' || act === 'back') ? 'primary' : 'plain'}
            onClick={() => run(act)}
          >
            {actWords(t, act, box, custody, use)}
          </Button>
        ))}
        <Menu label={t('box.more', { box: boxName(box) })} items={menu} />
      </div>
      {giver.problem === undefined ? null : <InlineError>{giver.problem}</InlineError>}
      {dialog === undefined ? null : (
        <BoxDialogs name={dialog} box={box} custody={custody} use={use} onClose={() => setDialog(undefined)} />
      )}
    </div>
  )
}

/** The button's words: verb and object (ux 10). */
function actWords(t: Say['t'], act: BoxAct, box: Box, custody: CustodyFacts, { event }: BoxUse): string {
  switch (act) {
    case 'back':
      return t('box.itIsBack')
    case 'lend':
      return t('box.lend', { box: box.alias === '' ? box.serial : box.alias })
    case 'code':
      return t('box.showCode')
    case 'extend':
      return t('box.extend')
    case 'end':
      return t('box.endLoan')
    case 'give-back':
      return t('box.giveBack', { partner: custody.partner ?? t('custody.partnerUnknown') })
    case 'ask-time':
      return t('ticket.ask')
    case 'take-off':
      return t('box.takeOff', { event: event?.name ?? '' })
  }
}

/** Acts that need no question: what they do can be undone, or hurts nobody. R5: a timing run's end is asked for. */
function atOnce(
  t: Say['t'],
  act: BoxAct,
  box: Box,
  { loan }: CustodyFacts,
  { assignment, event, run }: BoxUse,
): { readonly command: CommandToGive; readonly done: Done } | undefined {
  const name = boxName(box)
  if (act === 'back' && loan !== undefined) {
    return {
      command: { type: 'confirmReturn', args: { loanId: loan.id } },
      done: { said: t('box.backDone', { box: name }) },
    }
  }
  if (act !== 'take-off' || run !== undefined || assignment?.eventId === undefined) return undefined
  const { eventId, checkpointIds, backup } = assignment
  return {
    command: { type: 'releaseBox', args: { boxId: box.id } },
    done: {
      said: t('box.takeOffDone', { box: name, event: event?.name ?? '' }),
      undo: [{ type: 'assignBox', args: { boxId: box.id, eventId, checkpointIds: [...checkpointIds], backup } }],
    },
  }
}
