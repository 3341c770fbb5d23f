/** A `ref` that gives an element the focus once: a function that is made at each drawing would take it again and again. */
export function takeFocus(element: HTMLElement | null): void {
  element?.focus();
}
