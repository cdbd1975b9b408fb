/** No absolute path, no `..`, no empty segment: whatever the database says, nothing is written elsewhere. */
export function staysInside(path: Buffer): boolean {
  if (path.includes(0)) return false;
  const segments = path.toString('latin1').split('/');
  return segments.every((segment) => segment !== '' && segment !== '.' && segment !== '..');
}
