import { useEffect, useState } from 'react'
import type { Box } from '../../shared/records/box.ts'
import type { EventId } from '../../shared/records/scalars.ts'
import { useTrackside } from '../trackside.tsx'
import type { CoreConnection } from '../transport.ts'
import type { EventKnown } from './office-checks.ts'

/** What only the core knows of the event: its start list, and which of its boxes have an address. Undefined: it is asked. */
export function useEventKnown(eventId: EventId, boxes: readonly Pick<Box, 'id' | 'serial'>[]): EventKnown | undefined {
  const { core } = useTrackside()
  const [known, setKnown] = useState<EventKnown>()
  const key = boxes.map(({ id }) => id).join(' ')
  // biome-ignore lint/correctness/useExhaustiveDependencies: the boxes are named by their ids
  useEffect(() => {
    let isOver = false
    askEvent(core, eventId, boxes).then(
      (found) => {
        if (!isOver) setKnown(found)
      },
      () => undefined,
    )
    return () => {
      isOver = true
    }
  }, [core, eventId, key])
  return known
}

async function askEvent(
  core: CoreConnection,
  eventId: EventId,
  boxes: readonly Pick<Box, 'id' | 'serial'>[],
): Promise<EventKnown> {
  const { total, chips } = await core.call('startList', { eventId, limit: 1 })
  const asked = await Promise.all(
    boxes.map(async ({ id, serial }) => {
      const { addresses } = await core.call('boxAddresses', { boxId: id })
      return { serial, isKnown: addresses.length > 0 }
    }),
  )
  const serialsOf = (isKnown: boolean) => asked.flatMap((box) => (box.isKnown === isKnown ? box.serial : []))
  return { entries: total, chips, reached: serialsOf(true), unreached: serialsOf(false) }
}
