import { useTracksideState } from '../trackside.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog, DialogButtons } from '../ui/dialog.tsx'
import { fileSize } from '../words/file-size.ts'
import { useSay } from '../words/say.tsx'

/** What helps when the disk is nearly full, and what must not be done. */
export function SpaceDialog({ isFull, onClose }: { readonly isFull: boolean; readonly onClose: () => void }) {
  const say = useSay()
  const { t } = say
  const disk = useTracksideState((state) => state.disk)
  const low =
    disk === undefined ? t('alarms.space.lowUnknown') : t('alarms.space.low', { free: fileSize(say, disk.freeBytes) })
  return (
    <Dialog title={t('alarms.space.title')} opened onClose={onClose}>
      <p>{isFull ? t('alarms.space.full') : low}</p>
      <div>
        <p>{t('alarms.space.how')}</p>
        <ol className="alarm-space">
          <li>{t('alarms.space.bin')}</li>
          <li>{t('alarms.space.downloads')}</li>
          <li>{t('alarms.space.move')}</li>
        </ol>
      </div>
      <p>{t('alarms.space.never')}</p>
      <DialogButtons>
        <Button look="primary" data-autofocus onClick={onClose}>
          {t('alarms.space.done')}
        </Button>
      </DialogButtons>
    </Dialog>
  )
}
