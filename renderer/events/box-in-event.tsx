import type { Checkpoint, Event } from '../../shared/records/event.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import { boxName } from '../devices/device-item.ts'
import type { AskedAct } from '../give/ask-to-give.tsx'
import { tellDone } from '../give/toasts.tsx'
import { type Giver, useGive } from '../give/use-give.ts'
import { type Timing, useTiming } from '../live/use-timing.ts'
import { useWanted } from '../palette/palette-context.ts'
import { type OpenReplace, useReplace } from '../replace/replace-context.ts'
import { useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu, type MenuItem } from '../ui/menu.tsx'
import { InlineError } from '../ui/notices.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { asItIs, askToStopRun, askToTakeOff } from './asked-acts.ts'
import type { PlacedBox } from './event-facts.ts'
import type { EventRights } from './event-panel.ts'
import './box-in-event.css'

interface BoxInEventProps {
  readonly event: Event
  readonly placed: PlacedBox
  /** Undefined: in the event, not placed yet. */
  readonly checkpoint?: Checkpoint
  readonly rights: EventRights
  readonly opened: string | undefined
  readonly onAsk: (asked: AskedAct) => void
  readonly onOpen: (boxId: string) => void
}

/** A box where it stands in the event: whose it is (L11), main or backup, and its timing run. */
export function BoxInEvent(props: BoxInEventProps) {
  const { placed, opened, onOpen } = props
  const { box } = placed
  const say = useSay()
  const giver = useGive()
  const timing = useTiming()
  const problem = timing.problem ?? giver.problem
  const custody = useCustody(box)
  const replace = useReplace()
  return (
    <li className="event-box" data-opened={opened === box.id || undefined}>
      <button
        type="button"
        className="event-box-name"
        aria-current={opened === box.id || undefined}
        onClick={() => onOpen(box.id)}
      >
        <span className="mono">{box.serial}</span>
        {box.alias === '' ? null : <span>{box.alias}</span>}
      </button>
      <div className="event-box-custody">
        <CustodyTag facts={custody} size="line" />
        {placed.finishAfterLoan === undefined || custody.loan === undefined ? null : (
          <p className="event-early">
            <span aria-hidden="true">▲ </span>
            {earlySentence(say, custody.loan.endsAt, placed.finishAfterLoan)}
          </p>
        )}
      </div>
      <PlaceAndRun {...props} />
      <span className="event-box-acts">
        <RunButton {...props} giver={giver} timing={timing} />
        <Menu label={say.t('events.boxMenu', { box: boxName(box) })} items={menuItems(say, giver, props, replace)} />
      </span>
      {problem === undefined ? null : (
        <div className="event-box-problem">
          <InlineError>{problem}</InlineError>
        </div>
      )}
    </li>
  )
}

/** R8, in words. */
export function earlySentence({ t, time, now }: Say, endsAt: string, finish: string): string {
  return t('events.early', { end: time.short(endsAt, now), finish: time.short(finish, now) })
}

function PlaceAndRun({ placed: { box, assignment, run } }: BoxInEventProps) {
  const { t, time } = useSay()
  const unconfirmed = useUnconfirmed('assignment', box.id)
  const runUnconfirmed = useUnconfirmed('session', run?.id)
  return (
    <div className="event-box-state">
      <span>
        {t(assignment.backup ? 'events.backup' : 'events.main')}{' '}
        {unconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null}
      </span>
      <span className={run === undefined ? 'muted small' : 'event-run small'}>
        {run === undefined ? t('events.noRun') : t('events.runSince', { clock: time.clock(run.startedAt) })}{' '}
        {runUnconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null}
      </span>
    </div>
  )
}

/** R2; stopping asks first, as it leaves a gap in somebody's race. */
function RunButton({
  placed,
  checkpoint,
  rights,
  onAsk,
  giver,
  timing,
}: BoxInEventProps & { readonly giver: Giver; readonly timing: Timing }) {
  const say = useSay()
  const { t } = say
  const { box, run } = placed
  const name = boxName(box)
  useWanted(box.id, rights.run ? [run === undefined ? 'start-run' : 'stop-run'] : [], () => {
    if (run === undefined) void start()
    else onAsk(askToStopRun(say, { box, run }))
  })
  const start = async () => {
    const sessionId = await timing.start({ boxId: box.id, alias: checkpoint?.name ?? '' })
    if (sessionId === undefined) return
    const undo = () => giver.give([{ type: 'stopSession', args: { sessionId } }])
    tellDone(t, t('events.started', { box: name }), undo)
  }
  if (!rights.run) return null
  if (run !== undefined) {
    return (
      <Button aria-label={t('events.stopRunOn', { box: name })} onClick={() => onAsk(askToStopRun(say, { box, run }))}>
        {t('events.stopRun')}
      </Button>
    )
  }
  return (
    <Button aria-label={t('events.startRunOn', { box: name })} busy={timing.busy} onClick={() => void start()}>
      {t('events.startRun')}
    </Button>
  )
}

function menuItems(say: Say, { give }: Giver, props: BoxInEventProps, replace: OpenReplace): readonly MenuItem[] {
  const { event, placed, checkpoint, rights, onAsk } = props
  const { t } = say
  const { box, assignment, run } = placed
  if (!rights.use) return []
  const name = boxName(box)
  const move = (to: { readonly checkpointIds: readonly string[]; readonly backup: boolean }, place: string) =>
    void give(
      [
        {
          type: 'assignBox',
          args: { boxId: box.id, eventId: event.id, checkpointIds: [...to.checkpointIds], backup: to.backup },
        },
      ],
      { said: t('events.changedSaid', { box: name, place }), undo: [asItIs(placed, event)] },
    )
  const takeOff = () => {
    if (run !== undefined) return onAsk(askToTakeOff(say, event, { box, run }))
    void give([{ type: 'releaseBox', args: { boxId: box.id } }], {
      said: t('events.offSaid', { box: name, event: event.name }),
      undo: [asItIs(placed, event)],
    })
  }
  const { checkpointIds, backup } = assignment
  const others = checkpointIds.filter((id) => id !== checkpoint?.id)
  return [
    {
      label: t(backup ? 'events.makeMain' : 'events.makeBackup'),
      onChoose: () => move({ checkpointIds, backup: !backup }, t(backup ? 'events.main' : 'events.backup')),
    },
    ...(checkpoint === undefined
      ? []
      : [
          {
            label: t('events.offCheckpoint', { checkpoint: checkpoint.name }),
            onChoose: () => move({ checkpointIds: others, backup }, t('events.notPlaced')),
          },
        ]),
    ...(rights.run ? [{ label: t('replace.act'), onChoose: () => replace(box.id) }] : []),
    { label: t('events.offEvent'), onChoose: takeOff, danger: true },
  ]
}
