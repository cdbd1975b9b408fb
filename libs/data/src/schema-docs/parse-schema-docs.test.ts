import { listCommentStatements } from './list-comment-statements';
import { parseSchemaDocs } from './parse-schema-docs';

const SCHEMA = `// A file about things.

/// A thing. It is
/// what it is.
model Thing {
  /// Its id; nobody's business.
  thingId String  @id @map("thing_id")
  /// Its colour.
  color   String?

  owner Person @relation("ThingOwner", fields: [ownerId], references: [id])

  @@index([color], map: "idx_things_color")
  @@map("things")
}

/// Counted things.
view ThingCount {
  /// How many.
  count BigInt

  @@map("mv_thing_count")
}

/// Kinds of things.
enum ThingKind {
  big
  small

  @@map("thing_kind")
}
`;

describe('comments of the database', () => {
  it('are the doc comments of the Prisma schema under the names of the database', () => {
    expect(listCommentStatements(parseSchemaDocs(SCHEMA))).toEqual([
      `COMMENT ON TABLE things IS 'A thing. It is what it is.';`,
      `COMMENT ON COLUMN things.thing_id IS 'Its id; nobody''s business.';`,
      `COMMENT ON COLUMN things.color IS 'Its colour.';`,
      `COMMENT ON MATERIALIZED VIEW mv_thing_count IS 'Counted things.';`,
      `COMMENT ON COLUMN mv_thing_count.count IS 'How many.';`,
      `COMMENT ON TYPE thing_kind IS 'Kinds of things.';`,
    ]);
  });
});
