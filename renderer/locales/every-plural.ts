/**
 * Spanish and Italian have a third form, for millions. Where a sentence reads alike with it, the catalogue leaves it out;
 * i18next would take the English sentence then.
 */
export function withEveryPlural(catalogue: object): object {
  const forms = Object.entries(catalogue).flatMap(([key, value]) => {
    if (typeof value === 'object' && value !== null) return [[key, withEveryPlural(value)]]
    const many = key.replace(/_other$/, '_many')
    return many === key || many in catalogue
      ? [[key, value]]
      : [
          [key, value],
          [many, value],
        ]
  })
  return Object.fromEntries(forms)
}
