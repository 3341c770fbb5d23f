/** Whether a terminal may show colours: https://no-color.org, and `--no-color`. */
export function hasColors({ color }: { readonly color?: boolean | undefined }): boolean {
  return color !== false && !process.env['NO_COLOR'] && process.env['TERM'] !== 'dumb';
}
