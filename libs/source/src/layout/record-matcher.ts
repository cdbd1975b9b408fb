import type { RecordLayout, RecordLocation } from '@cortex/domain';

const ANY = '*';

interface PartialMatch {
  readonly location: RecordLocation;
  /** How many steps of the location have been taken. */
  readonly taken: number;
}

/**
 * Where one stands in a value, seen from the locations of a layout: which of them end here, and which go on. An
 * automaton that is built as it is walked; equal steps lead to the same matcher.
 */
export class RecordMatcher {
  /** The kind of the record that stands here, or null. */
  readonly kind: string | null;
  /** The location that put a record here ended in `*`: the record's key is its member name. */
  readonly isListed: boolean;
  /** Records may stand deeper down. */
  readonly descends: boolean;
  /** Items or members of the container here are records, whatever their names. */
  readonly listsRecords: boolean;

  private readonly named = new Map<string, RecordMatcher | null>();
  private other: RecordMatcher | null | undefined;

  constructor(private readonly matches: readonly PartialMatch[]) {
    const ended = matches.find(({ location, taken }) => taken === location.at.length);
    this.kind = ended?.location.kind ?? null;
    this.isListed = ended?.location.at.at(-1) === ANY;
    this.descends = matches.some(({ location, taken }) => taken < location.at.length);
    this.listsRecords = matches.some(
      ({ location, taken }) => taken === location.at.length - 1 && location.at[taken] === ANY,
    );
  }

  /** One step into an array, or into a member that no location names; null when no record is down there. */
  get item(): RecordMatcher | null {
    this.other = this.other === undefined ? this.step(null) : this.other;
    return this.other;
  }

  member(key: string): RecordMatcher | null {
    if (!this.matches.some(({ location, taken }) => location.at[taken] === key)) return this.item;
    const known = this.named.get(key);
    if (known !== undefined) return known;
    const matcher = this.step(key);
    this.named.set(key, matcher);
    return matcher;
  }

  private step(key: string | null): RecordMatcher | null {
    const matches = this.matches
      .filter(
        ({ location, taken }) => location.at[taken] === ANY || (key !== null && location.at[taken] === key),
      )
      .map(({ location, taken }) => ({ location, taken: taken + 1 }));
    return matches.length > 0 ? new RecordMatcher(matches) : null;
  }
}

/** A layout, ready to be asked. */
export interface LayoutMatcher {
  /** Locations below the top-level value; null when there are none. */
  readonly records: RecordMatcher | null;
  /** The kind of a top-level value in which no location of `records` is met: that of `[]`, or null. */
  readonly wholeKind: string | null;
  /** By record kind: the locations of the records inside such a record. */
  readonly nested: ReadonlyMap<string, RecordMatcher>;
}

export function compileLayout(layout: RecordLayout): LayoutMatcher {
  const nested = Object.entries(layout.nested ?? {}).flatMap(([kind, locations]) => {
    const matcher = compileLocations(locations);
    return matcher ? [[kind, matcher] as const] : [];
  });
  return {
    records: compileLocations(layout.records),
    wholeKind: layout.records.find(({ at }) => at.length === 0)?.kind ?? null,
    nested: new Map(nested),
  };
}

function compileLocations(locations: readonly RecordLocation[]): RecordMatcher | null {
  const below = locations.filter(({ at }) => at.length > 0);
  return below.length > 0 ? new RecordMatcher(below.map((location) => ({ location, taken: 0 }))) : null;
}
