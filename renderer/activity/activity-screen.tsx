import { useEffect, useMemo, useRef } from 'react'
import { boxIdSchema } from '../../shared/records/scalars.ts'
import { faultSentence } from '../give/use-give.ts'
import { placeHref, usePlace } from '../router.ts'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { NewRowsBar } from '../ui/new-rows-bar.tsx'
import { EmptyState, InlineError } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { dateIn } from '../words/format-time.ts'
import { useSay } from '../words/say.tsx'
import { filterOf, isNarrowed, readChosen } from './activity-filter.ts'
import { ActivityFilters } from './activity-filters.tsx'
import { ActivityList } from './activity-list.tsx'
import { SaveActivityButton, SaveActivityLine, useActivitySaving } from './save-activity.tsx'
import { type Activity, useActivity } from './use-activity.ts'
import './activity.css'

const SCREEN = 'activity'
const ROW_PX = 36
const MOST_AT_FIRST = 2_000

/** L16: all that happened to the organisation's boxes, newest first; `#/activity/BOXID` shows one box's. */
export function ActivityScreen() {
  const { t, time, now } = useSay()
  const [screen, change] = useScreenState(SCREEN)
  useOpenedBox(change)
  const chosen = useMemo(() => readChosen(screen), [screen])
  const today = dateIn(time.zone, now)
  const filter = useMemo(() => filterOf(chosen, time.zone, today), [chosen, time.zone, today])
  const listRef = useRef<HTMLDivElement>(null)
  const kept = useRef(screen.scrollTop)
  const first = Math.min(MOST_AT_FIRST, Math.ceil(kept.current / ROW_PX))
  const activity = useActivity(filter, listRef, first)
  const saving = useActivitySaving(filter)
  const toTop = () => listRef.current?.scrollTo({ top: 0 })
  return (
    <ListWithInspector inspector={null}>
      <ScreenHead title={t('activity.title')} actions={<SaveActivityButton saving={saving} />}>
        <ActivityFilters
          chosen={chosen}
          change={({ chosen: more, ...rest }) => {
            kept.current = 0
            toTop()
            change({ ...rest, ...(more === undefined ? {} : { chosen: { ...screen.chosen, ...more } }) })
          }}
        />
        <SaveActivityLine saving={saving} />
        <NewRowsBar
          count={activity.waiting}
          onShow={() => {
            toTop()
            activity.readAgain()
          }}
        />
      </ScreenHead>
      {activity.entries.length === 0 ? (
        <NoActivity activity={activity} isNarrowed={isNarrowed(chosen)} />
      ) : (
        <ActivityList
          activity={activity}
          listRef={listRef}
          scrollTop={kept.current}
          onLeave={(scrollTop) => change({ scrollTop })}
          foot={<Foot activity={activity} />}
        />
      )}
    </ListWithInspector>
  )
}

/** A box in the address becomes the filter, alone; the address is then the screen's own again. */
function useOpenedBox(change: ReturnType<typeof useScreenState>[1]): void {
  const { opened } = usePlace()
  useEffect(() => {
    const box = boxIdSchema.safeParse(opened).data
    if (box === undefined) return
    change({ filter: 'all', query: '', scrollTop: 0, chosen: { box } })
    window.location.replace(placeHref(SCREEN))
  }, [opened, change])
}

function Foot({ activity }: { readonly activity: Activity }) {
  const { t, time, now } = useSay()
  if (activity.problem !== undefined) return <Problem activity={activity} />
  if (activity.lookedTo !== undefined) {
    return (
      <p className="activity-foot muted small">{t('activity.lookedTo', { day: time.past(activity.lookedTo, now) })}</p>
    )
  }
  return activity.isWhole ? <p className="activity-foot muted small">{t('activity.end')}</p> : null
}

function Problem({ activity }: { readonly activity: Activity }) {
  const { t } = useSay()
  return (
    <div className="activity-problem">
      <InlineError action={<Button onClick={activity.readAgain}>{t('activity.again')}</Button>}>
        {faultSentence(t, activity.problem)}
      </InlineError>
    </div>
  )
}

/** ux 17 */
function NoActivity({
  activity,
  isNarrowed: isFiltered,
}: {
  readonly activity: Activity
  readonly isNarrowed: boolean
}) {
  const { t, time, now } = useSay()
  if (activity.problem !== undefined) return <Problem activity={activity} />
  if (activity.isReading || !activity.isWhole) {
    return (
      <p className="activity-foot muted" role="status">
        {activity.lookedTo === undefined
          ? t('activity.reading')
          : t('activity.lookedTo', { day: time.past(activity.lookedTo, now) })}
      </p>
    )
  }
  if (isFiltered) return <EmptyState title={t('activity.noneFound')}>{t('activity.noneFoundWhy')}</EmptyState>
  return (
    <EmptyState
      title={t('activity.none')}
      action={
        <a className="button" href={placeHref('devices')}>
          {t('activity.toDevices')}
        </a>
      }
    >
      {t('activity.noneWhy')}
    </EmptyState>
  )
}
