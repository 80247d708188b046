import type { SavedView } from '../store.ts'

type ViewToSave = Omit<SavedView, 'id' | 'name'>

/** With another one under that name; one of the same name is replaced. */
export function withView(
  views: readonly SavedView[],
  id: string,
  name: string,
  view: ViewToSave,
): readonly SavedView[] {
  const same = views.find((one) => isSameName(one.name, name))
  if (same === undefined) return [...views, { ...view, id, name }]
  return views.map((one) => (one === same ? { ...view, id: one.id, name } : one))
}

export function withRenamed(views: readonly SavedView[], id: string, name: string): readonly SavedView[] {
  return views.map((view) => (view.id === id ? { ...view, name } : view))
}

/** Whether another one has that name already. */
export function isNameTaken(views: readonly SavedView[], name: string, exceptId?: string): boolean {
  return views.some((view) => view.id !== exceptId && isSameName(view.name, name))
}

/** The one that the list is looked at through now. */
export function viewShown(views: readonly SavedView[], current: ViewToSave): SavedView | undefined {
  return views.find(
    (view) =>
      view.query === current.query &&
      view.filter === current.filter &&
      view.groupBy === current.groupBy &&
      JSON.stringify(view.sort) === JSON.stringify(current.sort) &&
      JSON.stringify(view.columns) === JSON.stringify(current.columns),
  )
}

function isSameName(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase()
}
