import { useTranslation } from 'react-i18next'
import { placeHref } from '../router.ts'
import { InlineError } from '../ui/notices.tsx'
import { boxesThatFill, refusalSentence } from '../words/refusal-sentence.ts'
import { useSay } from '../words/say.tsx'
import type { Refused } from './use-receiving.ts'

/** Why not; at the plan's limit also what fills it, one click away (ux 11). */
export function RefusedNotice({ refused, onClose }: { readonly refused: Refused; readonly onClose: () => void }) {
  const { t } = useTranslation()
  const say = useSay()
  const fills = boxesThatFill(refused)
  return (
    <InlineError>
      {refusalSentence(say, refused)}
      {fills.length === 0 ? null : (
        <p>
          {t('borrow.fills')}{' '}
          {fills.map(({ id, serial }) => (
            <a key={id} href={placeHref('devices', id)} className="mono" onClick={onClose}>
              {serial}{' '}
            </a>
          ))}
        </p>
      )}
    </InlineError>
  )
}
