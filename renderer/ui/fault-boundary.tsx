import { Component, type ReactNode } from 'react'

interface FaultBoundaryProps {
  readonly children: ReactNode
  /** What to show instead, and how to try anew. */
  readonly fallback: (again: () => void) => ReactNode
  /** With another one, what broke before is forgotten. */
  readonly of: string
}

/** Keeps a fault in one screen from taking the window with it. */
export class FaultBoundary extends Component<FaultBoundaryProps, { readonly brokenOf: string | undefined }> {
  override readonly state: { readonly brokenOf: string | undefined } = { brokenOf: undefined }

  static getDerivedStateFromError() {
    return { brokenOf: '' }
  }

  override componentDidCatch(): void {
    this.setState({ brokenOf: this.props.of })
  }

  override render(): ReactNode {
    const { brokenOf } = this.state
    if (brokenOf === '' || brokenOf === this.props.of)
      return this.props.fallback(() => this.setState({ brokenOf: undefined }))
    return this.props.children
  }
}
