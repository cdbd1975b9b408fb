import type { Grant } from './wanted-grants';

/** The statements that turn the rights there are into the rights that are wanted; none when they agree. */
export function compareGrants(wanted: readonly Grant[], found: readonly Grant[]): readonly string[] {
  const wantedKeys = new Set(wanted.map(keyOf));
  const foundKeys = new Set(found.map(keyOf));
  return [
    ...found
      .filter((grant) => !wantedKeys.has(keyOf(grant)))
      .map((grant) => `REVOKE ${describe(grant, 'FROM')}`),
    ...wanted
      .filter((grant) => !foundKeys.has(keyOf(grant)))
      .map((grant) => `GRANT ${describe(grant, 'TO')}`),
  ];
}

function keyOf({ role, privilege, objectKind, object, column = '' }: Grant): string {
  return [role, privilege, objectKind, object, column].join(' ');
}

function describe({ role, privilege, objectKind, object, column }: Grant, direction: 'FROM' | 'TO'): string {
  if (objectKind === 'COLUMN') {
    return `${privilege} (${quote(column ?? '')}) ON TABLE ${quote(object)} ${direction} ${role}`;
  }
  const target = objectKind === 'FUNCTION' ? object : quote(object);
  return `${privilege} ON ${objectKind} ${target} ${direction} ${role}`;
}

function quote(identifier: string): string {
  return `"${identifier.replaceAll('"', '""')}"`;
}
