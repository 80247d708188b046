export const live = {
  noBoxes: 'No boxes in this event yet',
} as const
