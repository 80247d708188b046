import { useEffect, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { ToPage } from '../../shared/shell-messages.ts'
import { usePlace } from '../router.ts'
import { shellFacts } from '../shell/shell-facts.ts'
import { updateWords } from '../shell/update-words.ts'
import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Facts } from '../ui/facts.tsx'
import { InlineError } from '../ui/notices.tsx'

/** Which version this is, and whether there is a newer one. Only in the desktop application: a browser has none. */
export function UpdateSection({
  update: { current, update },
}: {
  readonly update: Extract<ToPage, { type: 'update' }>
}) {
  const { t, i18n } = useTranslation()
  const runs = useTracksideState((state) => shellFacts(state).runs.join(', '))
  const section = useRef<HTMLElement>(null)
  const { opened } = usePlace()
  useEffect(() => {
    // From the menu, which is asked for this and nothing else.
    if (opened === 'updates') section.current?.scrollIntoView({ block: 'nearest' })
  }, [opened])
  const { sentence, button } = updateWords(t, update, runs)
  return (
    <section ref={section} className="settings-section" aria-labelledby="settings-updates">
      <h2 id="settings-updates">{t('updates.title')}</h2>
      <Facts facts={[[t('updates.version'), current]]} />
      {update.state === 'failed' ? <InlineError>{sentence}</InlineError> : <p role="status">{sentence}</p>}
      {update.state === 'downloading' ? (
        <div className="settings-progress">
          <progress max={100} value={update.percent} aria-label={sentence} />
          <span aria-hidden="true">
            {new Intl.NumberFormat(i18n.language, { style: 'percent' }).format(update.percent / 100)}
          </span>
        </div>
      ) : null}
      {button === undefined ? null : (
        <div className="settings-buttons">
          <Button
            look={button.isPrimary ? 'primary' : 'plain'}
            whyNot={button.whyNot}
            busy={button.isBusy ?? false}
            aria-describedby={button.whyNot === undefined ? undefined : 'settings-updates-why'}
            onClick={() => window.trackside?.tell({ type: 'update', act: button.act })}
          >
            {button.label}
          </Button>
        </div>
      )}
      {button?.whyNot === undefined ? null : (
        <p id="settings-updates-why" className="muted small">
          {button.whyNot}
        </p>
      )}
    </section>
  )
}
