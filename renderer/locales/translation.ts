/**
 * The shape of a translated part: the same keys as the English one, each a sentence. A language may have plural forms
 * that English lacks (`_many`, for a million).
 */
export type Translation<English> = {
  readonly [Key in keyof English]: English[Key] extends string ? string : Translation<English[Key]>
} & { readonly [Key in ManyForm<keyof English>]?: string }

type ManyForm<Key> = Key extends `${infer Stem}_other` ? `${Stem}_many` : never
