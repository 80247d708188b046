import { useTranslation } from 'react-i18next'
import { FileField } from '../ui/file-field.tsx'

/** Opens a CSV file. What is dropped is taken anywhere on the screen: here it says so. */
export function CsvField({ label, onFile }: { readonly label: string; readonly onFile: (file: File) => void }) {
  const { t } = useTranslation()
  return (
    <FileField label={label} hint={t('startList.drop')} accept=".csv,.txt,.tsv,text/csv,text/plain" onFile={onFile} />
  )
}
