import { useMemo } from 'react'
import type { Alarm } from '../../shared/desktop-race-day.ts'
import type { BoxId } from '../../shared/records/scalars.ts'
import { useCan, useDerived, useOrganisationId, useTrackside, useTracksideState } from '../trackside.tsx'
import { ALARM_RECORD_KINDS, type AlarmAbout, alarmAbout } from './alarm-facts.ts'

/** Alarms with what they are about, in their order. */
export function useAlarmsAbout(alarms: readonly Alarm[]): readonly AlarmAbout[] {
  const viewer = useOrganisationId()
  return useDerived(ALARM_RECORD_KINDS, (records) => alarms.map((alarm) => alarmAbout(records, alarm, viewer)), [
    alarms,
    viewer,
  ])
}

/** Those of one box, worst first. */
export function useBoxAlarms(boxId: BoxId): readonly Alarm[] {
  const alarms = useTracksideState((state) => state.alarms)
  return useMemo(() => alarms.filter((alarm) => alarm.boxId === boxId), [alarms, boxId])
}

export function useCanReplace(): boolean {
  const [use, run] = [useCan('box.use'), useCan('timing.run')]
  return use && run
}

/** ux: a person has seen it. What fails here shows by the alarm staying where it is. */
export function useAcknowledge(): (id: string) => void {
  const { core } = useTrackside()
  return (id) => {
    core.call('acknowledgeAlarm', { id }).catch(() => undefined)
  }
}
