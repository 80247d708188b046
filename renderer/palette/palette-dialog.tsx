import { Modal } from '@mantine/core'
import { type KeyboardEvent, useEffect, useId, useMemo, useRef, useState } from 'react'
import { looksSigned } from '../../shared/tickets/signed.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useIdentity, useTracksideState } from '../trackside.tsx'
import { EmptyState } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import { type ActionId, actionOf } from './actions.ts'
import { type Line, lineKey, usePaletteLines } from './palette-lines.ts'
import { PaletteOption } from './palette-option.tsx'
import { missingPermission } from './palette-rows.ts'
import { useRunLine } from './use-run-line.ts'
import './palette.css'

const PAGE = 8

/**
 * ux 14: every action and record, from anywhere. A combobox with its listbox, made here: Mantine's Spotlight has neither
 * the roles that a screen reader needs, nor rows that say why they can't be chosen, nor a second step.
 */
export function PaletteDialog({ query: first, onClose }: { readonly query: string; readonly onClose: () => void }) {
  const { t } = useSay()
  const door = useDoor()
  const permissions = useIdentity()?.permissions ?? []
  const [query, setQuery] = useState(first)
  const [asking, setAsking] = useState<ActionId>()
  const [active, setActive] = useState(0)
  const fieldRef = useRef<HTMLInputElement>(null)
  const listId = useId()
  const lines = usePaletteLines(query, asking)
  const run = useRunLine()
  const giveBackFocus = useFocusBefore()
  const at = Math.min(active, Math.max(0, lines.length - 1))

  const type = (text: string) => {
    setQuery(text)
    setActive(0)
  }
  const ask = (id: ActionId | undefined) => {
    setAsking(id)
    type('')
    fieldRef.current?.focus()
  }
  const leave = () => {
    onClose()
    giveBackFocus()
  }
  const choose = (line: Line | undefined) => {
    if (line === undefined || isBlocked(line)) return
    if (line.kind === 'action' && line.subject === undefined && actionOf(line.id).about !== undefined) {
      return ask(line.id)
    }
    onClose()
    run(line, query)
  }
  const isBlocked = (line: Line) => line.kind === 'action' && missingPermission(line.id, permissions)
  const enter = () => {
    // A scanner typed it into this field.
    if (looksSigned(query)) {
      onClose()
      return door.receive({ first: { kind: 'text', text: query, by: 'scanner' } })
    }
    choose(lines[at])
  }
  const pressed = (event: KeyboardEvent) => {
    const to = keyTarget(event.key, at, lines.length)
    if (to !== undefined) setActive(to)
    else if (event.key === 'Enter') enter()
    else if (event.key === 'Escape') {
      if (asking === undefined) leave()
      else ask(undefined)
    } else if (event.key === 'Backspace' && query === '' && asking !== undefined) ask(undefined)
    else if (event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey)) leave()
    else return
    event.preventDefault()
    event.stopPropagation()
  }
  const line = lines[at]
  const activeId = line === undefined ? undefined : optionId(listId, line)
  useEffect(() => {
    if (activeId !== undefined) document.getElementById(activeId)?.scrollIntoView({ block: 'nearest' })
  }, [activeId])
  const about = asking === undefined ? undefined : actionOf(asking).about
  // The list behind can be narrowed down to anything.
  const isNothing = lines.every(({ kind }) => kind === 'filter')
  const label = about === undefined ? t('palette.title') : t(`palette.which.${about}`)
  return (
    <Modal.Root
      opened
      onClose={leave}
      closeOnEscape={false}
      returnFocus={false}
      size={640}
      yOffset="min(10vh, 96px)"
      transitionProps={{ duration: 0 }}
      classNames={{ content: 'dialog palette', inner: 'palette-inner' }}
    >
      <Modal.Overlay className="dialog-overlay" />
      <Modal.Content>
        <Modal.Title className="visually-hidden">{label}</Modal.Title>
        <Modal.Body className="palette-body">
          {asking === undefined ? null : (
            <div className="palette-step">
              <button type="button" className="button" onClick={() => ask(undefined)}>
                {t('palette.back')}
              </button>
              <b>{t(`palette.ask.${asking}`)}</b>
            </div>
          )}
          <input
            ref={fieldRef}
            className="palette-field"
            role="combobox"
            aria-expanded="true"
            aria-controls={listId}
            aria-activedescendant={activeId}
            aria-autocomplete="list"
            aria-label={label}
            placeholder={about === undefined ? t('palette.hint') : label}
            data-autofocus
            // biome-ignore lint/a11y/noAutofocus: it was opened to type here, and the first key must not be lost
            autoFocus
            autoComplete="off"
            spellCheck={false}
            value={query}
            onChange={(event) => type(event.currentTarget.value)}
            onKeyDown={pressed}
          />
          <div id={listId} className="palette-list" role="listbox" aria-label={t('palette.results')}>
            {lines.map((one, index) => (
              <PaletteOption
                key={lineKey(one)}
                id={optionId(listId, one)}
                line={one}
                query={query}
                active={index === at}
                blocked={isBlocked(one)}
                onChoose={() => choose(one)}
              />
            ))}
          </div>
          {isNothing ? <Nothing query={query.trim()} /> : null}
          <p className="palette-foot muted small">{t('palette.keysHint')}</p>
          <p className="visually-hidden" role="status">
            {query === '' ? '' : t('palette.found', { count: lines.filter(({ kind }) => kind !== 'filter').length })}
          </p>
        </Modal.Body>
      </Modal.Content>
    </Modal.Root>
  )
}

function Nothing({ query }: { readonly query: string }) {
  const { t } = useSay()
  // Before the records have come there is nothing to be found either.
  const isLoading = useTracksideState((state) => state.status?.loading ?? true)
  if (looksSigned(query)) return <EmptyState title={t('palette.scanned')} />
  if (query === '' || isLoading) {
    return <EmptyState title={t('palette.noneFits')}>{t('palette.noneFitsWhy')}</EmptyState>
  }
  return <EmptyState title={t('palette.none', { query })}>{t('palette.noneWhy')}</EmptyState>
}

/** Where a key leads to in the list; round at its ends. */
function keyTarget(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined
  if (key === 'ArrowDown') return (at + 1) % count
  if (key === 'ArrowUp') return (at + count - 1) % count
  if (key === 'PageDown') return Math.min(count - 1, at + PAGE)
  return key === 'PageUp' ? Math.max(0, at - PAGE) : undefined
}

/** What had the focus before, to have it again where nothing was chosen. */
function useFocusBefore(): () => void {
  const before = useMemo(() => document.activeElement, [])
  return () => {
    // After the dialog is gone: until then it keeps the focus.
    setTimeout(() => {
      if (before instanceof HTMLElement && before.isConnected) before.focus()
    })
  }
}

/** A bib may have spaces; an id may not. */
function optionId(listId: string, line: Line): string {
  return `${listId}-${encodeURIComponent(lineKey(line))}`
}
