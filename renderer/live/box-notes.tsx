import { useScreenState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notices.tsx'
import { useSay } from '../words/say.tsx'
import type { LiveRow } from './live-facts.ts'
import { outsideWords, restTold, staysOnBoxWords } from './live-words.ts'
import { filterText } from './stream-rows.ts'

const SCREEN = 'live'

/** Which times of a box aren't here, or not in the list, and how to come by them. */
export function BoxNotes({ row, onConnect }: { readonly row: LiveRow; readonly onConnect: (() => void) | undefined }) {
  const say = useSay()
  const { t } = say
  const rest = restTold(say, row)
  const stays = staysOnBoxWords(say, row)
  return (
    <>
      {rest?.isHere === false ? (
        <Notice
          level="warning"
          action={
            rest.byConnecting && onConnect !== undefined ? (
              <Button aria-label={t('live.connectDo', { serial: row.serial })} onClick={onConnect}>
                {t('live.connect')}
              </Button>
            ) : null
          }
        >
          {rest.words}
        </Notice>
      ) : null}
      {rest?.isHere ? <p className="small live-note">{rest.words}</p> : null}
      {stays === undefined ? null : <p className="small live-note">{stays}</p>}
      <Outside row={row} />
    </>
  )
}

/** L10: they are in no event, so that no list of this one would show them. */
function Outside({ row }: { readonly row: LiveRow }) {
  const say = useSay()
  const [{ chosen }, change] = useScreenState(SCREEN)
  const words = outsideWords(say, row)
  if (words === undefined) return null
  const show = () =>
    change({ filter: filterText({ kind: 'box', boxId: row.boxId }), chosen: { ...chosen, part: 'passings' } })
  return (
    <p className="small live-note">
      {words}{' '}
      <Button look="quiet" aria-label={say.t('live.outsideShowOf', { serial: row.serial })} onClick={show}>
        {say.t('live.outsideShow')}
      </Button>
    </p>
  )
}
