import { type KeyboardEvent, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { looksSigned } from '../../shared/tickets/signed.ts'
import { keyOf } from '../palette/key-words.ts'
import { usePalette } from '../palette/palette-context.ts'
import { hasList } from '../palette/screens.ts'
import { useShortcut } from '../palette/use-shortcut.ts'
import { goTo } from '../router.ts'
import { useDoor } from '../tickets/door-context.ts'
import { useOrganisationId, useScreenState, useTrackside } from '../trackside.tsx'
import { CloseIcon, FindIcon } from '../ui/icons.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { findBox, findGroup } from '../words/search.ts'

/**
 * The face of the palette (ux 14). Where the screen has a list, what is typed narrows that down at once, and Enter goes on
 * to what it means, or into the palette with it.
 */
export function SearchField({ screen }: { readonly screen: string }) {
  return hasList(screen) ? <ListField screen={screen} /> : <Face />
}

function ListField({ screen }: { readonly screen: string }) {
  const { t } = useTranslation()
  const { store } = useTrackside()
  const viewer = useOrganisationId()
  const door = useDoor()
  const palette = usePalette()
  const inputRef = useRef<HTMLInputElement>(null)
  const [{ query }, change] = useScreenState(screen)
  useShortcut('search', () => {
    inputRef.current?.focus()
    inputRef.current?.select()
  })
  const enter = () => {
    // A scanner typed it into this field.
    if (looksSigned(query)) {
      change({ query: '' })
      return door.receive({ first: { kind: 'text', text: query, by: 'scanner' } })
    }
    const { records } = store.getState()
    const box = findBox(records.all('box'), query, viewer)
    if (box) return goTo('devices', box.id)
    const group = findGroup(records.all('group'), query, viewer)
    if (group) return goTo('groups', group.id)
    palette.open(query)
  }
  const pressed = (event: KeyboardEvent) => {
    if (event.key === 'Enter') enter()
    if (event.key !== 'Escape') return
    if (query === '') inputRef.current?.blur()
    else change({ query: '' })
  }
  return (
    <div className="search-field">
      <input
        ref={inputRef}
        type="search"
        aria-label={t('palette.field')}
        placeholder={t('palette.field')}
        value={query}
        onChange={(event) => change({ query: event.currentTarget.value })}
        onKeyDown={pressed}
      />
      <span className="search-field-end">
        {query === '' ? null : (
          <button
            type="button"
            className="search-field-clear"
            aria-label={t('list.clearSearch')}
            onClick={() => change({ query: '' })}
          >
            <CloseIcon />
          </button>
        )}
        <button
          type="button"
          className="search-field-find"
          aria-label={t('palette.open', { key: keyOf(t, 'palette') })}
          title={t('palette.open', { key: keyOf(t, 'palette') })}
          onClick={() => palette.open(query)}
        >
          <FindIcon />
          <span aria-hidden="true">
            <Kbd>{keyOf(t, 'palette')}</Kbd>
          </span>
        </button>
      </span>
    </div>
  )
}

/** No list to narrow down: it only opens the palette. */
function Face() {
  const { t } = useTranslation()
  const palette = usePalette()
  useShortcut('search', () => palette.open())
  return (
    <button type="button" className="search-field search-face" onClick={() => palette.open()}>
      <FindIcon />
      <span className="search-face-words">{t('palette.find')}</span>
      <Kbd>{keyOf(t, 'palette')}</Kbd>
    </button>
  )
}
