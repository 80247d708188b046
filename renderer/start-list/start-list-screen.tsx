import { useState } from 'react'
import type { Event } from '../../shared/records/event.ts'
import { EventFrame } from '../events/event-frame.tsx'
import { EventHead } from '../events/event-tabs.tsx'
import { useWhyNot } from '../give/use-why-not.ts'
import { usePlace } from '../router.ts'
import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Chips } from '../ui/chips.tsx'
import { Field } from '../ui/field.tsx'
import { ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState, InlineError } from '../ui/notices.tsx'
import { grouped } from '../words/count.ts'
import { useSay } from '../words/say.tsx'
import { CsvField } from './csv-field.tsx'
import type { EntryPages } from './entry-pages.ts'
import { EntryTable } from './entry-table.tsx'
import { ImportResult } from './import-result.tsx'
import { NoStartList } from './no-start-list.tsx'
import { RemoveStartListDialog, ReplaceDialog } from './start-list-dialogs.tsx'
import { countWords } from './start-list-words.ts'
import { UnknownChips } from './unknown-chips.tsx'
import { useDroppedFile } from './use-dropped-file.ts'
import { useEntries } from './use-entries.ts'
import { useImport } from './use-import.ts'
import { useUnknownChips } from './use-unknown-chips.ts'
import './start-list.css'

const SCREEN = 'start-list'
const VIEWS = ['list', 'unknown'] as const

/** Who starts in one event, with which chips; and the chips that nobody is named for. */
export function StartListScreen() {
  const { opened } = usePlace()
  return <EventFrame eventId={opened}>{(event) => <OneStartList event={event} />}</EventFrame>
}

function OneStartList({ event }: { readonly event: Event }) {
  const { t } = useSay()
  const [screen, change] = useScreenState(SCREEN)
  const [version, setVersion] = useState(0)
  const changed = () => setVersion((count) => count + 1)
  const { pages, fault } = useEntries(event.id, screen.query.trim(), version)
  const unknown = useUnknownChips(event.id, version)
  const imports = useImport(event.id, () => {
    change({ query: '', filter: 'list', scrollTop: 0 })
    changed()
  })
  const [replacing, setReplacing] = useState<File>()
  const [removing, setRemoving] = useState(false)
  const isEmpty = pages !== undefined && pages.head.total === 0
  const view = VIEWS.find((one) => one === screen.filter) ?? 'list'
  const unknownCount = unknown?.total ?? 0
  const whyNot = useWhyNot('timing.run')
  const take = (file: File) => {
    if (whyNot !== undefined) return
    if (pages === undefined || isEmpty) void imports.take(file, false)
    else setReplacing(file)
  }
  useDroppedFile(take)
  const removed = () => {
    imports.forget()
    changed()
  }
  return (
    <ListWithInspector inspector={null}>
      <div className="start-list">
        <EventHead
          event={event}
          current="start-list"
          actions={
            pages === undefined || isEmpty || whyNot !== undefined ? null : (
              <Button onClick={() => setRemoving(true)}>{t('startList.remove')}</Button>
            )
          }
        />
        <div className="start-list-top">
          {isEmpty && unknownCount === 0 ? null : (
            <Chips
              label={t('startList.view')}
              chips={[
                { id: 'list', label: t('startList.views.list'), count: pages?.head.total ?? 0 },
                { id: 'unknown', label: t('startList.views.unknown'), count: unknownCount },
              ]}
              value={view}
              onChange={(filter) => change({ filter })}
            />
          )}
          {view === 'list' ? <ImportResult state={imports.state} onClose={imports.forget} /> : null}
          {fault === undefined ? null : (
            <InlineError action={<Button onClick={changed}>{t('frame.faultAgain')}</Button>}>{fault}</InlineError>
          )}
        </div>
        {view === 'unknown' && unknown !== undefined ? (
          <UnknownChips eventId={event.id} {...unknown} canName={whyNot === undefined} onNamed={changed} />
        ) : (
          <ListView pages={pages} hasFault={fault !== undefined} whyNot={whyNot} onFile={take} />
        )}
        {removing && pages !== undefined ? (
          <RemoveStartListDialog
            event={event}
            head={pages.head}
            onRemoved={removed}
            onClose={() => setRemoving(false)}
          />
        ) : null}
        {replacing !== undefined && pages !== undefined ? (
          <ReplaceDialog
            file={replacing}
            head={pages.head}
            onReplace={() => void imports.take(replacing, true)}
            onClose={() => setReplacing(undefined)}
          />
        ) : null}
      </div>
    </ListWithInspector>
  )
}

function ListView({
  pages,
  hasFault,
  whyNot,
  onFile,
}: {
  readonly pages: EntryPages | undefined
  readonly hasFault: boolean
  /** Why no list can be imported. */
  readonly whyNot: string | undefined
  readonly onFile: (file: File) => void
}) {
  const say = useSay()
  const { t, time, now } = say
  const [screen, change] = useScreenState(SCREEN)
  if (pages === undefined) return hasFault ? null : <EmptyState title={t('startList.loading')} />
  const { total, matching, importedAt } = pages.head
  if (total === 0) return <NoStartList whyNot={whyNot} onFile={onFile} />
  const words = countWords(say, pages.head)
  return (
    <>
      <div className="start-list-top">
        <p>
          {importedAt === undefined
            ? t('startList.countedUndated', words)
            : t('startList.counted', { ...words, when: time.past(importedAt, now) })}{' '}
          <span className="muted">{t('startList.stays')}</span>
        </p>
        <div className="start-list-row">
          <div className="start-list-search">
            <Field
              label={t('startList.search')}
              placeholder={t('startList.searchHint')}
              autoComplete="off"
              maxLength={100}
              value={screen.query}
              onChange={(query) => change({ query })}
            />
          </div>
          {whyNot === undefined ? <CsvField label={t('startList.chooseOther')} onFile={onFile} /> : null}
        </div>
        <p className="visually-hidden" role="status">
          {screen.query.trim() === '' ? '' : t('startList.found', { count: matching, number: grouped(say, matching) })}
        </p>
      </div>
      <div className="start-list-table">
        <EntryTable pages={pages} screen={SCREEN} />
      </div>
    </>
  )
}
