/** Whether a row or a column of a sheet is not shown: by a filter, a folded group or by hand, or because it has no size. */
export function isHidden(hidden = '0', size = '1'): boolean {
  return hidden === '1' || hidden === 'true' || /^0+(?:\.0+)?$/.test(size);
}
