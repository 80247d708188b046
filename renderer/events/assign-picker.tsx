import { type KeyboardEvent, useId, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { AssignOption } from './assign-option.tsx'
import type { AssignableBox } from './assignable-boxes.ts'

const SHOWN = 80

export interface BoxPickerProps {
  readonly inputRef: React.RefObject<HTMLInputElement | null>
  readonly query: string
  readonly onQuery: (query: string) => void
  readonly found: readonly AssignableBox[]
  readonly isEmpty: boolean
  readonly ticked: ReadonlySet<string>
  readonly onToggle: (box: AssignableBox) => void
  /** Enter. @returns whether the text meant something by itself, and so ticks nothing */
  readonly onEntered: (text: string) => boolean
  readonly onDone: () => void
  /** Left and right, and Ctrl B, while nothing is typed. */
  readonly onPlace: (step: 1 | -1) => void
  readonly onSwapBackup: () => void
  readonly onClose: () => void
  /** Between the field and the list. */
  readonly children?: React.ReactNode
}

/** A search field that moves through the list below it, so that hands stay on the keyboard and a scanner works. */
export function BoxPicker(props: BoxPickerProps) {
  const { inputRef, query, onQuery, found, isEmpty, ticked, onToggle } = props
  const { t } = useTranslation()
  const listId = useId()
  const [activeId, setActiveId] = useState<string>()
  const shown = found.slice(0, SHOWN)
  const at = shown.findIndex(({ box }) => box.id === activeId)
  const active = shown[at === -1 && query !== '' ? 0 : at]
  const move = (step: 1 | -1) => {
    const next = shown[Math.min(shown.length - 1, Math.max(0, at + step))]
    setActiveId(next?.box.id)
    if (next) document.getElementById(optionId(listId, next))?.scrollIntoView({ block: 'nearest' })
  }
  const enter = (withControl: boolean) => {
    if (withControl) props.onDone()
    else if (query !== '' && props.onEntered(query)) setActiveId(undefined)
    else if (active !== undefined) onToggle(active)
  }
  const leave = () => (query === '' ? props.onClose() : onQuery(''))
  const pressed = (key: KeyboardEvent<HTMLInputElement>) => {
    const act = keyAct(key, query, { ...props, move, enter, leave })
    if (act === undefined) return
    key.preventDefault()
    act()
  }
  return (
    <div className="assign-picker">
      <input
        ref={inputRef}
        className="assign-search"
        type="search"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-activedescendant={active === undefined ? undefined : optionId(listId, active)}
        aria-label={t('events.assignSearch')}
        placeholder={t('events.assignSearch')}
        // biome-ignore lint/a11y/noAutofocus: the panel was opened to type or scan here
        autoFocus
        autoComplete="off"
        value={query}
        onChange={(changed) => onQuery(changed.currentTarget.value)}
        onKeyDown={pressed}
      />
      {props.children}
      <p className="muted small">{t('events.assignKeys')}</p>
      <div
        className="assign-list"
        id={listId}
        role="listbox"
        aria-multiselectable="true"
        aria-label={t('events.assignList')}
      >
        {shown.map((one) => (
          <AssignOption
            key={one.box.id}
            id={optionId(listId, one)}
            assignable={one}
            ticked={ticked.has(one.box.id)}
            active={one === active}
            onToggle={onToggle}
          />
        ))}
      </div>
      {found.length > SHOWN ? <p className="muted">{t('events.assignMore', { count: found.length - SHOWN })}</p> : null}
      {found.length > 0 ? null : (
        <p className="muted">{t(isEmpty ? 'events.assignNoBoxes' : 'events.assignNothing')}</p>
      )}
    </div>
  )
}

interface KeyActs extends Pick<BoxPickerProps, 'onPlace' | 'onSwapBackup'> {
  readonly move: (step: 1 | -1) => void
  readonly enter: (withControl: boolean) => void
  readonly leave: () => void
}

/** Undefined: the key is the field's own. */
function keyAct(key: KeyboardEvent<HTMLInputElement>, query: string, acts: KeyActs): (() => void) | undefined {
  const withControl = key.ctrlKey || key.metaKey
  switch (key.key) {
    case 'ArrowDown':
      return () => acts.move(1)
    case 'ArrowUp':
      return () => acts.move(-1)
    case 'ArrowRight':
      return query === '' ? () => acts.onPlace(1) : undefined
    case 'ArrowLeft':
      return query === '' ? () => acts.onPlace(-1) : undefined
    case 'Enter':
      return () => acts.enter(withControl)
    case 'Escape':
      return acts.leave
    default:
      return withControl && key.key.toLowerCase() === 'b' ? acts.onSwapBackup : undefined
  }
}

function optionId(listId: string, { box }: AssignableBox): string {
  return `${listId}-${box.id}`
}
