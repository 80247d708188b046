import type { Event, Race } from '../../shared/records/event.ts'
import type { AskedAct } from '../give/ask-to-give.tsx'
import { useUnconfirmed } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Menu } from '../ui/menu.tsx'
import { UnconfirmedMark } from '../ui/unconfirmed-mark.tsx'
import { type Say, useSay } from '../words/say.tsx'
import { folded } from '../words/search.ts'
import { askToDeleteCheckpoint, askToDeleteRace } from './asked-acts.ts'
import { BoxInEvent } from './box-in-event.tsx'
import type { PlacedCheckpoint, RaceFacts } from './event-facts.ts'
import type { EventPanel, EventRights } from './event-panel.ts'
import { RaceCountdown } from './race-countdown.tsx'
import './race-section.css'

interface RaceSectionProps {
  /** Of the race's heading; its checkpoints are one below. */
  readonly level?: 2 | 3
  readonly event: Event
  readonly facts: RaceFacts
  readonly rights: EventRights
  readonly opened: string | undefined
  /** Absent where the event isn't arranged: then `rights` allow neither to edit nor to assign. */
  readonly onPanel?: (panel: EventPanel) => void
  readonly onAsk: (asked: AskedAct) => void
  readonly onOpen: (boxId: string) => void
}

/** A race: its times, its checkpoints, and the boxes there. */
export function RaceSection(props: RaceSectionProps) {
  const { facts, rights, onPanel, onAsk, level = 2 } = props
  const { race, checkpoints } = facts
  const say = useSay()
  const { t } = say
  const unconfirmed = useUnconfirmed('race', race.id)
  const Heading = level === 2 ? 'h2' : 'h3'
  return (
    <section className="event-race" aria-label={race.name}>
      <div className="event-race-head">
        <div className="event-head-words">
          <Heading className="event-race-name">
            {race.name} {unconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null}
          </Heading>
          <RaceCountdown race={race} />
          <span className="event-race-times muted">{raceTimes(say, race)}</span>
        </div>
        {rights.edit ? (
          <span className="event-head-acts">
            <Button look="quiet" onClick={() => onPanel?.({ kind: 'checkpoint', race })}>
              {t('events.addCheckpoint')}
            </Button>
            <Menu
              label={t('events.raceMenu', { race: race.name })}
              items={[
                { label: t('events.editRace'), onChoose: () => onPanel?.({ kind: 'race', race }) },
                { label: t('events.deleteRace'), onChoose: () => onAsk(askToDeleteRace(say, facts)), danger: true },
              ]}
            />
          </span>
        ) : null}
      </div>
      {checkpoints.length === 0 ? <p className="event-none muted">{t('events.noCheckpoints')}</p> : null}
      {checkpoints.map((placed) => (
        <CheckpointSection key={placed.checkpoint.id} {...props} placed={placed} />
      ))}
    </section>
  )
}

function CheckpointSection({
  placed: { checkpoint, boxes },
  facts: { race },
  onPanel,
  level = 2,
  ...rest
}: RaceSectionProps & { readonly placed: PlacedCheckpoint }) {
  const say = useSay()
  const { t } = say
  const { rights, onAsk } = rest
  const unconfirmed = useUnconfirmed('checkpoint', checkpoint.id)
  const Heading = level === 2 ? 'h3' : 'h4'
  return (
    <div className="event-checkpoint">
      <div className="event-checkpoint-head">
        <div className="event-head-words">
          <Heading className="event-checkpoint-name">
            {checkpoint.name} {unconfirmed ? <UnconfirmedMark label={t('custody.notConfirmed')} /> : null}
          </Heading>
          <span className="muted small">{checkpointWords(say, checkpoint)}</span>
          {boxes.length === 0 ? <span className="event-none muted">{t('events.noBoxes')}</span> : null}
        </div>
        <span className="event-head-acts">
          {rights.use ? (
            <Button
              look="quiet"
              aria-label={t('events.assignHereTo', { checkpoint: checkpoint.name, race: race.name })}
              onClick={() => onPanel?.({ kind: 'assign', checkpoint })}
            >
              {t('events.assignHere')}
            </Button>
          ) : null}
          {rights.edit ? (
            <Menu
              label={t('events.checkpointMenu', { checkpoint: checkpoint.name, race: race.name })}
              items={[
                {
                  label: t('events.editCheckpoint'),
                  onChoose: () => onPanel?.({ kind: 'checkpoint', race, checkpoint }),
                },
                {
                  label: t('events.deleteCheckpoint'),
                  onChoose: () => onAsk(askToDeleteCheckpoint(say, checkpoint, boxes)),
                  danger: true,
                },
              ]}
            />
          ) : null}
        </span>
      </div>
      {boxes.length === 0 ? null : (
        <ul className="event-boxes">
          {boxes.map((box) => (
            <BoxInEvent key={box.box.id} placed={box} checkpoint={checkpoint} {...rest} />
          ))}
        </ul>
      )}
    </div>
  )
}

/** `start Sun 09:00 (in 42 min) · last finish expected Sun 15:20 (in 7 h)` */
function raceTimes({ t, time, now }: Say, { plannedStart, expectedEnd }: Race): string {
  const withDistance = (at: string) => `${time.short(at, now)} (${time.relative(at, now)})`
  const parts = [
    plannedStart === undefined ? '' : t('events.start', { at: withDistance(plannedStart) }),
    expectedEnd === undefined ? '' : t('events.lastFinish', { at: withDistance(expectedEnd) }),
  ].filter((part) => part !== '')
  return parts.length === 0 ? t('events.noTimes') : parts.join(' · ')
}

/** What the checkpoint's name doesn't say already. */
function checkpointWords({ t }: Say, { name, kind, distanceM }: PlacedCheckpoint['checkpoint']): string {
  const distance = distanceM === undefined ? '' : t('events.km', { km: distanceM / 1000 })
  const kindWords = t(`events.kinds.${kind}`)
  return [folded(name) === folded(kindWords) ? '' : kindWords, folded(name) === folded(distance) ? '' : distance]
    .filter((part) => part !== '')
    .join(' · ')
}
