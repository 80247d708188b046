import type { Event } from '../../shared/records/event.ts'
import { EventFrame } from '../events/event-frame.tsx'
import { EventHead } from '../events/event-tabs.tsx'
import { usePlace } from '../router.ts'
import { useScreenState } from '../trackside.tsx'
import { Chips } from '../ui/chips.tsx'
import { useSay } from '../words/say.tsx'
import { GunPart } from './gun-part.tsx'
import { useKeepAwake } from './laptop-context.ts'
import { OfficePart } from './office-part.tsx'
import './ready.css'

const SCREEN = 'ready'
const PARTS = ['gun', 'office'] as const

/** Whether an event is ready, before the gun and before leaving the office: `#/ready/EVENT`. */
export function ReadyScreen() {
  const { opened } = usePlace()
  return <EventFrame eventId={opened}>{(event) => <ReadyEvent event={event} />}</EventFrame>
}

function ReadyEvent({ event }: { readonly event: Event }) {
  const { t } = useSay()
  const [{ chosen }, change] = useScreenState(SCREEN)
  const part = PARTS.find((one) => one === chosen['part']) ?? 'gun'
  useKeepAwake()
  return (
    <main className="ready-screen">
      <EventHead event={event} current="ready" />
      <div className="ready">
        <Chips
          label={t('ready.parts')}
          chips={PARTS.map((id) => ({ id, label: t(`ready.part.${id}`) }))}
          value={part}
          onChange={(shown) => change({ chosen: { ...chosen, part: shown } })}
        />
        {part === 'gun' ? <GunPart event={event} /> : <OfficePart event={event} />}
      </div>
    </main>
  )
}
