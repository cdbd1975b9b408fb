import type { AddItemEdit, AddMemberEdit, DocumentEdit, RemoveMemberEdit } from '@cortex/domain';
import { CoveredSpans } from './covered-spans';
import type { AddedEntry, ContainerChange } from './edit-container';
import type { ContainerEntry, EditedDocument, EditSpan } from './edited-document';

/** The edits of a document as they are carried out: one change per place, nothing inside of what goes as a whole. */
export interface SortedEdits {
  readonly containers: readonly ContainerChange[];
  /** Values that are removed and stand in no container above; in order, disjoint. */
  readonly removed: readonly EditSpan[];
  /** All values that are removed, in containers or not. */
  readonly gone: readonly EditSpan[];
  readonly replaced: readonly ReplacedValue[];
  readonly appended: readonly string[];
}

export interface ReplacedValue extends EditSpan {
  readonly text: string;
}

export function sortEdits(document: EditedDocument, edits: readonly DocumentEdit[]): SortedEdits {
  const sorter = new EditSorter(document);
  for (const edit of edits) sorter.take(edit);
  return sorter.sort();
}

interface ContainerEdits {
  readonly type: 'object' | 'array';
  readonly span: EditSpan;
  readonly removedKeys: Set<string>;
  readonly added: AddedEntry[];
}

class EditSorter {
  private readonly containers = new Map<string, ContainerEdits>();
  private readonly removed = new Map<string, EditSpan>();
  private readonly replaced = new Map<string, ReplacedValue>();
  private readonly appended: string[] = [];

  constructor(private readonly document: EditedDocument) {}

  take(edit: DocumentEdit): void {
    switch (edit.type) {
      case 'append-value':
        this.appended.push(edit.text);
        return;
      case 'remove-value':
        this.removed.set(nameOf(edit), this.checked({ start: edit.start, end: edit.end }));
        return;
      case 'replace-value':
        this.replaced.set(nameOf(edit), { ...edit, ...this.checked(edit) });
        return;
      case 'remove-member':
        this.containerOf(edit).removedKeys.add(edit.key);
        return;
      default:
        this.containerOf(edit).added.push({
          key: edit.type === 'add-member' ? edit.key : null,
          text: edit.text,
        });
    }
  }

  sort(): SortedEdits {
    const changes = [...this.containers.values()].map((edits) => ({ edits, change: this.toChange(edits) }));
    const removed = [...this.removed.values(), ...changes.flatMap(({ change }) => removedEntries(change))];
    const gone = new CoveredSpans(removed);
    const covered = new CoveredSpans([...removed, ...this.replaced.values()]);
    const alive = changes.filter(({ edits }) => !covered.covers(edits.span)).map(({ change }) => change);
    const inContainers = new Set(alive.flatMap(({ shape, added }) => itemNames(shape.entries, added)));
    const isAlone = (span: EditSpan) => !covered.isInside(span) && !inContainers.has(nameOf(span));
    return {
      containers: alive,
      removed: [...this.removed.values()].filter(isAlone).sort((left, right) => left.start - right.start),
      gone: [...this.removed.values()],
      replaced: [...this.replaced.values()].filter((span) => !covered.isInside(span) && !gone.covers(span)),
      appended: this.appended,
    };
  }

  private checked<Span extends EditSpan>(span: Span): Span {
    this.document.requireSpan(span);
    return span;
  }

  private containerOf(edit: AddMemberEdit | AddItemEdit | RemoveMemberEdit): ContainerEdits {
    const isArray = edit.type === 'add-item';
    const span = isArray
      ? { start: edit.arrayStart, end: edit.arrayEnd }
      : { start: edit.objectStart, end: edit.objectEnd };
    const known = this.containers.get(nameOf(span));
    if (known !== undefined) return known;
    const type = isArray ? 'array' : 'object';
    const container: ContainerEdits = { type, span, removedKeys: new Set<string>(), added: [] };
    this.containers.set(nameOf(span), container);
    return container;
  }

  private toChange({ type, span, removedKeys, added }: ContainerEdits): ContainerChange {
    const shape = this.document.containerAt(type, span);
    this.document.requireMembers(shape, removedKeys);
    const isRemoved = ({ key, value }: ContainerEntry) =>
      key === null ? this.removed.has(nameOf(value)) : removedKeys.has(key);
    return { shape, isRemoved, added };
  }
}

/** With a missing value, which may stand behind the line of its name. */
function removedEntries({ shape, isRemoved }: ContainerChange): readonly EditSpan[] {
  if (shape.type === 'array') return [];
  return shape.entries
    .filter(isRemoved)
    .map(({ from, to, value }) => ({ start: from, end: Math.max(to, value.end) }));
}

/** An array that gets new items removes its old ones, too. */
function itemNames(entries: readonly ContainerEntry[], added: readonly AddedEntry[]): readonly string[] {
  return added.length === 0
    ? []
    : entries.filter(({ key }) => key === null).map(({ value }) => nameOf(value));
}

function nameOf({ start, end }: EditSpan): string {
  return `${start}:${end}`;
}
