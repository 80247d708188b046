import { Button } from '../ui/button.tsx'
import { useSay } from '../words/say.tsx'

/** In the desktop application its shell prints and makes the file; in a browser, the browser. */
export function SheetButtons({ fileName }: { readonly fileName: string }) {
  const { t } = useSay()
  if (window.trackside === undefined) {
    return (
      <Button look="primary" onClick={() => window.print()}>
        {t('custodySheet.print')}
      </Button>
    )
  }
  return (
    <>
      <Button onClick={() => tellPrint('pdf', fileName)}>{t('custodySheet.savePdf')}</Button>
      <Button look="primary" onClick={() => tellPrint('printer', fileName)}>
        {t('custodySheet.print')}
      </Button>
    </>
  )
}

export function tellPrint(to: 'printer' | 'pdf', fileName: string): void {
  window.trackside?.tell({ type: 'print', to, name: fileName.slice(0, 120) })
}
