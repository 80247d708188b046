import { useTranslation } from 'react-i18next'
import { FileField } from '../ui/file-field.tsx'

/** Opens a file or a photograph. What is dropped is taken anywhere (scans.tsx): here it says so. */
export function ScanFileField({ onFile }: { readonly onFile: (file: File) => void }) {
  const { t } = useTranslation()
  return (
    <FileField
      label={t('scan.file')}
      hint={t('scan.fileHint')}
      accept=".trackside,text/plain,image/*"
      onFile={onFile}
    />
  )
}
