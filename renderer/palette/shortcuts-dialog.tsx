import { Fragment } from 'react'
import { usePlace } from '../router.ts'
import { routes } from '../routes.ts'
import { Dialog } from '../ui/dialog.tsx'
import { Kbd } from '../ui/kbd.tsx'
import { useSay } from '../words/say.tsx'
import { keyOf, keysText } from './key-words.ts'
import { type ShortcutId, shortcutsOn } from './shortcuts.ts'
import './shortcuts-dialog.css'

/** What the keys do on the screen that is open, and everywhere. */
export function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const { t } = useSay()
  const { screen } = usePlace()
  const places = shortcutsOn(screen === '' ? (routes[0]?.path ?? '') : screen)
  return (
    <Dialog title={t('palette.shortcut.title')} opened wide onClose={onClose}>
      <div className="shortcuts">
        {places.map(({ where, ids }) => (
          <section key={where} aria-label={t(`palette.shortcut.in.${where}`)}>
            <h3>{t(`palette.shortcut.in.${where}`)}</h3>
            <dl>
              {ids.map((id) => (
                <div key={id} className="shortcuts-line">
                  <dt>{t(`palette.shortcut.does.${id}`)}</dt>
                  <dd>
                    <Keys id={id} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="muted small">{t('palette.shortcut.hint', { key: keyOf(t, 'palette') })}</p>
    </Dialog>
  )
}

function Keys({ id }: { readonly id: ShortcutId }) {
  const { t } = useSay()
  return (
    <>
      {keysText(t, id).map((keys, index) => (
        <Fragment key={keys}>
          {index === 0 ? null : <span className="visually-hidden"> {t('palette.key.or')} </span>}
          <Kbd>{keys}</Kbd>
        </Fragment>
      ))}
    </>
  )
}
