/** A field of a row in the binary format of COPY (PostgreSQL manual, "COPY", File Formats). */
export type BinaryField =
  | { readonly type: 'int4'; readonly value: number }
  | { readonly type: 'int8'; readonly value: bigint }
  | { readonly type: 'bytea'; readonly value: Uint8Array };

/** Signature, no flags, no header extension. */
export const BINARY_COPY_HEADER = Buffer.concat([
  Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'),
  Buffer.alloc(8),
]);
export const BINARY_COPY_TRAILER = Buffer.from([0xff, 0xff]);

/** The row in pieces that are to be sent one after another; bytes are passed on, not copied. */
export function encodeBinaryRow(fields: readonly BinaryField[]): readonly Uint8Array[] {
  const count = Buffer.alloc(2);
  count.writeInt16BE(fields.length);
  return [count, ...fields.flatMap(encodeField)];
}

function encodeField(field: BinaryField): readonly Uint8Array[] {
  if (field.type === 'bytea') {
    const length = Buffer.alloc(4);
    length.writeInt32BE(field.value.byteLength);
    return [length, field.value];
  }
  const size = field.type === 'int4' ? 4 : 8;
  const buffer = Buffer.alloc(4 + size);
  buffer.writeInt32BE(size);
  if (field.type === 'int4') buffer.writeInt32BE(field.value, 4);
  else buffer.writeBigInt64BE(field.value, 4);
  return [buffer];
}
