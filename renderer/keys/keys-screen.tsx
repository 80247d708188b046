import { useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useWhyNot } from '../give/use-why-not.ts'
import { useListState } from '../list-state.ts'
import { MembersTabs } from '../members/members-tabs.tsx'
import { useWanted } from '../palette/palette-context.ts'
import { goTo, usePlace } from '../router.ts'
import { useDerived } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { DataTable } from '../ui/data-table.tsx'
import { Inspector, ListWithInspector } from '../ui/inspector.tsx'
import { EmptyState, InlineError, Notice } from '../ui/notices.tsx'
import { ScreenHead } from '../ui/screen-head.tsx'
import { useSay } from '../words/say.tsx'
import { CreateKeyDialog } from './create-key-dialog.tsx'
import { KeyInspector } from './key-inspector.tsx'
import { type ApiKey, type KeyRow, keyRows } from './key-rows.ts'
import { KeyCard, useKeyColumns } from './keys-columns.tsx'
import { useKeys } from './use-keys.ts'
import './keys.css'

const SCREEN = 'keys'

const rowId = ({ key }: KeyRow) => key.id
const rowName = ({ key }: KeyRow) => key.name
const open = (id: string) => goTo(SCREEN, id)
const close = () => goTo(SCREEN)

/** R6: the keys of the device API, which live in the cloud. */
export function KeysScreen() {
  const { t } = useTranslation()
  const { keys, status, fault, readAgain } = useKeys()
  const [creating, setCreating] = useState(false)
  const createRef = useRef<HTMLButtonElement>(null)
  const missing = useWhyNot('member.manage')
  const whyNot = missing ?? (status === 'no-cloud' ? t('keys.offline') : undefined)
  useWanted(undefined, whyNot === undefined ? ['create-key'] : [], () => setCreating(true))
  const endCreating = () => {
    setCreating(false)
    createRef.current?.focus()
  }
  const { opened } = usePlace()
  return (
    <ListWithInspector
      inspector={
        keys === undefined || opened === undefined ? null : <OpenedKey id={opened} keys={keys} onRevoked={readAgain} />
      }
    >
      <ScreenHead
        title={t('keys.title')}
        actions={
          <Button look="primary" ref={createRef} whyNot={whyNot} onClick={() => setCreating(true)}>
            {t('keys.create')}
          </Button>
        }
      >
        <MembersTabs current="keys" />
        <p className="keys-why muted">{t('keys.why')}</p>
        {keys !== undefined && status === 'no-cloud' ? <Notice>{t('keys.old')}</Notice> : null}
        {fault === undefined ? null : (
          <InlineError action={<Button onClick={readAgain}>{t('keys.tryAgain')}</Button>}>{fault}</InlineError>
        )}
      </ScreenHead>
      {keys === undefined ? null : <KeyList keys={keys} opened={opened} />}
      {keys === undefined && fault === undefined ? <NoKeys status={status} onAgain={readAgain} /> : null}
      {creating ? <CreateKeyDialog onMade={readAgain} onClose={endCreating} /> : null}
    </ListWithInspector>
  )
}

function KeyList({ keys, opened }: { readonly keys: readonly ApiKey[]; readonly opened: string | undefined }) {
  const { t } = useTranslation()
  const say = useSay()
  const { state: screen, change, table } = useListState(SCREEN)
  const query = screen.query.trim()
  const rows = useDerived(['box'], (records) => keyRows(say, records, keys, query), [say, keys, query])
  return (
    <div className="members-list">
      <DataTable
        label={t('keys.list')}
        rows={rows}
        columns={useKeyColumns()}
        rowId={rowId}
        rowName={rowName}
        opened={opened}
        onOpen={open}
        {...table}
        card={useMemo(() => (row: KeyRow) => <KeyCard row={row} />, [])}
        empty={
          query === '' ? (
            <EmptyState title={t('keys.none')}>{t('keys.noneText')}</EmptyState>
          ) : (
            <EmptyState
              title={t('keys.noMatch', { query })}
              action={<Button onClick={() => change({ query: '' })}>{t('keys.showAll')}</Button>}
            >
              {t('keys.noMatchText')}
            </EmptyState>
          )
        }
      />
    </div>
  )
}

function OpenedKey({
  id,
  keys,
  onRevoked,
}: {
  readonly id: string
  readonly keys: readonly ApiKey[]
  readonly onRevoked: () => void
}) {
  const { t } = useTranslation()
  const say = useSay()
  const row = useDerived(['box'], (records) => keyRows(say, records, keys, '').find(({ key }) => key.id === id), [
    say,
    keys,
    id,
  ])
  if (row === undefined) {
    return (
      <Inspector title={t('keys.gone')} name={t('keys.gone')} onClose={close}>
        <Notice>{t('keys.goneText')}</Notice>
      </Inspector>
    )
  }
  const revoked = () => {
    close()
    onRevoked()
  }
  return <KeyInspector key={id} row={row} onClose={close} onRevoked={revoked} />
}

/** Why there is nothing to list: not asked yet, no way to the cloud, or not for this member. */
function NoKeys({
  status,
  onAgain,
}: {
  readonly status: 'done' | 'no-cloud' | 'forbidden' | undefined
  readonly onAgain: () => void
}) {
  const { t } = useTranslation()
  if (status === undefined) return <EmptyState title={t('keys.loading')} />
  if (status === 'forbidden') return <EmptyState title={t('keys.forbidden')}>{t('keys.forbiddenText')}</EmptyState>
  return (
    <EmptyState title={t('keys.offline')} action={<Button onClick={onAgain}>{t('keys.tryAgain')}</Button>}>
      {t('keys.offlineText')}
    </EmptyState>
  )
}
