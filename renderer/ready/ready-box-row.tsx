import { AlarmList } from '../alarms/alarm-list.tsx'
import { useBoxAlarms } from '../alarms/use-alarms.ts'
import { CustodyTag } from '../custody/custody-tag.tsx'
import { useCustody } from '../custody/use-custody.ts'
import type { PlacedBox } from '../events/event-facts.ts'
import { useSay } from '../words/say.tsx'
import type { Check } from './check.ts'
import { CheckLine } from './check-line.tsx'
import type { ReadyBox } from './ready-facts.ts'
import { TestRead } from './test-read.tsx'

/** A box where it stands: whose until when (L11), its test read, and everything else that was looked at. */
export function ReadyBoxRow({
  placed,
  firstAt,
  checks,
}: {
  readonly placed: PlacedBox
  readonly firstAt: ReadyBox['firstAt']
  readonly checks: readonly Check[]
}) {
  const { t } = useSay()
  const { box, assignment } = placed
  const custody = useCustody(box)
  const alarms = useBoxAlarms(box.id)
  const isPlaced = assignment.checkpointIds.length > 0
  const [test, ...others] = checks
  const isFirst = firstAt === undefined
  return (
    <li id={isFirst ? `ready-${box.id}` : undefined} tabIndex={-1} className="ready-box" aria-label={box.serial}>
      <div className="ready-box-name">
        <span>
          <b className="mono">{box.serial}</b> {box.alias}
        </span>
        {isPlaced ? <span>{t(assignment.backup ? 'events.backup' : 'events.main')}</span> : null}
        <CustodyTag facts={custody} size="line" />
      </div>
      {firstAt === undefined ? (
        <>
          <div className="ready-box-test">
            {test === undefined ? null : <TestRead placed={placed} check={test} />}
            <AlarmList alarms={alarms} />
          </div>
          <ul className="checks">
            {others.map((check) => (
              <CheckLine key={check.key} check={check} />
            ))}
          </ul>
        </>
      ) : (
        <p className="muted">
          {t('ready.sameAs', {
            place: t('ready.place', { checkpoint: firstAt.checkpoint.name, race: firstAt.race.name }),
          })}
        </p>
      )}
    </li>
  )
}
