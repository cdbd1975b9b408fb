/**
 * Whether something thrown has this code (`ENOENT`, `23505`). By shape, not by class: an error of another realm, such as
 * Node's own inside a Jest test, is no instance of this realm's Error.
 */
export function hasErrorCode(error: unknown, code: string): boolean {
  return typeof error === 'object' && error !== null && 'code' in error && error.code === code;
}
