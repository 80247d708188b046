import type { Checkpoint, Event, Race } from '../../shared/records/event.ts'
import { boxName } from '../devices/device-item.ts'
import type { AskedAct } from '../give/ask-to-give.tsx'
import type { CommandToGive } from '../give/command-to-give.ts'
import { serialsText } from '../words/refusal-sentence.ts'
import type { Say } from '../words/say.tsx'
import type { PlacedBox, RaceFacts } from './event-facts.ts'

/** R5: what these acts stop or take away is said first. */
export function askToArchive(say: Say, event: Event, boxes: readonly PlacedBox[], onDone: () => void): AskedAct {
  const { t } = say
  const running = boxes.filter(({ run }) => run !== undefined)
  const lines = [
    running.length === 0
      ? ''
      : t('events.archiveRuns', { count: running.length, boxes: serialsText(say, serialsOf(running)) }),
    boxes.length === 0
      ? t('events.archiveEmpty')
      : t('events.archiveBoxes', { count: boxes.length, boxes: serialsText(say, serialsOf(boxes)) }),
    t('events.archiveSafe'),
  ]
  return {
    title: t('events.archiveTitle', { event: event.name }),
    lines: lines.filter((line) => line !== ''),
    act: t('events.archive'),
    commands: [{ type: 'archiveEvent', args: { eventId: event.id } }],
    said: t('events.archiveSaid', { event: event.name }),
    onDone,
  }
}

export function askToDeleteRace(say: Say, { race, checkpoints }: RaceFacts): AskedAct {
  const { t } = say
  const boxes = [...new Map(checkpoints.flatMap((at) => at.boxes).map((placed) => [placed.box.id, placed])).values()]
  const names = checkpoints.map(({ checkpoint }) => checkpoint.name).join(', ')
  const lines = [
    checkpoints.length === 0
      ? ''
      : t('events.deleteRaceCheckpoints', { count: checkpoints.length, checkpoints: names }),
    boxesStay(say, boxes),
  ]
  return {
    title: t('events.deleteRaceTitle', { race: race.name }),
    lines: lines.filter((line) => line !== ''),
    act: t('events.deleteRace'),
    commands: [{ type: 'deleteRace', args: { raceId: race.id } }],
    said: t('events.deleted', { name: race.name }),
  }
}

export function askToDeleteCheckpoint(say: Say, checkpoint: Checkpoint, boxes: readonly PlacedBox[]): AskedAct {
  const { t } = say
  return {
    title: t('events.deleteCheckpointTitle', { checkpoint: checkpoint.name }),
    lines: [boxesStay(say, boxes)].filter((line) => line !== ''),
    act: t('events.deleteCheckpoint'),
    commands: [{ type: 'deleteCheckpoint', args: { checkpointId: checkpoint.id } }],
    said: t('events.deleted', { name: checkpoint.name }),
  }
}

export function askToStopRun({ t, time, now }: Say, { box, run }: Required<Pick<PlacedBox, 'box' | 'run'>>): AskedAct {
  const name = boxName(box)
  return {
    title: t('events.stopTitle', { box: name }),
    lines: [t('events.stopSince', { clock: time.past(run.startedAt, now) }), t('events.stopSafe')],
    act: t('events.stopRun'),
    commands: [{ type: 'stopSession', args: { sessionId: run.id } }],
    said: t('events.stopped', { box: name }),
  }
}

/** Only where a timing run is on; else it is done at once, with an undo. */
export function askToTakeOff(
  { t, time, now }: Say,
  event: Event,
  { box, run }: Required<Pick<PlacedBox, 'box' | 'run'>>,
): AskedAct {
  const name = boxName(box)
  return {
    title: t('events.offTitle', { box: name, event: event.name }),
    lines: [t('events.offRun', { clock: time.past(run.startedAt, now) })],
    act: t('events.offEvent'),
    commands: [{ type: 'releaseBox', args: { boxId: box.id } }],
    said: t('events.offSaid', { box: name, event: event.name }),
  }
}

/** The command that puts a box back to where it is now. */
export function asItIs({ assignment, box }: PlacedBox, event: Pick<Event, 'id'>): CommandToGive {
  const { checkpointIds, backup } = assignment
  return { type: 'assignBox', args: { boxId: box.id, eventId: event.id, checkpointIds: [...checkpointIds], backup } }
}

/** A new race with, where wanted, its two ends. */
export function raceCommands(
  race: Pick<Race, 'id' | 'eventId' | 'name'> & {
    readonly plannedStart: string | undefined
    readonly expectedEnd: string | undefined
  },
  checkpoints: readonly Pick<Checkpoint, 'id' | 'name' | 'kind'>[],
): readonly CommandToGive[] {
  const { id: raceId, eventId, name, plannedStart, expectedEnd } = race
  return [
    {
      type: 'createRace',
      args: {
        raceId,
        eventId,
        name,
        ...(plannedStart ? { plannedStart } : {}),
        ...(expectedEnd ? { expectedEnd } : {}),
      },
    },
    ...checkpoints.map(({ id: checkpointId, ...named }) => ({
      type: 'createCheckpoint' as const,
      args: { checkpointId, raceId, ...named },
    })),
  ]
}

function boxesStay(say: Say, boxes: readonly PlacedBox[]): string {
  if (boxes.length === 0) return ''
  return say.t('events.deleteBoxes', { count: boxes.length, boxes: serialsText(say, serialsOf(boxes)) })
}

function serialsOf(boxes: readonly PlacedBox[]): readonly string[] {
  return boxes.map(({ box }) => box.serial)
}
