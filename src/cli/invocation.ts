/** How this program was started, for the commands that messages tell to type. */
export function toProgram(): string {
  return process.env['npm_command'] === undefined ? 'bitpowr-bulk' : 'npx bitpowr-bulk';
}
